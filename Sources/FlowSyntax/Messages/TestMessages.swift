import Diagnostics

/// What can be wrong with the shape of a test file, FLOW0600 to FLOW0619.
enum TestShapeFact: FindingFact {
  case noEventSource
  case twoEventSources(String, String)
  case nothingExpected
  case namelessColumn
  case unevenRow(cells: Int, columns: Int)
  case emptyTable
  case faultElsewhere(String, at: String, places: [String])
  case keyOfOtherFault(String, of: [String])
  case worldAndRecording

  var code: FindingCode {
    switch self {
    case .noEventSource: 600
    case .twoEventSources: 601
    case .nothingExpected: 602
    case .namelessColumn: 603
    case .unevenRow: 604
    case .emptyTable: 605
    case .faultElsewhere: 606
    case .keyOfOtherFault: 607
    case .worldAndRecording: 608
    }
  }

  var message: String {
    switch self {
    case .noEventSource: "This event does not say where it comes from."
    case .twoEventSources(let first, let second): "An event comes from one source: here are both `\(first)` and `\(second)`."
    case .nothingExpected: "This case expects nothing, so it cannot fail."
    case .namelessColumn: "A column of this table has no name."
    case .unevenRow(let cells, let columns):
      "This row has \(cells) \(cells == 1 ? "cell" : "cells"), and the table has \(columns) \(columns == 1 ? "column" : "columns")."
    case .emptyTable: "This table has no header."
    case .faultElsewhere(let fault, let at, _): "A `\(fault)` does not happen at `\(at)`."
    case .keyOfOtherFault(let key, _): "`\(key)` says nothing of this fault."
    case .worldAndRecording: "A case has either records (`world`) or a `recording`."
    }
  }

  var hint: String? {
    switch self {
    case .noEventSource: "Write `webhook: { … }`, `message: { … }` or `poll: { … }`."
    case .twoEventSources: "Make two items of the list of it."
    case .nothingExpected: "Add `outcomes`, `records`, `calls`, `messages` or `steps`."
    case .namelessColumn, .unevenRow: "Cells are apart by `|`; write `\\|` for a bar in a value."
    case .emptyTable: "Write the fields' names in the first line, apart by `|`. For no records write `[]`."
    case .faultElsewhere(_, _, let places): "It happens at \(Phrase.list(places, "or"))."
    case .worldAndRecording: "Keep one: a recording's answers are all that its systems know."
    case .keyOfOtherFault(let key, let kinds): "`\(key)` belongs to \(Phrase.list(kinds, "or"))."
    }
  }
}
