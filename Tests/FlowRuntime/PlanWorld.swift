import CEL
import Calls
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowEngine
import Journal
import OrderedCollections
import Schema
import Synchronization
import Testing

@testable import FlowRuntime

/// A system in memory that writes down every call.
final class LoggedConnector: CallTarget {
  let inner: MemoryConnector
  private let log = Mutex<[Call]>([])

  init(_ inner: MemoryConnector) { self.inner = inner }

  var calls: [Call] { log.withLock { $0 } }
  var writes: [Call] { calls.filter(\.writes) }

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    log.withLock { $0.append(.find(call)) }
    return try await inner.find(call)
  }
  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    log.withLock { $0.append(.write(call)) }
    return try await inner.write(call)
  }
  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    log.withLock { $0.append(.poll(call)) }
    return try await inner.poll(call)
  }
  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    log.withLock { $0.append(.notify(call)) }
    return NotifyAnswer(id: nil)
  }
  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    log.withLock { $0.append(.operation(call)) }
    return OperationAnswer(value: .null)
  }
}

/// Numbers from a seed.
struct Die {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<Element>(_ all: [Element]) -> Element { all[below(all.count)] }
}

/// A generated flow over generated records, with generated rows; made twice from one seed, it is the same.
struct PlanWorld {
  static let at = Timestamp("2026-03-14T09:00:00Z")!
  static let source = SourceID(flow: "f", index: 0)

  let flow: CheckedFlow
  let rows: [Value]
  let records: [(object: String, record: Record)]
  let text: String

  private static let stamps = [
    FieldSchema("SystemModstamp", .datetime, nullable: false, createable: false, updateable: false),
    FieldSchema("CreatedDate", .datetime, nullable: false, createable: false, updateable: false),
  ]

  static let schema = ConnectionSchema([
    ObjectSchema(
      "User", fields: [FieldSchema("Id", .id, nullable: false), FieldSchema("Email", .email), FieldSchema("Name", .string)], identity: "Id"),
    ObjectSchema(
      "Account",
      fields: [
        FieldSchema("Id", .id, nullable: false, createable: false, updateable: false), FieldSchema("Name", .string, length: 20, nullable: false),
        FieldSchema("Type", .picklist, picklist: [PicklistValue("Customer"), PicklistValue("Prospect")], restricted: true),
        FieldSchema("OwnerId", .reference, reference: Reference(to: ["User"], path: "Owner")), FieldSchema("Ext__c", .string, externalID: true),
        FieldSchema("Score__c", .number, scale: 1), FieldSchema("Seen__c", .datetime),
      ] + stamps, identity: "Id", watermark: "SystemModstamp", modified: "SystemModstamp", created: "CreatedDate"),
    ObjectSchema(
      "Task",
      fields: [
        FieldSchema("Id", .id, nullable: false, createable: false, updateable: false), FieldSchema("Subject", .string, length: 80),
        FieldSchema("WhatId", .reference, reference: Reference(to: ["Account"], path: "What")),
        FieldSchema("Key__c", .string, length: 32, unique: true, externalID: true),
      ] + stamps, identity: "Id", watermark: "SystemModstamp", modified: "SystemModstamp", created: "CreatedDate"),
  ])

  static let context = ProjectContext(
    timeZone: "UTC", settings: [:], connections: ["crm": .init(connector: "memory", schema: schema, stamp: ["Task": "Key__c"])],
    readFile: { _ in nil })

  init(_ seed: UInt64) throws {
    var die = Die(seed)
    text = Self.flowText(&die)
    let findings = Findings()
    let name = "flowrun: 1\n" + text
    let checked = FlowChecker.load(SourceFile(name: "f.yaml", text: name), in: Self.context, into: findings)
    flow = try #require(checked, "seed \(seed): \(findings.sorted.map(\.message))\n\(text)")
    records = Self.records(&die)
    rows = (0..<(1 + die.below(12))).map { number in
      if die.chance(4) { return .string("no json \(number)") }
      return [
        "id": .string("r\(die.below(5))"), "ext": die.chance(15) ? .null : .string("x\(die.below(7))"),
        "name": .string(die.pick(["Acme", "ACME Inc.", "Bolt GmbH", "Core", "Dune Limited and more words"])), "n": .double(Double(die.below(40)) / 4),
        "kind": .string(die.pick(["Customer", "Customer", "Prospect", "Odd"])), "mail": .string("u\(die.below(4))@example.com"),
        "at": .string("2026-03-1\(die.below(5))T08:00:00Z"),
      ]
    }
  }

