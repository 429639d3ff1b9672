/// Spoils flow files the way people and disks do, reproducibly.
struct FlowMutator {
  private var random: SeededGenerator
  private let corpus: [[UInt8]]

  init(seed: UInt64, corpus: [[UInt8]]) {
    random = SeededGenerator(seed: seed)
    self.corpus = corpus
  }

  /// Another spoilt file, or random bytes.
  mutating func next() -> [UInt8] {
    if number(10) == 0 { return noise() }
    var bytes = corpus[number(corpus.count)]
    for _ in 0...number(4) { mutate(&bytes) }
    return bytes
  }

  private mutating func noise() -> [UInt8] {
    let alphabet = number(2) == 0 ? nil : Array("=${}[]:,-#&*!|>'\"\\%@`\n\t ab\u{e9}".utf8)
    return (0..<number(400)).map { _ in alphabet.map { $0[number($0.count)] } ?? UInt8(truncatingIfNeeded: number(256)) }
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = noise()
      return
    }
    let start = number(bytes.count)
    let end = min(bytes.count, start + number(40))
    switch number(12) {
    case 0: bytes[start] = UInt8(truncatingIfNeeded: number(256))
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: number(bytes.count + 1))
    case 3: bytes.insert(contentsOf: Self.tokens[number(Self.tokens.count)].utf8, at: start)
    case 4: bytes.replaceSubrange(start..<end, with: Self.tokens[number(Self.tokens.count)].utf8)
    case 5: bytes.removeSubrange(start...)
    case 6: swapLines(&bytes)
    case 7: indentLine(&bytes)
    case 8: dropLine(&bytes)
    case 9:
      let other = corpus[number(corpus.count)]
      let from = number(other.count)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 200)], at: start)
    case 10: bytes.insert(contentsOf: [UInt8](repeating: Self.repeated[number(Self.repeated.count)], count: number(300)), at: start)
    default: if let index = bytes[start...].firstIndex(where: { Self.marks.contains($0) }) { bytes.remove(at: index) }
    }
    if bytes.count > 100_000 { bytes.removeSubrange(100_000...) }
  }

  private mutating func swapLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.swapAt(number(lines.count), number(lines.count))
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func indentLine(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = number(lines.count)
    lines[line] = number(2) == 0 ? lines[line].dropFirst() : ([UInt8(ascii: number(3) == 0 ? "\t" : " ")] + lines[line])[...]
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func dropLine(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.remove(at: number(lines.count))
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func number(_ below: Int) -> Int { Int.random(in: 0..<max(1, below), using: &random) }

  private static let repeated = Array("([{-\"'= :".utf8)
  private static let marks = Array(":=\"'{}[]()\n -".utf8)
  private static let tokens = [
    "=", "${", "}", "${a.b}", ": ", " #x", "- ", "\n", "\t", "\"", "'", "|", ">", "&a ", "*a", "!!str ", "---\n", "...\n", "{", "[", "]", "}", ",",
    "null", "~",
    "\u{FEFF}", "\u{2028}", "é", "日本", "😀", "\0", "%YAML 1.1\n", "<<: *a\n", "? ", "event.", "row.", "was.", "account.Owner.Email", "=ifs(", "=(((((",
    "99999999999999999999",
    "when: =x\n", "match: { }\n", "set: []\n", "steps:\n", "trigger:\n", "once: true\n", "=outcome(x)", "=[1,2].map(x, x)", "=\"\\u{1}\"", "\\", "\r",
    "\r\n",
  ]
}

/// A small generator: the same seed gives the same run everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
