/// CSV as the Bulk API reads and writes it (salesforce.md 4.6; RFC 4180).
enum CSV {
  /// Why a text is no CSV.
  struct Failure: Error { var message: String }

  static func read(_ text: String, delimiter: Character) throws(Failure) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    var rest = text.unicodeScalars[...]
    let separator = delimiter.unicodeScalars.first ?? ","
    func isEmptyLine() -> Bool { row.isEmpty && field.isEmpty && !wasQuoted }
    while let scalar = rest.popFirst() {
      if isQuoted {
        guard scalar == "\"" else {
          field.unicodeScalars.append(scalar)
          continue
        }
        if rest.first == "\"" {
          field.unicodeScalars.append(scalar)
          rest.removeFirst()
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", field.isEmpty, !wasQuoted {
        isQuoted = true
        wasQuoted = true
      } else if scalar == "\"" {
        throw Failure(message: "a quote inside a value that does not start with one, in row \(rows.count + 1)")
      } else if scalar == separator {
        row.append(field)
        field = ""
        wasQuoted = false
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", rest.first == "\n" { rest.removeFirst() }
        if !isEmptyLine() { rows.append(row + [field]) }
        row = []
        field = ""
        wasQuoted = false
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    guard !isQuoted else { throw Failure(message: "a quoted value is not closed") }
    if !isEmptyLine() { rows.append(row + [field]) }
    return rows
  }

  /// How the first line ends, `LF` or `CRLF`; nil for a text of one line.
  static func lineEnding(_ text: String) -> String? {
    var isQuoted = false
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted { return last == UInt8(ascii: "\r") ? "CRLF" : "LF" }
      last = byte
    }
    return nil
  }

  static func write(_ rows: [[String]], delimiter: Character = ",", lineEnding: String = "\n") -> String {
    rows.map { row in row.map { quoted($0, delimiter) }.joined(separator: String(delimiter)) + lineEnding }.joined()
  }

  private static func quoted(_ text: String, _ delimiter: Character) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == delimiter.unicodeScalars.first }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
