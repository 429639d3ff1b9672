import Diagnostics
import FlowCheck
import FlowSyntax
import Foundation
import Testing

/// Whatever a good file looks like: its form is stable, means the same, and the same whichever blanks the file had.
@Suite struct FormatPropertyTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL

  /// Every YAML file of the project that is a flow or a project and has no mistake.
  static let files: [String] = ["flows", "Tests"].flatMap { folder -> [String] in
    let names = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".exchanges.yaml") }.sorted().map { "\(folder)/\($0)" }
  }

  static func kind(_ path: String) -> FlowFormatter.Kind { FlowFormatter.Kind(path: path) }

  /// What the parser makes of it, places aside and formulas evenly spaced; nil for a file with mistakes.
  static func meaning(_ bytes: [UInt8], _ kind: FlowFormatter.Kind) -> String? {
    let findings = Findings()
    let file = SourceFile(name: "a.yaml", bytes: bytes)
    var text = ""
    switch kind {
    case .flow: describe(FlowParser.parse(file, into: findings), into: &text)
    case .project: describe(ProjectParser.parse(file, into: findings), into: &text)
    case .test: describe(TestParser.parse(file, into: findings), into: &text)
    }
    return findings.hasErrors ? nil : text
  }

  private static func describe(_ value: Any, into text: inout String) {
    switch value {
    case is SourceSpan, is SourceFile: return
    case let formula as Formula: text += FlowFormatter.spaced(formula.text) ?? formula.text
    default:
      let mirror = Mirror(reflecting: value)
      if mirror.children.isEmpty {
        text += "\(value)"
        return
      }
      text += "("
      for child in mirror.children {
        text += (child.label ?? "") + ":"
        describe(child.value, into: &text)
        text += " "
      }
      text += ")"
    }
  }

  @Test func theFormIsStableAndMeansTheSame() throws {
    var good = 0
    for path in Self.files {
      let bytes = [UInt8](try Data(contentsOf: Self.root.appendingPathComponent(path)))
      let kind = Self.kind(path)
      guard Self.meaning(bytes, kind) != nil else { continue }
      good += 1
      try check(bytes, kind, path)
    }
    #expect(good >= 10)
  }

  private func check(_ bytes: [UInt8], _ kind: FlowFormatter.Kind, _ name: String) throws {
    let once: [UInt8]
    do {
      once = try FlowFormatter.standard.format(SourceFile(name: "a.yaml", bytes: bytes), as: kind)
    } catch {
      Issue.record("\(name): \(error)\n\(String(decoding: bytes, as: UTF8.self))")
      return
    }
    let twice = try FlowFormatter.standard.format(SourceFile(name: "a.yaml", bytes: once), as: kind)
    #expect(once == twice, "\(name)\n\(String(decoding: once, as: UTF8.self))\n---\n\(String(decoding: twice, as: UTF8.self))")
    #expect(Self.meaning(once, kind) == Self.meaning(bytes, kind), "\(name)\n\(String(decoding: once, as: UTF8.self))")
    let edits = try FlowFormatter.standard.edits(SourceFile(name: "a.yaml", bytes: bytes), as: kind)
    for (a, b) in zip(edits, edits.dropFirst()) { #expect(a.span.range.upperBound < b.span.range.lowerBound) }
  }

  /// Blanks at the ends of lines, blank lines, comments, and deeper indentation of all lines below a key: YAML that says the same.
  @Test(arguments: 1...10) func blanksDoNotMatter(seed: Int) throws {
    var random = Dice(seed: UInt64(seed))
    for path in Self.files {
      let bytes = [UInt8](try Data(contentsOf: Self.root.appendingPathComponent(path)))
      let kind = Self.kind(path)
      guard let meaning = Self.meaning(bytes, kind) else { continue }
      let mutated = Blanks.scatter(bytes, &random)
      // Some blanks are part of a text or break the file: those say nothing.
      guard Self.meaning(mutated, kind) == meaning else { continue }
      try check(mutated, kind, "\(path), seed \(seed)")
    }
  }
}

struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

/// Scatters blanks and comments over a file.
enum Blanks {
  static func scatter(_ bytes: [UInt8], _ random: inout Dice) -> [UInt8] {
    var out: [UInt8] = []
    let stretches = Bool.random(using: &random)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == 0x20 }.count
      if Int.random(in: 0..<12, using: &random) == 0 { out += Array("\n".utf8) }
      if Int.random(in: 0..<12, using: &random) == 0 {
        out += Array(repeating: 0x20, count: max(0, indent + Int.random(in: -2...2, using: &random))) + Array("# note \(random.next() % 100)\n".utf8)
      }
      // Twice the indentation everywhere is the same nesting.
      var text = (stretches ? Array(repeating: 0x20, count: indent) : []) + Array(line)
      for (from, to) in [("{ ", "{"), (", ", ",   "), (": ", ":  "), (" }", "   }"), (" == ", "=="), ("- ", "-   ")]
      where Int.random(in: 0..<4, using: &random) == 0 {
        text = Array(String(decoding: text, as: UTF8.self).replacing(from, with: to).utf8)
      }
      out += text
      if Int.random(in: 0..<8, using: &random) == 0 { out += Array("  ".utf8) }
      if !line.isEmpty, Int.random(in: 0..<10, using: &random) == 0 { out += Array("  # beside \(random.next() % 100)".utf8) }
      out += Array((Int.random(in: 0..<20, using: &random) == 0 ? "\r\n" : "\n").utf8)
    }
    return out
  }
}
