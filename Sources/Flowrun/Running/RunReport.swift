import CEL
import Diagnostics
import FlowEngine
import FlowRuntime
import JSON
import OrderedCollections

/// The summary of a run, for people or for programs.
struct RunReport {
  enum Format { case text, json }

  var summary: RunSummary
  var dead: [EventEnd]
  var idle: Idle

  func print(_ format: Format) {
    switch format {
    case .json: Console.out(json)
    case .text: Console.out(lines(width: Console.width).joined(separator: "\n"))
    }
  }

  /// What waits, and what to do about it.
  var waiting: String {
    let reasons =
      idle.blocked.sorted { $0.key < $1.key }.map { "connection `\($0.key)`: \($0.value)" }
      + idle.held.sorted { $0.key < $1.key }.map { "flow `\($0.key)` is paused: \($0.value)" }
    let why = reasons.isEmpty ? "A retry is due later." : reasons.joined(separator: " ")
    let events = idle.waiting == 1 ? "1 event waits" : "\(idle.waiting) events wait"
    return "\(events) in the journal, none is lost: \(why) Run the flow again when that is mended; it goes on where it stopped."
  }

  private var outcomes: [(line: RunSummary.OutcomeLine, count: Int)] {
    summary.outcomes.map { (line: $0.key, count: $0.value) }.sorted { a, b in
      (a.line.flow, Self.rank(a.line.ending), -a.count, a.line.reason ?? "", a.line.step ?? "")
        < (b.line.flow, Self.rank(b.line.ending), -b.count, b.line.reason ?? "", b.line.step ?? "")
    }
  }

  private static func rank(_ ending: String) -> Int { ["done", "skipped", "dead"].firstIndex(of: ending) ?? 3 }

  private func lines(width: Int) -> [String] {
    guard !summary.outcomes.isEmpty else { return ["No event came."] }
    var events = TextTable([("Flow", .left), ("Events", .right), ("Outcome", .left), ("Why", .left)])
    for outcome in outcomes {
      events.add([outcome.line.flow, String(outcome.count), outcome.line.ending, summary.examples[outcome.line] ?? ""])
    }
    var lines = events.lines(width: width)
    if !summary.calls.isEmpty {
      var calls = TextTable([
        ("Connection", .left), ("Call", .left), ("Object", .left), ("Requests", .right), ("Records", .right), ("Failed", .right),
      ])
      for call in summary.calls.sorted(by: {
        ($0.key.connection, $0.key.kind.rawValue, $0.key.object) < ($1.key.connection, $1.key.kind.rawValue, $1.key.object)
      }) {
        calls.add([
          call.key.connection, call.key.kind.rawValue, call.key.object, String(call.value.requests), String(call.value.size),
          String(call.value.failures),
        ])
      }
      lines += [""] + calls.lines(width: width)
    }
    if !dead.isEmpty {
      lines += ["", "  Dead letters:"]
      for end in dead.prefix(10) {
        guard case .dead(let reason) = end.ending else { continue }
        lines.append("  - \(end.about.map { "\($0): " } ?? "")\(reason.text) \(reason.advice)")
      }
      if summary.count("dead") > 10 { lines.append("  … and \(summary.count("dead") - 10) more.") }
    }
    if summary.outcomes.keys.allSatisfy({ $0.reason == SkipReason.before.code }) {
      lines += [
        "", "  What exists when a flow begins is no news: what changes from now on is (`start: all` takes the rest too).",
        "  In the sandbox `flowrun sandbox work` changes something for each flow; then run again.",
      ]
    }
    return lines
  }

  private var json: String {
    let outcomes = outcomes.map { outcome -> Value in
      .map([
        "flow": .string(outcome.line.flow), "ending": .string(outcome.line.ending), "reason": .text(outcome.line.reason),
        "step": .text(outcome.line.step), "count": .int(Int64(outcome.count)), "example": .text(summary.examples[outcome.line]),
      ])
    }
    let steps = summary.steps.sorted { ($0.key.flow, $0.key.step, $0.key.outcome.rawValue) < ($1.key.flow, $1.key.step, $1.key.outcome.rawValue) }
      .map { step -> Value in
        .map([
          "flow": .string(step.key.flow), "step": .string(step.key.step), "outcome": .string(step.key.outcome.rawValue),
          "count": .int(Int64(step.value)),
        ])
      }
    let calls = summary.calls.sorted {
      ($0.key.connection, $0.key.kind.rawValue, $0.key.object) < ($1.key.connection, $1.key.kind.rawValue, $1.key.object)
    }
    .map { call -> Value in
      .map([
        "connection": .string(call.key.connection), "kind": .string(call.key.kind.rawValue), "object": .string(call.key.object),
        "calls": .int(Int64(call.value.calls)), "requests": .int(Int64(call.value.requests)), "records": .int(Int64(call.value.size)),
        "failed": .int(Int64(call.value.failures)),
      ])
    }
    let letters = dead.compactMap { end -> Value? in
      guard case .dead(let reason) = end.ending else { return nil }
      return .map([
        "event": end.event.map { .int($0) } ?? .null, "flow": .string(end.flow), "about": .text(end.about), "kind": .string(reason.kind.rawValue),
        "step": .text(reason.step), "code": .text(reason.code), "text": .string(reason.text), "advice": .string(reason.advice),
      ])
    }
    return Value.map([
      "rows": .int(Int64(summary.rows)), "outcomes": .list(outcomes), "steps": .list(steps), "calls": .list(calls), "dead_letters": .list(letters),
      "waiting": .int(Int64(idle.waiting)),
    ]).jsonText
  }
}

extension Value {
  /// Text, or null where there is none.
  fileprivate static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}
