import Diagnostics
import FlowCheck
import FlowSyntax
import FlowTest
import OrderedCollections
import Schema

/// A small project and its flow, tested by text.
enum Workshop {
  static let account = ObjectSchema(
    "Account",
    fields: [
      FieldSchema("Id", .id, form: .salesforceID, nullable: false, createable: false, updateable: false),
      FieldSchema("Name", .string, form: .caseless, length: 80, nullable: false, required: true),
      FieldSchema("Tier__c", .picklist, picklist: [PicklistValue("Gold"), PicklistValue("Silver")], restricted: true),
      FieldSchema("Score__c", .number, scale: 1), FieldSchema("Phone", .string, length: 20),
      FieldSchema("SystemModstamp", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("LastModifiedDate", .datetime, nullable: false, createable: false, updateable: false),
      FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
    ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate")

  static let task = ObjectSchema(
    "Task",
    fields: [
      FieldSchema("Id", .id, nullable: false, createable: false, updateable: false), FieldSchema("Subject", .string, length: 80),
      FieldSchema("WhatId", .reference, reference: Reference(to: ["Account"], path: "What")), FieldSchema("ActivityDate", .date),
      FieldSchema("Flow_Key__c", .string, length: 32, unique: true, externalID: true),
    ], identity: "Id")

  static let context = ProjectContext(
    settings: ["limit": .scalar(.int(50))],
    connections: [
      "crm": .init(connector: "salesforce", schema: ConnectionSchema([account, task]), stamp: ["Task": "Flow_Key__c"]),
      "slack": .init(connector: "slack", hasRecords: false),
    ])

  static let flow = """
    flowrun: 1
    trigger:
      - webhook: crm
        event: { name: =text(row.name), score: =number(row.score), at: =time(row.at) }
        delivery: =row.id
      - { poll: crm.Account, every: 10m, event: { name: =row.Name, score: =row.Score__c, at: =now } }
    when: =event.name != null
    about: =event.name
    changed: [score]
    at: =event.at
    tables:
      words: { "1": one, "2": two }
    steps:
      - id: account
        lookup: crm.Account
        match: [{ Name: =event.name }, { normalized: { Name: =event.name } }]
      - id: plan
        transform:
          low: =coalesce(event.score, 0.0) < settings.limit
          word: =vlookup(tables.words, text(event.score))
          trend: =ifs(was.score == null, "new", was.score < coalesce(event.score, 0.0), "up", "down")
      - id: write
        update: crm.Account
        match: { Id: =account.Id }
        set: { Score__c: =event.score, Phone: =plan.trend }
      - id: task
        when: =plan.low
        create: crm.Task
        set: { WhatId: =account.Id, Subject: 'Call ${account.Name}', ActivityDate: '=addDays(today, 1)' }
      - id: tell
        when: =outcome(task) == "created"
        notify: slack
        to: [ops, =account.Name]
        text: Low ${event.score}
    """

  static let test = """
    test: scores
    clock: 2026-03-14T09:00:00Z
    world:
      crm.Account: |
        Id                 | Name  | Tier__c | Score__c
        001000000000001AAA | Acme  | Gold    | 71
        001000000000002AAA | Beta  |         |
    cases:
      - name: low
        events: [{ webhook: { name: ACME, score: 42, at: "2026-03-14T08:59:00Z" }, was: { score: 71 } }]
        expect:
          outcomes: { done: 1 }
          calls: { crm: { write: 2 }, slack: { notify: 1 } }
          records:
            crm.Account: [{ Id: 001000000000001AAA, Score__c: 42, Phone: down }]
            crm.Task: [{ WhatId: 001000000000001AAA, Subject: Call Acme, ActivityDate: 2026-03-15 }]
          messages: [{ by: slack, to: [ops, Acme], text: Low 42 }]
          steps: { account: { Tier__c: Gold }, plan: { low: true, trend: down, word: null }, write: updated, tell: sent }
      - name: high
        events: [{ webhook: { name: Beta, score: 90, at: "2026-03-14T08:59:00Z" } }]
        expect:
          outcomes: { done: 1 }
          messages: []
          records: { crm.Task: [] }
          steps: { task: not_run, plan: { trend: new } }
    """

  /// The test, checked; `from` and `to` change its text, `flow` is the flow's.
  static func subject(_ test: String = test, flow text: String = flow) throws -> TestSubject {
    let findings = Findings()
    let flow = FlowParser.parse(SourceFile(name: "scores.yaml", text: text), into: findings)
    let checkedFlow = FlowChecker.check(flow, in: context, into: findings)
    let file = TestParser.parse(SourceFile(name: "scores.test.yaml", text: test), into: findings)
    let checked = TestChecker.check(file, flow: checkedFlow, flows: ["scores"], in: context, into: findings)
    guard let checked else { throw Broken(findings: findings.sorted.map { "\($0.span.start.line): \($0.message)" }) }
    return TestSubject(checked, flow: flow, context: context)
  }

  struct Broken: Error { var findings: [String] }
}
