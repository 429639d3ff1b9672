import CEL
public import FlowEngine
public import Journal
import OrderedCollections

/// A plan on its way to being carried out: what still holds of it, and what does not.
public struct PlanApplication: Sendable {
  /// An event that is left alone, and why.
  public struct Refusal: Sendable, Equatable {
    public var flow: String
    public var about: String?
    public var reason: String
  }

  public var planned: FlowPlan
  /// Events that would be carried out as planned.
  public private(set) var agreed: [FlowPlan.Event] = []
  public private(set) var refused: [Refusal] = []
  /// The input without what is refused.
  public private(set) var input: FlowPlan.Input

  /// Plans again over what is there now, and keeps the events that come out the same. One that is refused may be what another rests on:
  /// it is planned again until nothing changes.
  public init(of planned: FlowPlan, with planner: Planner) async throws(JournalFailure) {
    self.planned = planned
    input = planned.input
    var planner = planner
    planner.at = planned.at
    var left = planned.events
    var removed: Set<String> = []
    while true {
      planner.only = Set(left.map(\.identity))
      let now = try await planner.plan(input)
      let moved = Self.differences(left, now.events)
      if moved.isEmpty { break }
      refused += moved.map(\.refusal)
      removed.formUnion(moved.map(\.identity))
      left.removeAll { removed.contains($0.identity) }
      input = planner.input(input, without: removed)
    }
    agreed = left
  }

  /// The connections for carrying it out: they let through what is planned.
  public func connections(_ running: [String: RunningConnection], _ planner: Planner) -> [String: RunningConnection] {
    let allowed = AllowedWrites(agreed)
    var planner = planner
    planner.at = planned.at
    let rows = planner.polledRows(Set(agreed.map(\.identity)))
    return running.mapValues {
      RunningConnection(AppliedTarget($0.connector, allowed, rows: rows), traits: $0.traits, concurrentCalls: $0.concurrentCalls)
    }
  }

  /// The journal for carrying it out.
  public func journal(_ journal: any JournalStore, _ planner: Planner) -> any JournalStore {
    AppliedJournal(journal, from: planner.from(planned.input))
  }

  /// The rows to run; nil where the sources are polled.
  public var rows: [Arrival.Row]? {
    guard case .rows(let rows, _) = input else { return nil }
    return rows.map { Arrival.Row(planned: $0) }
  }

  private struct Moved {
    var identity: String
    var refusal: Refusal
  }

  private static func differences(_ planned: [FlowPlan.Event], _ now: [FlowPlan.Event]) -> [Moved] {
    var found = Dictionary(grouping: now.map(\.settled), by: \.identity)
    var moved: [Moved] = []
    for event in planned.map(\.settled) {
      let reason: String
      if var same = found[event.identity], !same.isEmpty {
        let other = same.removeFirst()
        found[event.identity] = same
        if other == event { continue }
        reason = event.difference(to: other)
      } else {
        reason = "it is no event any more: it has run meanwhile, or its record has changed"
      }
      moved.append(Moved(identity: event.identity, refusal: Refusal(flow: event.flow, about: event.about, reason: reason)))
    }
    return moved
  }
}

extension FlowPlan.Event {
  /// As it comes back from the plan's file: times are text there.
  var settled: FlowPlan.Event {
    guard let plan = try? FlowPlan(json: Array(FlowPlan.only(self).json.jsonText.utf8)), let event = plan.events.first else { return self }
    return event
  }

  /// What is not as it was planned, for people.
  func difference(to now: FlowPlan.Event) -> String {
    for (was, step) in zip(steps, now.steps) where was != step {
      let name = "\(was.object)\(was.record.map { " \($0)" } ?? "")"
      if was.record != step.record { return "`\(was.step)` finds \(step.object) \(step.record ?? "none") now, not \(was.record ?? "none")" }
      for (old, new) in zip(was.changes, step.changes) where old != new && old.field == new.field {
        if old.before != new.before { return "\(name): \(old.field) was \(old.before.jsonText) and is \(new.before.jsonText) now" }
        return "\(name): \(old.field) would become \(new.after.jsonText), not \(old.after.jsonText)"
      }
      if was.action != step.action || was.changes.count != step.changes.count {
        return "\(name): `\(was.step)` would be \(step.action.rawValue), not \(was.action.rawValue)"
      }
      return "\(name): `\(was.step)` is \(step.note ?? "without a match"), not \(was.note ?? "without a match")"
    }
    if ending != now.ending || code != now.code || reason != now.reason {
      return "it would end \(now.ending)\(now.reason.map { " (\($0))" } ?? ""), not \(ending)\(reason.map { " (\($0))" } ?? "")"
    }
    return "its steps are others than planned"
  }
}

extension FlowPlan {
  fileprivate static func only(_ event: Event) -> FlowPlan {
    FlowPlan(at: Self.epoch, journal: "", flows: [], input: .polls(since: nil), events: [event], dropped: [], calls: [])
  }

  // Cannot fail: the epoch is in the range of timestamps.
  private static let epoch = Timestamp(seconds: 0)!
}

extension Planner {
  /// The input without the rows whose events are named.
  func input(_ input: FlowPlan.Input, without refused: Set<String>) -> FlowPlan.Input {
    guard case .rows(let rows, let source) = input else { return input }
    return .rows(rows.filter { !refused.contains(identity(of: $0, from: source)) }, source: source)
  }

  private func identity(of row: Value, from source: SourceID) -> String {
    let engine = Engine(flows: flows, connections: [:], seed: 0, acceptAs: at)
    guard let seen = engine.preview(row, from: source) else { return [source.flow, "", row.jsonText].joined(separator: "\n") }
    return [source.flow, seen.about, seen.event.jsonText].joined(separator: "\n")
  }
}
