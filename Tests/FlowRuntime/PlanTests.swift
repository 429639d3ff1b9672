import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import Foundation
import Journal
import OrderedCollections
import Schema
import Testing

@testable import FlowRuntime

/// What a plan says, a run does; what has moved since, `apply` leaves alone. Both over generated worlds, told by the calls that were made.
///
/// `PLAN_SEEDS=5000 PLAN_FIRST=1` runs longer, or one seed again.
@Suite struct PlanTests {
  static let first = UInt64(ProcessInfo.processInfo.environment["PLAN_FIRST"] ?? "") ?? 1
  static let seeds = UInt64(ProcessInfo.processInfo.environment["PLAN_SEEDS"] ?? "") ?? 300

  private func planner(_ world: PlanWorld, _ system: LoggedConnector, _ journal: any JournalStore) -> Planner {
    Planner(
      flows: [world.flow], readers: ["crm": RecordReader(system.inner)], schemas: ["crm": PlanWorld.schema], journal: journal, at: PlanWorld.at)
  }

  private func run(
    _ world: PlanWorld, _ rows: [Arrival.Row], _ connection: RunningConnection, _ journal: any JournalStore
  ) async throws {
    let engine = Engine(flows: [world.flow], connections: ["crm": ConnectionFacts(connection.traits)], seed: 1, acceptAs: PlanWorld.at)
    let runtime = Runtime(engine, journal: journal, connections: ["crm": connection])
    try await runtime.start()
    await runtime.run(rows, for: PlanWorld.source)
    _ = await runtime.finish(patience: 5)
    await runtime.drain(limit: 5)
  }

  /// Each write as `update Account A1 Score__c=1.0`, with created records under the names of the plan.
  private func writes(_ plan: FlowPlan) -> [String] {
    plan.events.flatMap(\.steps).flatMap { step -> [String] in
      let fields = step.changes.sorted { $0.field < $1.field }.map { "\($0.field)=\($0.after.isEffectKey ? "(effect key)" : $0.after.shownHere)" }
      switch step.action {
      case .create: return ["create \(step.object) \(fields.joined(separator: " "))"]
      case .update: return ["update \(step.object) \(step.record ?? "") \(fields.joined(separator: " "))"]
      case .notify: return ["notify \(fields.filter { $0.hasPrefix("text=") }.joined())"]
      default: return []
      }
    }.sorted()
  }

