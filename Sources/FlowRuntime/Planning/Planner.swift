public import CEL
import Calls
public import ConnectorKit
public import FlowCheck
public import FlowEngine
public import Journal
import OrderedCollections
public import Schema

/// Finds out what a run would do: the engine itself, over a journal in memory and connections that cannot write.
public struct Planner: Sendable {
  public var flows: [CheckedFlow]
  /// The connections' reading halves.
  public var readers: [String: RecordReader]
  /// The objects of each connection.
  public var schemas: [String: ConnectionSchema]
  /// The journal that the run would go on with.
  public var journal: any JournalSource
  /// What formulas see as `now`.
  public var at: Timestamp
  /// Identities of the polled events that are planned; nil: all.
  var only: Set<String>?

  /// Seconds that a retry is waited for.
  private static let patience = 20.0

  public init(
    flows: [CheckedFlow], readers: [String: RecordReader], schemas: [String: ConnectionSchema], journal: any JournalSource, at: Timestamp
  ) {
    self.flows = flows
    self.readers = readers
    self.schemas = schemas
    self.journal = journal
    self.at = at
  }

  /// The rows of a file as a plan keeps them.
  public static func rows(_ reader: RowReader, limit: Int) async throws(RowFailure) -> [Value] {
    var rows: [Value] = []
    while rows.count < limit, let lines = try await reader.next(min(limit - rows.count, 2_000)) {
      for line in lines {
        switch Arrival.Row(line) {
        case .row(let value): rows.append(value)
        case .unreadable(let text, _): rows.append(.string(text))
        }
      }
    }
    return rows
  }

  /// What would become of this input.
  public func plan(_ input: FlowPlan.Input) async throws(JournalFailure) -> FlowPlan {
    let name = try await journal.restore().journal
    let world = PlannedWorld(schemas: schemas, now: at)
    let kept = PlanJournal(over: journal, name: name, from: from(input))
    let engine = Engine(flows: flows, connections: readers.mapValues { ConnectionFacts($0.traits) }, seed: 0, acceptAs: at)
    let rows = polledRows(only)
    let connections = readers.mapValues { RunningConnection(PlanTarget(reader: $0, world: world, rows: rows), traits: $0.traits) }
    let runtime = Runtime(engine, journal: kept, connections: connections)
    try await runtime.start()
    var failures: [FlowPlan.Dropped] = []
    switch input {
    case .rows(let rows, let source): await runtime.run(rows.map { Arrival.Row(planned: $0) }, for: source)
    case .polls:
      for source in flows.flatMap(\.pollSources) {
        if case .failed(let failure) = await runtime.poll(source) {
          failures.append(FlowPlan.Dropped(reason: "the poll for `\(source.flow)` failed: \(failure.message)", rows: 0))
        }
      }
    }
    _ = await runtime.finish(patience: Self.patience)
    let summary = await runtime.report
    await runtime.drain(limit: 1)
    let decisions = kept.decisions
    let effects = Dictionary(grouping: decisions.effects.values, by: \.event)
    let steps = Dictionary(
      flows.map { flow in
        (flow.name, Dictionary(flow.steps.flatMap(\.flattened).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
      }, uniquingKeysWith: { first, _ in first })
    return FlowPlan(
      at: at, journal: name, flows: flows.map { FlowPlan.Flow(name: $0.name, version: $0.version) }, input: input,
      events: decisions.events.values.map { FlowPlan.Event($0, decisions, effects[$0.id] ?? [], world, steps[$0.flow] ?? [:]) },
      dropped: decisions.dropped.map { FlowPlan.Dropped(reason: $0.key, rows: $0.value) } + failures,
      calls: summary.calls.map { FlowPlan.CallCost($0.key, $0.value) }.sorted {
        ($0.connection, $0.kind, $0.object) < ($1.connection, $1.kind, $1.object)
      })
  }

  /// Which polled rows make one of these events: flow by flow, since several may poll one object.
  func polledRows(_ only: Set<String>?) -> @Sendable (PollCall, Record) -> Bool {
    guard let only else { return { _, _ in true } }
    let engine = Engine(flows: flows, connections: [:], seed: 0, acceptAs: at)
    return { [flows] call, record in
      flows.contains { flow in
        flow.sources.indices.contains { index in
          guard case .poll(call.connection, call.object) = flow.sources[index].kind,
            let seen = engine.preview(.map(record), from: SourceID(flow: flow.name, index: index), polled: true)
          else { return false }
          return only.contains([flow.name, seen.about, seen.event.jsonText].joined(separator: "\n"))
        }
      }
    }
  }

  func from(_ input: FlowPlan.Input) -> [Watermark] {
    guard case .polls(let since?) = input else { return [] }
    return flows.flatMap(\.pollSources).map { Watermark(source: $0, value: since, started: since) }
  }
}

extension FlowPlan.CallCost {
  fileprivate init(_ line: RunSummary.CallLine, _ totals: RunSummary.CallTotals) {
    self.init(connection: line.connection, kind: line.kind.rawValue, object: line.object, requests: totals.requests, records: totals.size)
  }
}

extension ConnectionFacts {
  /// What the engine plans with.
  public init(_ traits: ConnectorTraits) { self.init(writeBatch: traits.writeBatch, allOrNothing: traits.allOrNothing) }
}

extension CheckedFlow {
  /// Its poll sources; in a backfill the one that it reads.
  public var pollSources: [SourceID] {
    let backfills = sources.contains { $0.backfill != nil }
    return sources.enumerated().compactMap { index, source in
      if case .poll = source.kind, !backfills || source.backfill != nil { SourceID(flow: name, index: index) } else { nil }
    }
  }
}

extension Arrival.Row {
  /// A row of a plan's file.
  init(planned row: Value) {
    if case .string(let text) = row {
      self = .unreadable(text: text, reason: "The line is no JSON object.")
    } else {
      self = .row(row)
    }
  }
}

extension Runtime {
  /// Feeds rows that are in memory already, a portion at a time.
  public func run(_ rows: [Arrival.Row], for source: SourceID) async {
    var rest = rows[...]
    while !rest.isEmpty {
      let portion = Array(rest.prefix(2_000))
      rest = rest.dropFirst(portion.count)
      guard await accept(.rows(portion), for: source) == .accepted else { return }
    }
  }
}
