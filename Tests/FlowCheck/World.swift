import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// A project with as much of Salesforce and Gainsight as the tests' flows use.
enum World {
  static let user = ObjectSchema(
    "User",
    fields: [FieldSchema("Id", .id, nullable: false), FieldSchema("Email", .email), FieldSchema("Name", .string), FieldSchema("IsActive", .boolean)],
    identity: "Id")

  static let account = ObjectSchema(
    "Account",
    fields: [
      FieldSchema("Id", .id, form: .salesforceID, nullable: false, createable: false, updateable: false),
      FieldSchema("Name", .string, length: 255, nullable: false, required: true),
      FieldSchema("Type", .picklist, picklist: [PicklistValue("Customer"), PicklistValue("Prospect")], restricted: true),
      FieldSchema("OwnerId", .reference, nullable: false, reference: Reference(to: ["User"], path: "Owner")),
      FieldSchema("AnnualRevenue", .currency, scale: 2),
      FieldSchema("NumberOfEmployees", .integer),
      FieldSchema("IsDeleted", .boolean, nullable: false, createable: false, updateable: false),
      FieldSchema("Gainsight_GSID__c", .string, length: 36, unique: true, externalID: true),
      FieldSchema("Health_Score__c", .number, scale: 1), FieldSchema("Health_Trend__c", .string, length: 20),
      FieldSchema("Health_Updated_At__c", .datetime), FieldSchema("Renewal__c", .date),
      FieldSchema("SystemModstamp", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("LastModifiedDate", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
    ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate")

  static let task = ObjectSchema(
    "Task",
    fields: [
      FieldSchema("Id", .id, nullable: false, createable: false, updateable: false), FieldSchema("Subject", .string, length: 255),
      FieldSchema("WhatId", .reference, reference: Reference(to: ["Account"], path: "What")), FieldSchema("ActivityDate", .date),
      FieldSchema("Flow_Key__c", .string, length: 32, unique: true, externalID: true),
    ], identity: "Id", watermark: nil)

  static let history = ObjectSchema(
    "AccountHistory",
    fields: [
      FieldSchema("Id", .id, nullable: false, createable: false, updateable: false),
      FieldSchema("AccountId", .reference, reference: Reference(to: ["Account"], path: "Account")), FieldSchema("Field", .string, length: 255),
    ], identity: "Id", createable: false, updateable: false)

  static let company = ObjectSchema(
    "company",
    fields: [
      FieldSchema("Gsid", .id, nullable: false, createable: false, updateable: false), FieldSchema("Name", .string, nullable: false, required: true),
      FieldSchema("SfdcAccountId", .string), FieldSchema("Arr", .number),
      FieldSchema("CurrentScore", .reference, reference: Reference(to: ["scorecard"], path: "CurrentScore")),
      FieldSchema("Csm", .reference, reference: Reference(to: ["gsuser"], path: "Csm")), FieldSchema("ModifiedDate", .datetime, nullable: false),
    ], identity: "Gsid", watermark: "ModifiedDate", modified: "ModifiedDate", complete: false)

  static let relationship = ObjectSchema(
    "relationship",
    fields: [
      FieldSchema("Gsid", .id, nullable: false, createable: false, updateable: false), FieldSchema("CompanyId", .string),
      FieldSchema("SfdcAccountId", .string), FieldSchema("Arr", .number), FieldSchema("ModifiedDate", .datetime, nullable: false),
    ], identity: "Gsid", watermark: "ModifiedDate", modified: "ModifiedDate")

  static let scorecard = ObjectSchema("scorecard", fields: [FieldSchema("Score", .number)], identity: "Gsid")
  static let gsuser = ObjectSchema("gsuser", fields: [FieldSchema("Gsid", .id), FieldSchema("Email", .email)], identity: "Gsid")

  static let context = ProjectContext(
    timeZone: "UTC", settings: ["renewal_days": .scalar(.int(120)), "risk_as": .scalar(.string("Task"))],
    connections: [
      "salesforce": .init(connector: "salesforce", schema: ConnectionSchema([user, account, task, history]), stamp: ["Task": "Flow_Key__c"]),
      "gainsight": .init(connector: "gainsight", schema: ConnectionSchema([company, relationship, scorecard, gsuser])),
      "slack": .init(connector: "slack", hasRecords: false, channels: []),
      "mail": .init(connector: "mail", hasRecords: false),
      "mute": .init(connector: "mute.yaml", isMute: true),
    ],
    readFile: { path in
      switch path {
      case "tables/csm.csv": Array("territory,tier,email,template\nEMEA,Growth,a@b.c,t1\n*,Growth,d@e.f,\n".utf8)
      case "tables/broken.csv": Array("territory,tier\nEMEA\n".utf8)
      case "health.exchanges.yaml": Array("recording: 1\n".utf8)
      default: nil
      }
    })
}

func check(_ text: String, in context: ProjectContext = World.context) -> (flow: CheckedFlow?, findings: [Finding]) {
  let findings = Findings()
  let flow = FlowChecker.load(SourceFile(name: "test.yaml", text: text), in: context, into: findings)
  return (flow, findings.sorted)
}

/// `LINE:COLUMN CODE` of each.
func places(_ findings: [Finding]) -> [String] {
  findings.map { "\($0.span.start.line):\($0.span.start.column) \($0.code)" }
}
