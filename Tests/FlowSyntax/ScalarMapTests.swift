import Diagnostics
import Testing

@testable import FlowSyntax

/// Every scalar maps back to the file character by character.
@Suite struct ScalarMapTests {
  /// Random scalars in every style, at random indentation, as libyaml reads them: the second reading gives the same text, and each byte
  /// of it comes from where it is written.
  @Test(arguments: [1, 2, 3, 20_261_124]) func randomScalars(seed: UInt64) {
    var random = ScalarSource(seed: seed)
    var checked: [YAMLScalar.Style: Int] = [:]
    for _ in 0..<4_000 {
      let source = random.document()
      let file = SourceFile(name: "seed \(seed)", text: source)
      guard let root = YAMLParser.parse(file, into: Findings()) else { continue }
      for scalar in scalars(of: root) {
        checked[scalar.style, default: 0] += 1
        check(scalar, file, source)
      }
    }
    for style in [YAMLScalar.Style.plain, .singleQuoted, .doubleQuoted, .literal, .folded] {
      #expect(checked[style, default: 0] > 200, "seed \(seed): too few \(style) scalars")
    }
  }

  private func check(_ scalar: YAMLScalar, _ file: SourceFile, _ source: String) {
    let wanted = Array(scalar.text.utf8)
    guard let map = ScalarReader.read(scalar, wanted: wanted) else {
      Issue.record("read differently: \(source.debugDescription) gives \(scalar.text.debugDescription)")
      return
    }
    #expect(map.starts.count == wanted.count)
    for (index, byte) in wanted.enumerated() {
      let range = map.source(of: index..<index + 1)
      #expect(range.lowerBound >= scalar.span.range.lowerBound && range.upperBound <= scalar.span.range.upperBound)
      if index > 0 { #expect(map.starts[index] >= map.starts[index - 1]) }
      if byte >= 0x80 || byte <= 0x20 || file.bytes[range.lowerBound] == UInt8(ascii: "\\") { continue }
      #expect(file.bytes[range.lowerBound] == byte, "\(source.debugDescription)")
    }
  }

  private func scalars(of node: YAMLNode) -> [YAMLScalar] {
    switch node.content {
    case .scalar(let scalar): return [scalar]
    case .sequence(let items): return items.flatMap(scalars)
    case .mapping(let pairs): return pairs.flatMap { scalars(of: $0.key) + scalars(of: $0.value) }
    }
  }

  @Test func placesInEveryStyle() throws {
    let flow = parseFlow(
      """
      flowrun: 1
      steps:
        - id: t
          transform:
            plain: =a.b + wrong
            folded: =ifs(a,
              wrong,
              b)
            single: '=x == ''it'' && wrong'
            double: "=x == \\"\\u00e9\\" && wrong"
            literal: |-
              =first
                || wrong
            block: >2-
              =first

              || wrong
            template: é ${a} and ${ wrong }
      """
    ).flow
    guard case .transform(let fields)? = flow.steps.first?.verb else {
      Issue.record("no transform")
      return
    }
    for field in fields {
      let formula = try #require(field.value.formulas.last)
      let found = try #require(formula.text.firstRange(of: "wrong"))
      let start = formula.text.utf8.distance(from: formula.text.startIndex, to: found.lowerBound)
      let span = formula.span(utf8: start..<start + 5)
      #expect(span.text == "wrong", "\(field.name.value)")
      let points = formula.text.unicodeScalars.distance(from: formula.text.startIndex, to: found.lowerBound)
      #expect(formula.span(codePoints: points..<points + 5) == span)
    }
  }
}

/// Writes documents with scalars of every style.
struct ScalarSource {
  private var random: SeededGenerator
  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func document() -> String {
    let indent = String(repeating: " ", count: Int.random(in: 0...6, using: &random))
    let newline = Int.random(in: 0..<6, using: &random) == 0 ? "\r\n" : "\n"
    let text: String
    switch Int.random(in: 0..<5, using: &random) {
    case 0: text = "\(indent)k: \(value(indent: indent.count + 1))\n\(indent)after: x\n"
    case 1: text = "a:\n\(indent)  - \(value(indent: indent.count + 4))\n\(indent)  - last\n"
    case 2: text = "a: { b: \(quoted(indent: 2)), c: [\(quoted(indent: 2)), x] }\n"
    case 3: text = "a:\n \(indent)b:\n  \(indent)c: \(value(indent: indent.count + 3))"
    default: text = "a: &x \(value(indent: 1))\nb: *x\nc: d"
    }
    return newline == "\n" ? text : text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: newline)
  }

  private mutating func value(indent: Int) -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return plain(indent: indent)
    case 1, 2: return quoted(indent: indent)
    default: return block(indent: indent)
    }
  }

  private mutating func plain(indent: Int) -> String {
    var text = pick(["a", "=x", "ü", "日本", "0"])
    for _ in 0..<Int.random(in: 0..<8, using: &random) {
      text += pick(["b", " c", "  d", fold(indent), "é", "\"", "'", "#", ":x", " 😀", "$", "(", ")"])
    }
    return text
  }

  private mutating func quoted(indent: Int) -> String {
    if Bool.random(using: &random) {
      var text = "'"
      for _ in 0..<Int.random(in: 0..<9, using: &random) { text += pick(["a", " ", "''", "\"", fold(indent), "é", ": ", " #", "\\", "\t", "日"]) }
      return text + "'"
    }
    var text = "\""
    for _ in 0..<Int.random(in: 0..<9, using: &random) {
      text += pick([
        "a", " ", "\\\"", "'", fold(indent), "é", "\\n", "\\u00e9", "\\x41", "\\U0001F600", "\\t", "\\\\", "\\\n" + pad(indent), "\\ ", "\\/", "\\e",
        "\\N", "\\_",
      ])
    }
    return text + "\""
  }

  private mutating func block(indent: Int) -> String {
    var text = pick(["|", ">"]) + pick(["", "-", "+", "2", "3-", "-2", "+4"]) + pick(["", " # note"])
    let base = indent + Int.random(in: 0...4, using: &random)
    for _ in 0..<Int.random(in: 0..<7, using: &random) {
      let deeper = pick(["", "", "", " ", "   ", "\t"])
      let filled = pad(base) + deeper + pick(["a", "=b ü", "c  d ", "日本 # x", "- e: f", "'"])
      let blank = pad(Int.random(in: 0...base, using: &random))
      text += "\n" + pick([filled, filled, "", blank])
    }
    return text + pick(["", "\n", "\n\n"])
  }

  private mutating func fold(_ indent: Int) -> String {
    let breaks = pick([" ", ""]) + pick(["\n", "\n\n", "\n \n\n"])
    return breaks + pad(indent + Int.random(in: 0...3, using: &random))
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: count) }

  private mutating func pick(_ options: [String]) -> String { options[Int.random(in: 0..<options.count, using: &random)] }
}
