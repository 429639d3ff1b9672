/// The text of one file, with its lines, so that any byte of it can be named as line and column.
///
/// Immutable and thread-safe. Bytes that are not UTF-8 are kept as they are; a broken one counts as one character.
public final class SourceFile: Sendable {
  /// How messages call the file: the path as the user gave it, or `<stdin>`.
  public let name: String
  public let bytes: [UInt8]
  /// Byte offset at which each line begins; a line ends with LF, CR LF or CR.
  private let lineStarts: [Int]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { starts.append(index) }
    }
    lineStarts = starts
  }

  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// How many lines there are; an empty file has one.
  public var lineCount: Int { lineStarts.count }

  /// Line and column of a byte; offsets outside the file are moved to its nearest end.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: codePoints(in: lineStarts[low]..<offset) + 1)
  }

  /// The bytes of a 1-based line without its line break; empty when there is no such line.
  public func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The text of some bytes, repaired where it is not UTF-8.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// These bytes of this file.
  public func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: self, range: range.clamped(to: 0..<bytes.count)) }

  /// Characters in some bytes: every byte that does not continue another counts.
  private func codePoints(in range: Range<Int>) -> Int {
    var count = 0
    for byte in bytes[range] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

/// A place that people can find: both numbers start at 1, and a column is a Unicode code point.
public struct SourcePosition: Sendable, Hashable, Comparable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: SourcePosition, b: SourcePosition) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
