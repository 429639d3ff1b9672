import Diagnostics
import FlowSyntax
import Testing

/// What is no YAML, or not the YAML that was meant, is said once, at its place, in plain words.
@Suite struct YAMLErrorTests {
  /// A step of a valid flow around some lines, which begin at line 5 and column 5.
  private func step(_ lines: String) -> String {
    "flowrun: 1\ntrigger: [{ poll: a.B, every: 1h }]\nsteps:\n  - id: s\n"
      + lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n") + "\n"
  }

  private func found(_ text: String) -> [String] { places(parseFlow(text).findings) }

  @Test func cutFormulas() throws {
    #expect(found(step("transform: { a: =f(x, y), b: =1 }")) == ["5:21 FLOW0017"])
    #expect(found(step("transform: { a: =[1, 2] }")) == ["5:21 FLOW0017"])
    #expect(found(step("transform: { a: ={1: 2} }")) == ["5:21 FLOW0017"])
    #expect(found(step("transform: { a: =x ? y : z }")) == ["5:21 FLOW0017"])
    #expect(found(step("when: =a ? b : c\nskip: x")) == ["5:11 FLOW0017"])
    #expect(found(step("when: =ifs(\n  a, \"x: y\",\n  b)\nskip: x")) == ["5:11 FLOW0017"])
    #expect(found(step("when: =a == \"x # y\"\nskip: x")) == ["5:20 FLOW0017"])
    #expect(found(step("notify: slack\nto:\n  - =a ? b : c\ntext: x")) == ["7:9 FLOW0017"])
    #expect(found(step("notify: slack\nto: [=f(a, b), c]\ntext: x")) == ["6:10 FLOW0017"])
  }

