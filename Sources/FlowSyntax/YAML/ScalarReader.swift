import Diagnostics

/// Reads a scalar's slice of the file again, by the rules that libyaml has applied, and keeps where each byte came from.
///
/// libyaml gives the text and the marks of its ends only; what it gives is compared with what is read here, so a map is never wrong by stealth.
struct ScalarReader {
  let bytes: [UInt8]
  var position: Int
  /// Blanks of indentation passed on this line; block scalars only.
  var column = 0
  let end: Int
  var text: [UInt8] = []
  var map: ScalarMap

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    map = ScalarMap(origin: range.lowerBound)
  }

  /// The map of a scalar. Should the two readings differ, every byte stands for the whole scalar.
  static func map(of scalar: YAMLScalar) -> ScalarMap {
    let wanted = Array(scalar.text.utf8)
    if let read = read(scalar, wanted: wanted) { return read }
    var map = ScalarMap(origin: scalar.span.range.lowerBound)
    for _ in wanted { map.add(scalar.span.range) }
    return map
  }

  /// The map, or nil when this reader comes to another text than libyaml.
  static func read(_ scalar: YAMLScalar, wanted: [UInt8]) -> ScalarMap? {
    let bytes = scalar.span.file.bytes
    let range = scalar.span.range
    switch scalar.style {
    case .plain: return check(bytes, range, wanted) { $0.readFlow(until: nil) }
    case .singleQuoted: return check(bytes, inner(range), wanted) { $0.readFlow(until: UInt8(ascii: "'")) }
    case .doubleQuoted: return check(bytes, inner(range), wanted) { $0.readFlow(until: UInt8(ascii: "\"")) }
    case .literal, .folded: return readBlock(bytes, range, wanted, folded: scalar.style == .folded)
    }
  }

  /// The text of a plain scalar that takes up the whole range, folded as YAML folds it.
  static func plainText(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    var reader = ScalarReader(bytes, range)
    reader.readFlow(until: nil)
    return String(decoding: reader.text, as: UTF8.self)
  }

  private static func inner(_ range: Range<Int>) -> Range<Int> {
    range.count < 2 ? range : range.lowerBound + 1..<range.upperBound - 1
  }

  private static func check(_ bytes: [UInt8], _ range: Range<Int>, _ wanted: [UInt8], _ body: (inout ScalarReader) -> Void) -> ScalarMap? {
    var reader = ScalarReader(bytes, range)
    body(&reader)
    return reader.text == wanted ? reader.map : nil
  }

  private static func readBlock(_ bytes: [UInt8], _ range: Range<Int>, _ wanted: [UInt8], folded: Bool) -> ScalarMap? {
    let header = BlockHeader(bytes, range)
    // Which indentation counts depends on the parent's when the header gives a number, so every one that can be is tried.
    let candidates = header.indentation == nil ? [header.detected] + Array(1...header.deepest + 1) : Array(1...header.deepest + 1)
    for indent in candidates {
      let read = check(bytes, header.body, wanted) { $0.readBlock(indent: indent, folded: folded, chomp: header.chomp) }
      if let read { return read }
    }
    return nil
  }

  mutating func copy() {
    text.append(bytes[position])
    map.add(position..<position + 1)
    position += 1
  }

  mutating func put(_ byte: UInt8, from source: Range<Int>) {
    text.append(byte)
    map.add(source)
  }

  mutating func put(_ scalar: Unicode.Scalar, from source: Range<Int>) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte, from: source) }
  }

  func isBlank(_ index: Int) -> Bool { index < end && (bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")) }

  func isBreak(_ index: Int) -> Bool { index < end && (bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")) }

  /// The line break at the position, CR LF as one; moves past it.
  mutating func takeBreak() -> Range<Int> {
    let start = position
    position += 1
    if bytes[start] == UInt8(ascii: "\r"), position < end, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    return start..<position
  }
}
