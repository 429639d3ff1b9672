import CEL
import FlowCheck
import OrderedCollections
import Schema

/// As much of two systems as the tests' flows use.
enum Objects {
  static let user = ObjectSchema(
    "User", fields: [FieldSchema("Id", .id, nullable: false), FieldSchema("Email", .email), FieldSchema("Name", .string)], identity: "Id")

  static let account = ObjectSchema(
    "Account",
    fields: [
      FieldSchema("Id", .id, form: .salesforceID, nullable: false, createable: false, updateable: false),
      FieldSchema("Name", .string, length: 255, nullable: false),
      FieldSchema("Phone", .phone, length: 40),
      FieldSchema("Type", .picklist, picklist: [PicklistValue("Customer"), PicklistValue("Prospect")], restricted: true),
      FieldSchema("OwnerId", .reference, reference: Reference(to: ["User"], path: "Owner")),
      FieldSchema("Gainsight_GSID__c", .string, length: 36, externalID: true),
      FieldSchema("Health_Score__c", .number, scale: 1), FieldSchema("Health_Trend__c", .string, length: 20),
      FieldSchema("Health_Updated_At__c", .datetime),
      FieldSchema("SystemModstamp", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("LastModifiedDate", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
    ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate")

  static func task(_ name: String) -> ObjectSchema {
    ObjectSchema(
      name,
      fields: [
        FieldSchema("Id", .id, nullable: false, createable: false, updateable: false), FieldSchema("Subject", .string, length: 255),
        FieldSchema("WhatId", .reference, reference: Reference(to: ["Account"], path: "What")), FieldSchema("Status", .string),
        FieldSchema("Flow_Key__c", .string, length: 32, unique: true, externalID: true),
        FieldSchema("SystemModstamp", .datetime, nullable: false, createable: false, updateable: false),
        FieldSchema("LastModifiedDate", .datetime, nullable: false, createable: false, updateable: false),
        FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
      ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate")
  }

  static let company = ObjectSchema(
    "company",
    fields: [
      FieldSchema("Gsid", .id, nullable: false, createable: false, updateable: false), FieldSchema("Name", .string, nullable: false),
      FieldSchema("SfdcAccountId", .string), FieldSchema("Arr", .number), FieldSchema("Stage", .string), FieldSchema("Synced", .datetime),
      FieldSchema("CurrentScore", .reference, reference: Reference(to: ["scorecard"], path: "CurrentScore")),
      FieldSchema("ModifiedDate", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
    ], identity: "Gsid", watermark: "ModifiedDate", modified: "ModifiedDate", created: "CreatedDate")

  static let scorecard = ObjectSchema("scorecard", fields: [FieldSchema("Gsid", .id), FieldSchema("Score", .number)], identity: "Gsid")

  /// One an account: what was ordered last, and the number that people gave last.
  static let card = ObjectSchema(
    "card",
    fields: [
      FieldSchema("Gsid", .id, nullable: false, createable: false, updateable: false), FieldSchema("AccountId", .string),
      FieldSchema("Total", .number), FieldSchema("Lines", .number), FieldSchema("Phone", .string),
      FieldSchema("ModifiedDate", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
    ], identity: "Gsid", watermark: "ModifiedDate", modified: "ModifiedDate", created: "CreatedDate")

  /// `Task` and `Line` carry the effect key; `Memo`, the same otherwise, does not.
  static let salesforce = ConnectionSchema([user, account, task("Task"), task("Memo"), task("Line")])
  static let gainsight = ConnectionSchema([company, scorecard, card])

  static let context = ProjectContext(
    timeZone: "UTC", settings: [:],
    connections: [
      "salesforce": .init(connector: "salesforce", schema: salesforce, stamp: ["Task": "Flow_Key__c", "Line": "Flow_Key__c"]),
      "gainsight": .init(connector: "gainsight", schema: gainsight),
      "slack": .init(connector: "slack", hasRecords: false),
    ],
    readFile: { _ in nil })
}