  @Test func fixesQuoteTheWholeFormula() throws {
    let text = step("transform: { a: =f(x, 'y'), b: =1 }")
    let findings = parseFlow(text).findings
    let fix = try #require(findings.first?.fix)
    let mended = Fix.apply([fix], to: try #require(findings.first).span.file)
    let again = parseFlow(String(decoding: mended, as: UTF8.self))
    #expect(again.findings.isEmpty)
    guard case .transform(let fields)? = again.flow.steps.first?.verb else {
      Issue.record("no transform")
      return
    }
    #expect(fields.map { $0.value.formulas.first?.text } == ["f(x, 'y')", "1"])
  }

  @Test func texts() {
    #expect(found(step("skip: Deal won #1")) == ["5:20 FLOW0016"])
    #expect(found(step("skip: #1 deal")) == ["5:11 FLOW0016"])
    #expect(found(step("skip: x # fine")) == [])
    #expect(found(step("skip: x #### fine ####")) == [])
    #expect(found(step("skip: Churn risk: high")) == ["5:11 FLOW0017".replacing("17", with: "19")])
    #expect(found(step("skip: @owner")) == ["5:11 FLOW0019"])
    #expect(found(step("skip: %x")) == ["5:11 FLOW0019"])
    #expect(found(step("skip: *x y")) == ["5:11 FLOW0010"])
    #expect(found(step("skip: \"a \\d b\"")) == ["5:14 FLOW0024"])
    #expect(found(step("skip: 'it's'")) == ["5:15 FLOW0025"])
    #expect(found(step("skip: 'open")) == ["5:11 FLOW0020"])
    #expect(found(step("notify: slack\nto: a\ntext: { x: ${a} }")) == ["7:16 FLOW0019"])
  }

  @Test func structure() {
    #expect(found("") == ["1:1 FLOW0007"])
    #expect(found("# nothing\n") == ["1:1 FLOW0007"])
    #expect(found("a: 1\n---\nb: 2\n").first == "2:1 FLOW0008")
    #expect(found(step("skip: !!str x")) == ["5:11 FLOW0009"])
    #expect(found(step("skip: x\nskip: y")) == ["6:5 FLOW0012"])
    #expect(found(step("skip:")) == ["5:5 FLOW0015"])
    #expect(found(step("skip: x\n\twhen: =a")) == ["6:5 FLOW0018"])
    #expect(found("flowrun: 1\n\ttrigger: x\n") == ["2:1 FLOW0018"])
    #expect(found(step("skip: x\n when: =a")) == ["6:6 FLOW0022"])
    #expect(found(step("skip: x\nwhen")) == ["6:5 FLOW0023"])
    #expect(found(step("transform: { a: 1")).first == "5:16 FLOW0021")
    #expect(found(step("<<: x\nskip: y")) == ["5:5 FLOW0014"])
    #expect(found(step("? [a]\n: b\nskip: y")) == ["5:7 FLOW0013"])
    #expect(found(step("skip: 99999999999999999999")) == ["5:11 FLOW0026"])
  }

  @Test func bytes() {
    #expect(places(parse([0x61, 0x3A, 0x20, 0xFF])) == ["1:4 FLOW0001"])
    #expect(places(parse([0x61, 0x3A, 0x20, 0x00, 0x62])) == ["1:4 FLOW0002"])
    #expect(places(parse(Array("a: b\u{2028}c".utf8))) == ["1:5 FLOW0003"])
    #expect(places(parse([UInt8](repeating: 0x61, count: 1_000_001))) == ["1:1 FLOW0004"])
    #expect(places(parse([0xEF, 0xBB, 0xBF] + Array(step("skip: é #1").utf8))) == ["5:13 FLOW0016"])
    #expect(places(parse([0xFF, 0xFE, 0x61, 0x00])) == ["1:1 FLOW0001"])
  }

  private func parse(_ bytes: [UInt8]) -> [Finding] {
    let findings = Findings()
    _ = FlowParser.parse(SourceFile(name: "x.yaml", bytes: bytes), into: findings)
    return findings.sorted
  }

  @Test func bounds() {
    let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(found("a: \(deep)") == ["1:67 FLOW0005"])
    var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 { laughs += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n" }
    #expect(found(laughs).map { $0.suffix(8) } == ["FLOW0006"])
    var chain = "a0: &a0 [x]\n"
    for level in 1..<100 { chain += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(found(chain).map { $0.suffix(8) } == ["FLOW0005"])
    #expect(found("a: &a [*a]").map { $0.suffix(8) } == ["FLOW0011"])
  }

  @Test func anchorsWork() throws {
    let text = step("transform: { a: &v =x.y, b: *v }")
    let (flow, findings) = parseFlow(text)
    #expect(findings.isEmpty)
    guard case .transform(let fields)? = flow.steps.first?.verb else {
      Issue.record("no transform")
      return
    }
    #expect(fields.map { $0.value.formulas.first?.text } == ["x.y", "x.y"])
    #expect(fields[1].value.formulas.first?.span.text == "x.y")
  }
}

/// Files that are made to cost time.
@Suite struct CostTests {
  private static let texts = [
    String(repeating: "${}", count: 300_000), String(repeating: "=(: 1\n", count: 100_000), String(repeating: "[", count: 900_000),
    String(repeating: "- ", count: 400_000), "a: \"" + String(repeating: "${x} \\u00e9", count: 80_000) + "\"",
    String(repeating: "a: ", count: 300_000),
    "[" + String(repeating: "=f(,", count: 200_000), String(repeating: "k: =a ? (b : c\n", count: 50_000), String(repeating: "&a ", count: 300_000),
    String(repeating: " ", count: 900_000) + "\t", "a: |\n" + String(repeating: " \n", count: 300_000), String(repeating: "{a: ", count: 200_000),
    "a: |9\n" + String(repeating: "          x\n", count: 50_000), String(repeating: "? ", count: 400_000), String(repeating: "'", count: 900_001),
  ]

  @Test(arguments: texts.indices) func endsWithFindings(_ index: Int) {
    let findings = Findings()
    _ = FlowParser.parse(SourceFile(name: "x", text: Self.texts[index]), into: findings)
    #expect(findings.hasErrors)
    #expect(findings.all.count <= 1_000)
    #expect(TextReport().render(findings.sorted).utf8.count < 10_000_000)
  }
}
