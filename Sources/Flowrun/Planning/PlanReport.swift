import ArgumentParser
import CEL
import Diagnostics
import FlowRuntime
import JSON
import OrderedCollections

/// A plan for people, for programs and for spreadsheets.
struct PlanReport {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, csv }

  /// Columns of a plan's table at most, so that it can be read, and mailed.
  private static let width = 100

  var plan: FlowPlan
  /// False: only how many, and the calls.
  var showsEvents = true

  func print(_ format: Format) {
    switch format {
    case .text: Console.out(lines(width: min(Console.width, Self.width)).joined(separator: "\n"))
    case .json: Console.out(plan.json.jsonText)
    case .csv: Console.write(PlanCSV.text(plan), to: 1)
    }
  }

  /// True when something would fail or wait.
  var hasFailures: Bool { plan.events.contains { $0.ending == "dead" || $0.ending == "waits" } || plan.dropped.contains { $0.rows == 0 } }

  func lines(width: Int) -> [String] {
    var lines: [String] = []
    if plan.events.isEmpty { lines.append("No event came.") } else if showsEvents { lines += events(width) }
    for dropped in plan.dropped {
      lines.append(dropped.rows == 0 ? "\(dropped.reason.capitalizedFirst)" : "\(dropped.rows.counted("row")) dropped: \(dropped.reason)")
    }
    lines += ["", summary]
    if !plan.calls.isEmpty {
      var calls = TextTable([("Connection", .left), ("Call", .left), ("Object", .left), ("Requests", .right), ("Records", .right)])
      for call in plan.calls { calls.add([call.connection, call.kind, call.object, String(call.requests), String(call.records)]) }
      lines += ["", "Calls that the run would make:", ""] + calls.lines(width: width)
    }
    return lines
  }

  private func events(_ width: Int) -> [String] {
    var table = TextTable([("About", .left), ("Plan", .left), ("Record", .left), ("Match, or before → after", .left)])
    for event in plan.events {
      let about = cut(event.about ?? event.flow, 20)
      var rows: [[String]] = []
      for step in event.steps where step.action != .found && step.action != .none {
        rows.append(["", step.action.word, cut([step.object, step.record ?? ""].joined(separator: " "), 32), step.note ?? ""])
        for change in step.changes {
          let after = "→ \(change.after.shown)"
          let values = step.action == .update ? "\(change.before.shown) \(after)" : after
          rows.append(["", "", "  " + cut(change.field, 30), values])
        }
      }
      if event.ending != "done" || rows.isEmpty { rows.append(["", event.word, "", event.reason ?? ""]) }
      for (index, row) in rows.enumerated() { table.add([index == 0 ? about : ""] + row.dropFirst()) }
    }
    return table.lines(width: width)
  }

  private var summary: String {
    var counts: OrderedDictionary<String, Int> = [:]
    for action in FlowPlan.Action.allCases {
      let count = plan.events.flatMap(\.steps).count { $0.action == action }
      if count > 0, action != .found, action != .none { counts[action.word] = count }
    }
    for event in plan.events where event.ending != "done" { counts[event.word, default: 0] += 1 }
    let parts = counts.map { "\($0.value) \($0.key)" }
    return "\(plan.events.count.counted("event")): \(parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")). Nothing was written."
  }

  private func cut(_ text: String, _ width: Int) -> String { text.count > width ? text.prefix(width - 1) + "…" : text }
}

extension FlowPlan.Action {
  /// As people read it.
  var word: String {
    switch self {
    case .create: "create"
    case .update: "update"
    case .unchanged: "no change"
    case .found: "found"
    case .none: "not found"
    case .refused: "conflict"
    case .failed: "refused"
    case .notify: "notify"
    case .operation: "call"
    }
  }
}

extension FlowPlan.Event {
  /// How it would end, as people read it.
  var word: String {
    switch (ending, code) {
    case (_, "many_matches"): "ambiguous"
    case ("dead", _): "dead letter"
    case ("skipped", _): "skip"
    case ("waits", _): "wait"
    default: "done"
    }
  }
}

extension Value {
  /// A field's value as people read it: text as it is, nothing as a dash.
  var shown: String {
    switch self {
    case .null: "—"
    case .string(let text): text
    default: asTimestamp?.description ?? jsonText
    }
  }
}

extension Int {
  fileprivate func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
