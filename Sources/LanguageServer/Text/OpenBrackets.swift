/// What a line that is still being typed has opened and not closed: `match: { Id: =event.`, `text: "Hello ${`.
struct OpenBrackets {
  /// What would close it; empty where the line goes on after the place.
  let closers: [UInt8]

  init(_ bytes: [UInt8], before place: Int, after end: Int) {
    let newline = UInt8(ascii: "\n")
    let rest = bytes[end...].prefix { $0 != newline }
    guard rest.allSatisfy({ $0 <= 0x20 }) else {
      closers = []
      return
    }
    let start = bytes[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
    var open: [UInt8] = []
    var previous = UInt8(ascii: " ")
    for byte in bytes[start..<place] {
      Self.read(byte, after: previous, &open)
      previous = byte
    }
    // A blank keeps a bracket apart from a formula without quotes.
    closers = open.reversed().flatMap { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") ? [UInt8(ascii: " "), $0] : [$0] }
  }

  private static let quotes: Set<UInt8> = [UInt8(ascii: "\""), UInt8(ascii: "'")]
  private static let pairs: [UInt8: UInt8] = [
    UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "("): UInt8(ascii: ")"),
  ]

  private static func read(_ byte: UInt8, after previous: UInt8, _ open: inout [UInt8]) {
    if let last = open.last, quotes.contains(last) {
      if byte == last, previous != UInt8(ascii: "\\") {
        open.removeLast()
      } else if byte == UInt8(ascii: "{"), previous == UInt8(ascii: "$") {
        open.append(UInt8(ascii: "}"))
      }
    } else if byte == open.last {
      open.removeLast()
    } else if let closer = pairs[byte] {
      open.append(closer)
    } else if quotes.contains(byte), previous <= 0x20 || pairs[previous] != nil || [UInt8(ascii: ","), UInt8(ascii: "=")].contains(previous) {
      // An apostrophe within a word opens nothing.
      open.append(byte)
    }
  }
}