  /// The writes that a system was asked for, with the ids of new records as the plan names them; refused ones left out.
  private func writes(_ calls: [Call], _ system: LoggedConnector) -> [String] {
    var names: [String: String] = [:]
    for object in ["Account", "Task"] {
      for record in system.inner.records(of: object) {
        guard let id = record["Id"]?.asString, id.hasPrefix("\(object)-") else { continue }
        names[id] = "new"
      }
    }
    var all: [String] = []
    for call in calls {
      switch call {
      case .write(let call):
        for record in call.records {
          let fields = record.fields.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.isEffectKey ? "(effect key)" : $0.value.asString.flatMap { names[$0] } ?? $0.value.shownHere)" }
          all.append(
            call.verb == .create
              ? "create \(call.object) \(fields.joined(separator: " "))"
              : "update \(call.object) \(record.id.map { names[$0] ?? $0 } ?? "") \(fields.joined(separator: " "))")
        }
      case .notify(let call): all.append("notify text=\(call.text)")
      default: break
      }
    }
    return all.sorted()
  }

  /// `new-12ab` as `new`.
  private func unnamed(_ text: String) -> String { text.replacing(/new-[0-9a-f]{16}(-\d+)?/, with: "new") }

  @Test func whatAPlanSaysARunDoes() async throws {
    var seen: [FlowPlan.Action: Int] = [:]
    var endings: [String: Int] = [:]
    for seed in Self.first..<(Self.first + Self.seeds) {
      let note: Comment = "seed \(seed): PLAN_FIRST=\(seed) PLAN_SEEDS=1"
      let world = try PlanWorld(seed)
      let system = world.system()
      let journal = MemoryJournal(name: "j")
      let before = system.inner.records(of: "Account") + system.inner.records(of: "Task")
      let plan = try await planner(world, system, journal).plan(.rows(world.rows, source: PlanWorld.source))
      #expect(system.inner.records(of: "Account") + system.inner.records(of: "Task") == before, note)
      #expect(try await journal.outcomes().isEmpty, note)

      try await run(world, world.rows.map { Arrival.Row(planned: $0) }, RunningConnection(system, traits: MemoryConnector.traits), journal)
      // A record that the target refuses is asked for all the same, and planned as refused: only what was written counts.
      let refused = plan.events.flatMap(\.steps).filter { $0.action == .failed }
      let asked = writes(system.calls, system)
      if refused.isEmpty {
        #expect(asked == writes(plan).map(unnamed).sorted(), "\(note)\n\(world.text)")
      } else {
        #expect(Set(writes(plan).map(unnamed)).isSubset(of: Set(asked)), "\(note)\n\(world.text)")
      }
      let ends = try await journal.ended(after: 0, limit: 1_000).map { "\($0.about ?? "") \($0.ending.name) \($0.ending.reasonCode ?? "")" }
      #expect(ends == plan.events.map { "\($0.about ?? "") \($0.ending) \($0.code ?? "")" }, "\(note)\n\(world.text)")
      for step in plan.events.flatMap(\.steps) { seen[step.action, default: 0] += 1 }
      for event in plan.events { endings[event.code ?? event.ending, default: 0] += 1 }
    }
    guard Self.seeds >= 100 else { return }
    // A kind of step that never came up has shown nothing.
    for action in [FlowPlan.Action.create, .update, .unchanged, .found, .none, .refused, .failed, .notify] {
      #expect(seen[action, default: 0] > 0, "no step was \(action)")
    }
    for code in ["done", "many_matches", "no_match", "unchanged", "when", "once", "superseded", "unreadable", "rejected"] {
      #expect(endings[code, default: 0] > 0, "no event ended \(code)")
    }
  }

  @Test func aPlanIsAppliedAsItIs() async throws {
    for seed in Self.first..<(Self.first + Self.seeds / 2) {
      let note: Comment = "seed \(seed): PLAN_FIRST=\(seed) PLAN_SEEDS=2"
      let world = try PlanWorld(seed)
      let system = world.system()
      let journal = MemoryJournal(name: "j")
      let planner = planner(world, system, journal)
      let made = try await planner.plan(.rows(world.rows, source: PlanWorld.source))
      let plan = try FlowPlan(json: Array(made.json.jsonText.utf8))
      let application = try await PlanApplication(of: plan, with: planner)
      #expect(application.refused == [], "\(note)\n\(world.text)")
      let connections = application.connections(["crm": RunningConnection(system, traits: MemoryConnector.traits)], planner)
      try await run(world, application.rows ?? [], connections["crm"]!, application.journal(journal, planner))
      let ends = try await journal.ended(after: 0, limit: 1_000).map { "\($0.about ?? "") \($0.ending.name) \($0.ending.reasonCode ?? "")" }
      #expect(ends == made.events.map { "\($0.about ?? "") \($0.ending) \($0.code ?? "")" }, "\(note)\n\(world.text)")
      // Once more: everything has run.
      let again = try await PlanApplication(of: plan, with: planner)
      let acted = plan.events.filter { $0.steps.contains { [.create, .update].contains($0.action) } }
      #expect(Set(acted.compactMap(\.about)).isSubset(of: Set(again.refused.compactMap(\.about))), "\(note)\n\(world.text)")
    }
  }

  @Test func everyDriftIsRefused() async throws {
    var drifts = 0
    for seed in Self.first..<(Self.first + Self.seeds / 2) {
      let note: Comment = "seed \(seed): PLAN_FIRST=\(seed) PLAN_SEEDS=2"
      let world = try PlanWorld(seed)
      let calm = world.system()
      let plan = try await planner(world, calm, MemoryJournal(name: "j")).plan(.rows(world.rows, source: PlanWorld.source))
      // A field that the plan would change has another value meanwhile.
      let updates = plan.events.flatMap { event in
        event.steps.filter { $0.action == .update && !($0.record ?? "new").hasPrefix("new") }.map { (event, $0) }
      }
      guard let (event, step) = updates.first, let change = step.changes.first(where: { $0.field == "Score__c" || $0.field == "Type" }) else {
        continue
      }
      drifts += 1
      let other: Value = change.field == "Type" ? (change.before == "Customer" ? "Prospect" : "Customer") : .double((change.before.asDouble ?? 0) + 3)
      let moved = LoggedConnector(MemoryConnector(schema: PlanWorld.schema, now: PlanWorld.at))
      for (object, record) in world.records {
        var record = record
        if object == step.object, record["Id"]?.asString == step.record { record[change.field] = other }
        moved.inner.insert(record, into: object)
      }
      let journal = MemoryJournal(name: "j")
      let planner = planner(world, moved, journal)
      let application = try await PlanApplication(of: plan, with: planner)
      #expect(application.refused.contains { $0.about == event.about }, "\(note)\n\(world.text)")
      let connections = application.connections(["crm": RunningConnection(moved, traits: MemoryConnector.traits)], planner)
      try await run(world, application.rows ?? [], connections["crm"]!, application.journal(journal, planner))
      // Whatever else is carried out, the record that moved keeps what it was given.
      let now = moved.inner.records(of: step.object).first { $0["Id"]?.asString == step.record }
      #expect(now?[change.field] == other, "\(note)\n\(world.text)")
    }
    if Self.seeds >= 100 { #expect(drifts >= 20) }
  }

  @Test func whatMovesBetweenCheckAndWriteIsNotWritten() async throws {
    var seen = 0
    for seed in Self.first..<(Self.first + Self.seeds / 4) {
      let world = try PlanWorld(seed)
      let system = world.system()
      let journal = MemoryJournal(name: "j")
      let planner = planner(world, system, journal)
      let plan = try await planner.plan(.rows(world.rows, source: PlanWorld.source))
      let application = try await PlanApplication(of: plan, with: planner)
      let planned = Set(writes(plan).map(unnamed))
      // After the check every record is changed.
      let late = LoggedConnector(MemoryConnector(schema: PlanWorld.schema, now: PlanWorld.at))
      for (object, record) in world.records {
        var record = record
        if object == "Account" { record["Score__c"] = .double(99) }
        late.inner.insert(record, into: object)
      }
      let connections = application.connections(["crm": RunningConnection(late, traits: MemoryConnector.traits)], planner)
      try await run(world, application.rows ?? [], connections["crm"]!, application.journal(journal, planner))
      for write in writes(late.writes, late) {
        seen += 1
        let isPlanned = planned.contains(write)
        #expect(isPlanned, "seed \(seed): \(write)")
      }
    }
    if Self.seeds >= 100 { #expect(seen > 0) }
  }
}

extension Value {
  fileprivate var shownHere: String { asString ?? jsonText }
}
