import CEL
import FlowCheck
import OrderedCollections
import Schema

/// A flow as the engine runs it: the checked flow, with slots and facts looked up once.
///
/// A flow reads as if for one event. The plan is a list of operators, each of which runs over a batch of events.
struct Plan: Sendable {
  let flow: CheckedFlow
  let slots: Slots
  /// Bindings with settings and tables, for a row to start from.
  let blank: Bindings
  let today: Program?
  /// Connections that the steps call.
  let connections: [String]
  /// Event fields whose past the journal keeps.
  let watched: [String]
  let readsWas: Set<String>
  /// Paths that each lookup reads: its own, and what later writes to the same object compare with.
  let reads: [String: [String]]
  /// Ids of steps after which, in the order of the text, no step calls a connection.
  let lastCalls: Set<String>
  let trace: (any EngineTrace)?

  init(_ flow: CheckedFlow, trace: (any EngineTrace)? = nil) {
    self.flow = flow
    self.trace = trace
    let all = Self.flattened(flow.steps)
    var names = all.map(\.id)
    for step in all {
      if case .block(_, let each?) = step.verb { names.append(each.item) }
    }
    slots = Slots(flow.environment, steps: names)
    var blank = Bindings(flow.environment)
    blank[slots.settings] = flow.settings
    blank[slots.tables] = flow.tables
    blank[slots.row] = .null
    blank[slots.was] = .null
    for slot in slots.steps.values { blank[slot] = .null }
    blank[slots.outcomes] = .map(Record())
    self.blank = blank
    today = flow.environment.compile("date(now)").program
    var connections: [String] = []
    for name in all.flatMap(\.verb.connections) where !connections.contains(name) { connections.append(name) }
    self.connections = connections
    readsWas = Set(flow.readsWas)
    watched = flow.changed + flow.readsWas.filter { !flow.changed.contains($0) }
    reads = Self.reads(all)
    var last: Set<String> = []
    for step in all.reversed() {
      last.insert(step.id)
      if !step.verb.connections.isEmpty { break }
    }
    lastCalls = last
  }

  /// Steps in the order of the text, blocks before what is in them.
  static func flattened(_ steps: [CheckedStep]) -> [CheckedStep] {
    steps.flatMap { step -> [CheckedStep] in
      if case .block(let inner, _) = step.verb { return [step] + flattened(inner) }
      return [step]
    }
  }

  /// A record that a lookup found may be the one that a later step writes: what that step compares is read with it, which saves its reading.
  private static func reads(_ steps: [CheckedStep]) -> [String: [String]] {
    var reads: [String: [String]] = [:]
    for (index, step) in steps.enumerated() {
      guard case .lookup(let lookup) = step.verb else { continue }
      var paths = lookup.fields
      for later in steps[(index + 1)...] {
        guard let write = later.verb.write, write.connection == lookup.connection, write.object.name == lookup.object.name else { continue }
        for path in write.readPaths where !paths.contains(path) { paths.append(path) }
      }
      if !paths.contains(lookup.object.identity) { paths.append(lookup.object.identity) }
      reads[step.id] = paths
    }
    return reads
  }
}

extension CheckedStep.Verb {
  /// The connection that the verb calls; for a block none, its steps have their own.
  var connections: [String] {
    switch self {
    case .lookup(let lookup): [lookup.connection]
    case .update(let write), .upsert(let write), .create(let write): [write.connection]
    case .notify(let notify): [notify.connection]
    case .call(let connection, _, _): [connection]
    case .transform, .skip, .fail, .block: []
    }
  }

  var write: CheckedWrite? {
    switch self {
    case .update(let write), .upsert(let write), .create(let write): write
    default: nil
    }
  }
}

extension CheckedWrite {
  /// Everything that must be read of a record before it is written.
  var readPaths: [String] {
    var paths = fields
    let more = set.map(\.path) + [newestWins, object.identity].compactMap { $0 }
    for path in more where !paths.contains(path) { paths.append(path) }
    return paths
  }
}
