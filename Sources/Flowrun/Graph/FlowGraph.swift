import Diagnostics
import FlowSyntax

/// A picture of flows: where events come from, what happens to them, which records are read and written.
struct FlowGraph {
  enum Shape { case source, step, decision, end, record }

  struct Node {
    var id: String
    var label: String
    var shape: Shape
  }

  struct Edge {
    var from: String
    var to: String
    var label = ""
    /// Reading and writing, beside the way of events.
    var isData = false
  }

  /// A frame around nodes: a flow, or a block of steps.
  struct Frame {
    var id: String
    var label: String
    var nodes: [Node] = []
    var frames: [Frame] = []
  }

  private(set) var flows: [Frame] = []
  private(set) var records: [Node] = []
  private(set) var edges: [Edge] = []
  private var recordIDs: [String: String] = [:]

  init(_ all: [Flow]) {
    for (index, flow) in all.enumerated() { add(flow, prefix: "f\(index + 1)") }
  }

  /// Where events leave what is drawn so far, and by which way.
  private typealias Ends = [(node: String, label: String)]

  private mutating func add(_ flow: Flow, prefix: String) {
    var frame = Frame(id: prefix, label: flow.name)
    var ends: Ends = []
    for (index, trigger) in flow.triggers.enumerated() {
      let id = "\(prefix)_t\(index + 1)"
      frame.nodes.append(Node(id: id, label: Self.label(of: trigger), shape: .source))
      switch trigger.source {
      case .webhook: break
      case .message(let object), .poll(let object): edges.append(Edge(from: record(object), to: id, isData: true))
      }
      ends.append((id, ""))
    }
    if let when = flow.when {
      decide(when, "\(prefix)_when", &ends, in: &frame)
      edges.append(Edge(from: "\(prefix)_when", to: Self.skipped(prefix, &frame), label: "no"))
    }
    var walk = Walk(prefix: prefix)
    add(flow.steps, &ends, in: &frame, &walk)
    if !ends.isEmpty {
      frame.nodes.append(Node(id: "\(prefix)_done", label: "done", shape: .end))
      connect(ends, to: "\(prefix)_done")
    }
    if walk.skips { _ = Self.skipped(prefix, &frame) }
    flows.append(frame)
  }

  private struct Walk {
    var prefix: String
    var count = 0
    var skips = false
  }

  private mutating func add(_ steps: [Step], _ ends: inout Ends, in frame: inout Frame, _ walk: inout Walk) {
    for step in steps {
      walk.count += 1
      let id = "\(walk.prefix)_s\(walk.count)"
      var passing: Ends = []
      if let when = step.when {
        decide(when, "\(id)_when", &ends, in: &frame)
        passing = [("\(id)_when", "no")]
      }
      guard case .block(let block) = step.verb else {
        let isEnd = step.verb.map(Self.isEnd) ?? false
        frame.nodes.append(Node(id: id, label: Self.label(of: step), shape: isEnd ? .end : .step))
        connect(ends, to: id)
        addData(of: step, id, &walk)
        ends = (isEnd ? [] : [(id, "")]) + passing
        continue
      }
      let name = step.id?.value ?? "do"
      let each = block.forEach.map { "\(name): for each of \(Self.text(of: $0))" } ?? name
      var inner = Frame(id: id, label: each)
      add(block.steps, &ends, in: &inner, &walk)
      frame.frames.append(inner)
      ends += passing
    }
  }

  /// A question: events go on from it by its yes.
  private mutating func decide(_ when: TextValue, _ id: String, _ ends: inout Ends, in frame: inout Frame) {
    frame.nodes.append(Node(id: id, label: Self.text(of: when), shape: .decision))
    connect(ends, to: id)
    ends = [(id, "yes")]
  }

  private mutating func connect(_ ends: Ends, to node: String) {
    for end in ends { edges.append(Edge(from: end.node, to: node, label: end.label)) }
  }

  private mutating func addData(of step: Step, _ id: String, _ walk: inout Walk) {
    var match: Match?
    switch step.verb {
    case .lookup(let lookup):
      edges.append(Edge(from: record(lookup.object), to: id, isData: true))
      match = lookup.match
    case .update(let write), .upsert(let write), .create(let write):
      edges.append(Edge(from: id, to: record(write.object), isData: true))
      match = write.match
    case .notify(let notify):
      edges.append(
        Edge(from: id, to: record(notify.channel.map { "\(notify.connection.value).\($0.value)" } ?? notify.connection.value), isData: true))
    case .call(let call): edges.append(Edge(from: id, to: record("\(call.connection.value).\(call.operation.value)"), isData: true))
    default: break
    }
    if match?.onNone?.value == .skip {
      walk.skips = true
      edges.append(Edge(from: id, to: "\(walk.prefix)_skipped", label: "none found"))
    }
    if match?.onMany?.value == .skip {
      walk.skips = true
      edges.append(Edge(from: id, to: "\(walk.prefix)_skipped", label: "several found"))
    }
  }

  private mutating func record(_ object: ObjectName) -> String { record("\(object.connection.value).\(object.object.value)") }

  private mutating func record(_ name: String) -> String {
    if let id = recordIDs[name] { return id }
    let id = "r\(recordIDs.count + 1)"
    recordIDs[name] = id
    records.append(Node(id: id, label: name, shape: .record))
    return id
  }

  // MARK: Words

  private static func skipped(_ prefix: String, _ frame: inout Frame) -> String {
    let id = "\(prefix)_skipped"
    if !frame.nodes.contains(where: { $0.id == id }) { frame.nodes.append(Node(id: id, label: "skipped", shape: .end)) }
    return id
  }

  private static func isEnd(_ verb: Step.Verb) -> Bool {
    switch verb {
    case .skip, .fail: true
    default: false
    }
  }

  private static func label(of trigger: Trigger) -> String {
    let name: String
    switch trigger.source {
    case .webhook(let connection): name = "webhook \(connection.value)"
    case .message(let object): name = "message \(object.connection.value).\(object.object.value)"
    case .poll(let object): name = "poll \(object.connection.value).\(object.object.value)"
    }
    switch trigger.schedule {
    case .every(let seconds): return name + "\nevery \(seconds.span.text)"
    case .cron(let cron, _): return name + "\n\(cron.value)"
    case nil: return name
    }
  }

  private static func label(of step: Step) -> String {
    let id = step.id?.value ?? "?"
    switch step.verb {
    case .lookup(let lookup): return "\(id)\nlookup \(name(lookup.object))"
    case .update(let write): return "\(id)\nupdate \(name(write.object))"
    case .upsert(let write): return "\(id)\nupsert \(name(write.object))"
    case .create(let write): return "\(id)\ncreate \(name(write.object))"
    case .transform: return "\(id)\ntransform"
    case .notify(let notify): return "\(id)\nnotify \(notify.connection.value)"
    case .call(let call): return "\(id)\ncall \(call.connection.value).\(call.operation.value)"
    case .skip(let reason): return "\(id)\nskip: \(text(of: reason))"
    case .fail(let reason): return "\(id)\nfail: \(text(of: reason))"
    case .block, nil: return id
    }
  }

  private static func name(_ object: ObjectName) -> String { "\(object.connection.value).\(object.object.value)" }

  /// As it is written, on one line, shortened.
  private static func text(of value: TextValue) -> String {
    var text: String
    if case .formula(let formula) = value.content {
      text = formula.text
    } else {
      text = value.span.text
      if let first = text.first, first == text.last, first == "'" || first == "\"", text.count > 1 { text = String(text.dropFirst().dropLast()) }
    }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 70 ? words.prefix(69) + "…" : words
  }
}
