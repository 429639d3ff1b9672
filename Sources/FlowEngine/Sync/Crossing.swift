import CEL
import FlowCheck
import Schema

/// A `newest_wins` write to which another flow leads back: what it writes, that flow watches, and writes back to what this flow watches.
struct Crossing: Sendable {
  /// A written path and the fields that meet there.
  struct Pair: Sendable {
    /// The event field of this flow, and its record's path.
    var field: String
    var sourcePath: String
    /// The event field of the flow that leads back.
    var backField: String
  }

  /// The polled record of this flow.
  let connection: String
  let object: String
  /// The flow that leads back, and its poll.
  let back: Int
  let backSource: Int
  /// Paths that its poll reads.
  let backFields: [String]
  /// By written path.
  let pairs: [String: Pair]
  /// Edits of one moment: the connection whose name comes first wins.
  let winsTies: Bool

  /// What no two steps of the pair of flows may touch at once, of the record that the event is about.
  func source(_ about: String) -> RecordRef { RecordRef(connection: connection, object: object, id: about) }

  /// Names a pair of fields of a pair of records, alike for both flows.
  func name(_ path: String, _ source: RecordRef, _ target: RecordRef) -> String {
    let ends = ["\(source.lock).\(pairs[path]?.sourcePath ?? "")", "\(target.lock).\(path)"]
    return ends.sorted().joined(separator: "|")
  }
}

/// Which steps are in a cycle of two flows.
struct Crossings: Sendable {
  /// By flow and step id.
  private(set) var steps: [[String: Crossing]]
  /// The polls of the flows that are in a cycle: sources by flow.
  private(set) var polls: [Int: Int] = [:]

  init(_ plans: [Plan]) {
    steps = plans.map { _ in [:] }
    for flow in plans.indices {
      guard let (_, source) = Self.poll(plans[flow]) else { continue }
      for step in Plan.flattened(plans[flow].flow.steps) {
        guard let write = step.verb.write, write.newestWins != nil, write.match != nil else { continue }
        for back in plans.indices {
          guard let crossing = Self.crossing(plans[flow], source, write, plans[back], back) else { continue }
          steps[flow][step.id] = crossing
          break
        }
      }
    }
    for flow in plans.indices where !steps[flow].isEmpty {
      polls[flow] = Self.poll(plans[flow])?.index
      for crossing in steps[flow].values { polls[crossing.back] = crossing.backSource }
    }
  }

  /// The poll whose record the flow's events are about.
  private static func poll(_ plan: Plan) -> (index: Int, source: CheckedSource)? {
    for (index, source) in plan.flow.sources.enumerated() where source.aboutIsRecord && source.object != nil {
      if case .poll = source.kind { return (index, source) }
    }
    return nil
  }

  private static func crossing(_ plan: Plan, _ source: CheckedSource, _ write: CheckedWrite, _ other: Plan, _ back: Int) -> Crossing? {
    guard case .poll(let connection, let object) = source.kind, let (index, opposite) = poll(other),
      opposite.kind == .poll(connection: write.connection, object: write.object.name)
    else { return nil }
    let returns = Plan.flattened(other.flow.steps).compactMap(\.verb.write).filter {
      $0.newestWins != nil && $0.connection == connection && $0.object.name == object
    }
    var pairs: [String: Crossing.Pair] = [:]
    for assignment in write.set {
      for field in assignment.value.eventFields where plan.watched.contains(field) {
        guard let path = source.path(of: field) else { continue }
        let meets = returns.lazy.flatMap(\.set).filter { $0.path == path }.flatMap(\.value.eventFields)
        guard let other = meets.first(where: { opposite.path(of: $0) == assignment.path && other.watched.contains($0) }) else { continue }
        pairs[assignment.path] = Crossing.Pair(field: field, sourcePath: path, backField: other)
        break
      }
    }
    if pairs.isEmpty { return nil }
    return Crossing(
      connection: connection, object: object, back: back, backSource: index, backFields: opposite.fields, pairs: pairs,
      winsTies: (connection, object) < (write.connection, write.object.name))
  }
}

extension CheckedSource {
  /// The record's path that an event field is nothing but.
  fileprivate func path(of field: String) -> String? { event == nil ? field : recordFields[field] }
}

extension Expression {
  /// Fields of `event` that are read.
  fileprivate var eventFields: [String] {
    switch self {
    case .literal: []
    case .formula(let program): program.reads.compactMap { $0.first == "event" && $0.count > 1 ? $0[1] : nil }
    case .template(let pieces):
      pieces.flatMap { piece -> [String] in
        if case .formula(let program) = piece { return Expression.formula(program).eventFields }
        return []
      }
    case .list(let items): items.flatMap(\.eventFields)
    case .object(let fields): fields.flatMap(\.value.eventFields)
    }
  }
}
