import CEL
import FlowRuntime

/// A plan as a table of one row a field, as RFC 4180 has it: a spreadsheet opens it, and takes no cell for a formula.
enum PlanCSV {
  private static let columns = [
    "flow", "about", "outcome", "reason", "step", "action", "connection", "object", "record", "match", "field", "before", "after",
  ]

  static func text(_ plan: FlowPlan) -> String {
    // With the mark, spreadsheets read it as UTF-8.
    var text = "\u{FEFF}" + line(columns)
    for event in plan.events {
      let head = [event.flow, event.about ?? "", event.word, event.reason ?? ""]
      let steps = event.steps.filter { $0.action != .found && $0.action != .none }
      if steps.isEmpty { text += line(head + Array(repeating: "", count: columns.count - head.count)) }
      for step in steps {
        let record = [step.step, step.action.word, step.connection, step.object, step.record ?? "", step.note ?? ""]
        if step.changes.isEmpty { text += line(head + record + ["", "", ""]) }
        for change in step.changes { text += line(head + record + [change.field, cell(change.before), cell(change.after)]) }
      }
    }
    return text
  }

  private static func cell(_ value: Value) -> String { value.isNull ? "" : value.shown }

  private static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

  /// What a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
  static func quoted(_ cell: String) -> String {
    var cell = cell
    if let first = cell.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first), Double(cell) == nil { cell = "'" + cell }
    guard cell.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
