/// Reads what Bulk API 2.0 answers: RFC 4180 with LF or CRLF.
enum CSVReader {
  /// The rows, the header among them; nil when a quote is not closed or something follows one that is.
  static func rows(_ bytes: [UInt8]) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    while index < bytes.count {
      if cell.isEmpty, bytes[index] == quote {
        guard let end = quoted(bytes, from: index + 1, into: &cell) else { return nil }
        index = end
        guard [comma, lineFeed, carriageReturn, nil].contains(byte(index)) else { return nil }
      }
      switch byte(index) {
      case comma:
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        index += 1
        // A comma at the very end has an empty cell behind it.
        if index == bytes.count { row.append("") }
      case lineFeed, carriageReturn:
        row.append(String(decoding: cell, as: UTF8.self))
        rows.append(row)
        (row, cell) = ([], [])
        index += bytes[index] == carriageReturn && byte(index + 1) == lineFeed ? 2 : 1
      case let other?:
        cell.append(other)
        index += 1
      case nil: break
      }
    }
    if !cell.isEmpty || !row.isEmpty {
      if !cell.isEmpty || bytes.last != comma { row.append(String(decoding: cell, as: UTF8.self)) }
      rows.append(row)
    }
    return rows
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Where the text after a closing quote begins; nil when there is none.
  private static func quoted(_ bytes: [UInt8], from start: Int, into cell: inout [UInt8]) -> Int? {
    var index = start
    while index < bytes.count {
      guard bytes[index] == quote else {
        cell.append(bytes[index])
        index += 1
        continue
      }
      guard index + 1 < bytes.count, bytes[index + 1] == quote else { return index + 1 }
      cell.append(quote)
      index += 2
    }
    return nil
  }
}
