/// Comma-separated values as RFC 4180 has them: quoted fields may hold commas, quotes (twice) and line breaks.
enum CSV {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The rows, blank lines left out. A byte order mark is passed over.
  static func rows(_ bytes: [UInt8]) throws(Failure) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var line = 1
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func text() throws(Failure) -> String {
      guard let text = String(validating: field, as: UTF8.self) else { throw Failure(description: "line \(line) is not UTF-8") }
      return text
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty && !isQuoted:
        index = try quoted(bytes, from: index, into: &field, line: &line)
        isQuoted = true
      case UInt8(ascii: ","):
        row.append(try text())
        (field, isQuoted) = ([], false)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        row.append(try text())
        if row != [""] || isQuoted { rows.append(row) }
        (row, field, isQuoted) = ([], [], false)
        line += 1
      default:
        if isQuoted { throw Failure(description: "line \(line) goes on after a closing quote") }
        field.append(byte)
      }
    }
    if !field.isEmpty || isQuoted || !row.isEmpty {
      row.append(try text())
      rows.append(row)
    }
    return rows
  }

  /// Reads to the closing quote and gives the place after it.
  private static func quoted(_ bytes: [UInt8], from start: Int, into field: inout [UInt8], line: inout Int) throws(Failure) -> Int {
    let opened = line
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        guard index < bytes.count, bytes[index] == byte else { return index }
        index += 1
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      field.append(byte)
    }
    throw Failure(description: "the quote that is opened on line \(opened) is not closed")
  }
}