  /// A flow of this world from its text.
  static func checked(_ text: String) throws -> CheckedFlow {
    let findings = Findings()
    let flow = FlowChecker.load(SourceFile(name: "f.yaml", text: "flowrun: 1\n" + text), in: context, into: findings)
    return try #require(flow, "\(findings.sorted.map(\.message))")
  }

  /// The system as it is before a run.
  func system() -> LoggedConnector {
    let memory = MemoryConnector(schema: Self.schema, now: Self.at)
    for (object, record) in records { memory.insert(record, into: object) }
    return LoggedConnector(memory)
  }

  private static func records(_ die: inout Die) -> [(object: String, record: Record)] {
    var all: [(object: String, record: Record)] = []
    for number in 0..<3 {
      all.append(("User", ["Id": .string("U\(number)"), "Email": .string("u\(number)@example.com"), "Name": .string("User \(number)")]))
    }
    for number in 0..<(1 + die.below(6)) {
      all.append(
        (
          "Account",
          [
            "Id": .string("A\(number)"), "Name": .string(die.pick(["Acme", "Acme", "Bolt", "Core"])),
            "Type": .string(die.pick(["Customer", "Prospect"])), "OwnerId": .string("U\(die.below(3))"),
            "Ext__c": die.chance(60) ? .string("x\(die.below(5))") : .null, "Score__c": .double(Double(die.below(10))),
            "Seen__c": die.chance(50) ? .timestamp(Timestamp("2026-03-12T00:00:00Z")!) : .null,
          ]
        ))
    }
    return all
  }

  static func flowText(_ die: inout Die) -> String {
    let many = die.pick(["fail", "skip", "newest", "oldest"])
    let none = die.pick(["fail", "skip", "continue"])
    let match = die.pick([
      "- Ext__c: =event.ext", "- Ext__c: =event.ext\n      - normalized: { Name: =event.name }", "- normalized: { Name: =event.name }",
    ])
    var text = """
      trigger:
        - webhook: crm
          event: { id: =text(row.id), ext: =text(row.ext), name: =text(row.name), n: =number(row.n), kind: =text(row.kind), mail: =text(row.mail), at: =time(row.at) }
      about: =event.id
      at: =event.at

      """
    if die.chance(40) { text += "changed: [n, kind]\n" } else if die.chance(25) { text += "once: true\n" }
    if die.chance(25) { text += "when: \"=coalesce(event.n, 0.0) > 2.0\"\n" }
    if die.chance(20) { text += "window: { events: 100, wait: 5s, keep: latest }\n" }
    text += "steps:\n"
    if die.chance(60) {
      text += """
          - id: account
            upsert: crm.Account
            match:
              \(match)
            on_many: \(many)
            set: { Ext__c: =event.ext, Score__c: =event.n, Type: =event.kind\(die.chance(40) ? ", Owner.Email: =event.mail" : "") }
            set_on_create: { Name: =event.name }
            \(die.pick(["newest_wins: Seen__c", "on_error: continue", "blank: [Ext__c]"]))

        """
    } else {
      text += """
          - id: account
            lookup: crm.Account
            match:
              \(match)
            on_none: \(none)
            on_many: \(many)
          - id: write
            when: =account != null
            update: crm.Account
            match: { Id: =account.Id }
            set: { Score__c: "=coalesce(event.n, 0.0) + coalesce(account.Score__c, 0.0)", Type: =event.kind }

        """
    }
    if die.chance(60) {
      text += """
          - id: task
            when: =account != null
            create: crm.Task
            set: { Subject: "Look at ${account.Name} ${event.n}", WhatId: =account.Id }

        """
      if die.chance(40) {
        text += """
            - id: more
              update: crm.Account
              match: { Id: =account.Id }
              set: { Name: "T ${event.id}" }

          """
      }
    }
    if die.chance(50) {
      text += """
          - id: owner
            lookup: crm.Account
            match: { Ext__c: =event.ext }
            on_none: continue
            on_many: oldest
          - id: tell
            notify: crm
            to: ops
            text: "${event.id} ${coalesce(owner.Owner.Email, 'nobody')} ${now}"

        """
    }
    return text
  }
}
