import CEL
import Diagnostics
import FlowRuntime
import JSON
import Journal
import OrderedCollections

/// How a journal's flows stand, for people and for programs.
struct StatusReport {
  var status: JournalStatus
  var limits: [String: CallLimits]
  var now: Timestamp
  /// Since when the files are newer than the flows that run, and why they are not used.
  var refusal: String?

  private var days: [(connection: String, view: AllowanceView)] {
    status.allowances.sorted { $0.key < $1.key }.map { ($0.key, AllowanceView($0.value, limits[$0.key] ?? CallLimits(), now: now)) }
  }

  var text: String {
    guard !status.flows.isEmpty else { return (["The journal has no events yet."] + refused).joined(separator: "\n") }
    var flows = TextTable([
      ("Flow", .left), ("Open", .right), ("Lag", .right), ("Done/min", .right), ("Skipped/min", .right), ("Failed/min", .right),
      ("Dead letters", .right),
    ])
    for flow in status.flows {
      flows.add([
        flow.flow, String(flow.open), flow.oldest.map { Self.span(age($0)) } ?? "", rate(flow.recent["done"]), rate(flow.recent["skipped"]),
        rate(flow.recent["dead"]), String(flow.deadLetters),
      ])
    }
    var lines = flows.lines(width: Console.width)
    if !days.isEmpty {
      var table = TextTable([("Connection", .left), ("Last 24 h", .right), ("Allowed", .right), ("Last hour", .right), ("At this rate", .left)])
      for (name, view) in days {
        table.add([name, String(view.used), view.ours.map(String.init) ?? "", String(view.lastHour), Self.forecast(view)])
      }
      lines += [""] + table.lines(width: Console.width)
    }
    for (name, reason) in status.paused.sorted(by: { $0.key < $1.key }) { lines += ["", "Paused: `\(name)`: \(reason)"] }
    if !status.waiting.isEmpty {
      var table = TextTable([("Waits", .left), ("Events", .right), ("Keys", .right), ("Due in", .right), ("For", .left)])
      for waiting in status.waiting {
        table.add([
          waiting.flow, String(waiting.events), String(waiting.keys), Self.span(max(0, -age(waiting.due))),
          (waiting.connection.map { "\($0): " } ?? "") + waiting.reason,
        ])
      }
      lines += [""] + table.lines(width: Console.width)
    }
    return (lines + refused).joined(separator: "\n")
  }

  private var refused: [String] {
    guard let refusal else { return [] }
    let lines = refusal.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return ["", "Changed files are not used since \(lines[0]); the flows run as they were:"] + lines.dropFirst()
  }

  var json: Value {
    let flows = status.flows.map { flow -> Value in
      .map([
        "flow": .string(flow.flow), "open": .int(Int64(flow.open)), "lag_seconds": flow.oldest.map { .double(age($0)) } ?? .null,
        "dead_letters": .int(Int64(flow.deadLetters)), "ended_last_10_minutes": .map(counts(flow.recent)),
      ])
    }
    let connections = days.map { name, view -> Value in
      .map([
        "connection": .string(name), "used_24_hours": .int(Int64(view.used)), "allowed": view.ours.map { .int(Int64($0)) } ?? .null,
        "last_hour": .int(Int64(view.lastHour)), "used_up_in_seconds": view.endsIn.map { .double($0) } ?? .null,
      ])
    }
    let waiting = status.waiting.map { waiting -> Value in
      .map([
        "flow": .string(waiting.flow), "connection": .word(waiting.connection), "reason": .string(waiting.reason),
        "events": .int(Int64(waiting.events)), "keys": .int(Int64(waiting.keys)), "due": .string(waiting.due.description),
      ])
    }
    let paused = status.paused.sorted { $0.key < $1.key }.map { Value.map(["name": .string($0.key), "reason": .string($0.value)]) }
    return .map([
      "flows": .list(flows), "connections": .list(connections), "waiting": .list(waiting), "paused": .list(paused), "reload_refused": .word(refusal),
    ])
  }

  private func counts(_ recent: [String: Int]) -> Record {
    Record(uniqueKeysWithValues: ["done", "skipped", "dead"].map { ($0, .int(Int64(recent[$0] ?? 0))) })
  }

  private func age(_ time: Timestamp) -> Double { now.secondsSince1970 - time.secondsSince1970 }

  /// Of the last ten minutes, a minute.
  private func rate(_ count: Int?) -> String {
    let tenths = count ?? 0
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private static func forecast(_ view: AllowanceView) -> String {
    guard view.ours != nil else { return "not bounded" }
    guard let seconds = view.endsIn else { return "lasts" }
    return seconds == 0 ? "used up" : "used up in \(span(seconds))"
  }

  /// `45s`, `12m`, `3h 20m`, `2d 4h`.
  static func span(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds))
    switch whole {
    case ..<60: return "\(whole)s"
    case ..<3_600: return "\(whole / 60)m"
    case ..<86_400: return "\(whole / 3_600)h \(whole % 3_600 / 60)m"
    default: return "\(whole / 86_400)d \(whole % 86_400 / 3_600)h"
    }
  }
}
