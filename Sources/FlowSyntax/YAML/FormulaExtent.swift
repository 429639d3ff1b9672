/// How far a formula goes when YAML is not asked: to where its brackets and quotes are closed.
struct FormulaExtent {
  /// After its last character.
  var end: Int
  /// True when every bracket and quote in it is closed.
  var isClosed: Bool

  /// The formula that begins at `start` (its `=`, or any text of its kind) in the bytes of a file.
  ///
  /// Outside brackets it ends with the line, at ` #`, and inside a flow collection (`inFlow`) at a comma or closing bracket.
  init(_ bytes: [UInt8], from start: Int, inFlow: Bool) {
    let limit = min(bytes.endIndex, start + 4_000)
    var open: [UInt8] = []
    var index = start
    var stop = start
    scan: while index < limit {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if open.isEmpty { break scan }
      case UInt8(ascii: "#"):
        if index > start, bytes[index - 1] == UInt8(ascii: " ") { break scan }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let after = Self.stringEnd(bytes, from: index, limit: limit) else {
          self.init(end: Self.lineEnd(bytes, from: index, limit: limit), isClosed: false)
          return
        }
        index = after
        stop = index
        continue scan
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(byte)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if open.isEmpty { break scan }
        open.removeLast()
      case UInt8(ascii: ","):
        if open.isEmpty, inFlow { break scan }
      default: break
      }
      index += 1
      if byte > 0x20 { stop = index }
    }
    self.init(end: stop, isClosed: open.isEmpty)
  }

  private init(end: Int, isClosed: Bool) {
    self.end = end
    self.isClosed = isClosed
  }

  /// True when this text of a formula has a bracket or quote that nothing closes.
  static func isOpen(_ text: String) -> Bool {
    !FormulaExtent(Array(text.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }), from: 0, inFlow: false).isClosed
  }

  /// The end of the quoted string that begins at `start`: '…', "…", or three quotes of a kind; nil when it is not closed on its line.
  static func stringEnd(_ bytes: [UInt8], from start: Int, limit: Int) -> Int? {
    let quote = bytes[start]
    let isRaw = start > bytes.startIndex && (bytes[start - 1] | 0x20) == UInt8(ascii: "r") && !isNameByte(bytes, start - 2)
    let isTriple = start + 2 < limit && bytes[start + 1] == quote && bytes[start + 2] == quote
    var index = start + (isTriple ? 3 : 1)
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), !isRaw {
        index += 2
      } else if byte == quote {
        if !isTriple { return index + 1 }
        if index + 2 < limit, bytes[index + 1] == quote, bytes[index + 2] == quote { return index + 3 }
        index += 1
      } else if !isTriple, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        return nil
      } else {
        index += 1
      }
    }
    return nil
  }

  private static func isNameByte(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index >= bytes.startIndex else { return false }
    let byte = bytes[index]
    return byte == UInt8(ascii: "_") || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func lineEnd(_ bytes: [UInt8], from start: Int, limit: Int) -> Int {
    var index = start
    while index < limit, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") { index += 1 }
    while index > start, bytes[index - 1] == UInt8(ascii: " ") { index -= 1 }
    return index
  }
}
