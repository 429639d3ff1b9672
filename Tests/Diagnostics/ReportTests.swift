import Diagnostics
import Testing

@Suite struct ReportTests {
  private struct Fact: FindingFact {
    let code: FindingCode = 123
    let message = "It is wrong."
    var hint: String? = "Write it right."
  }

  @Test func caretsStandUnderTheCharacters() {
    let file = SourceFile(name: "a.yaml", text: "first\nkey: 日本é\u{301}x wrong # c\n")
    let start = Array(file.bytes.indices).first { file.bytes[$0...].starts(with: Array("wrong".utf8)) } ?? 0
    let finding = Finding(Fact(), at: file.span(start..<start + 5), labels: [.init("the first", at: file.span(0..<5))], notes: ["Because."])
    #expect(
      TextReport().render([finding]) == """
        a.yaml:2:12: error FLOW0123: It is wrong.
        2 | key: 日本é\u{301}x wrong # c
          |             ^^^^^
        1 | first
          | ----- the first
          = note: Because.
          = help: Write it right.

        """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(DisplayWidth.of("日本") == 4)
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("👨‍👩‍👧") == 2)
    #expect(DisplayWidth.of("❤️") == 2)
    #expect(DisplayWidth.of("ａ") == 2)
    #expect(DisplayWidth.of("한") == 2)
    #expect(DisplayWidth.of("abc") == 3)
  }

  @Test func theLineIsHarmless() {
    let file = SourceFile(name: "a", text: "x\t\u{1B}[31m bad")
    let text = TextReport().render([Finding(Fact(hint: nil), at: file.span(8..<11))])
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("x    \u{FFFD}[31m bad"))
  }

  @Test func longLinesAreCut() {
    let file = SourceFile(name: "a", text: String(repeating: "a", count: 5_000) + "!" + String(repeating: "b", count: 5_000))
    let text = TextReport().render([Finding(Fact(hint: nil), at: file.span(5_000..<5_001))])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].count < 200)
    let mark = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? -1
    #expect(Array(lines[1])[mark] == "!")
  }

  @Test func coloursOnlyWhenAsked() {
    let file = SourceFile(name: "a", text: "bad")
    let finding = Finding(Fact(), at: file.span(0..<3))
    #expect(TextReport(colour: true).render(finding).contains("\u{1B}[1;31m"))
    #expect(!TextReport().render(finding).contains("\u{1B}"))
  }

  @Test func json() {
    let file = SourceFile(name: "a\"b", text: "é: x\n")
    let span = file.span(4..<5)
    let finding = Finding(Fact(), at: span, labels: [.init("here", at: file.span(0..<2))], fix: Fix("Do.", replace: span, with: "y\n"))
    #expect(
      JSONReport().render([finding]) == #"""
        {"findings":[
        {"code":"FLOW0123","severity":"error","message":"It is wrong.","file":"a\"b","range":{"start":{"line":1,"column":4,"offset":4},"end":{"line":1,"column":5,"offset":5}},"help":"Write it right.","related":[{"file":"a\"b","range":{"start":{"line":1,"column":1,"offset":0},"end":{"line":1,"column":2,"offset":2}},"text":"here"}],"fix":{"title":"Do.","edits":[{"range":{"start":{"line":1,"column":4,"offset":4},"end":{"line":1,"column":5,"offset":5}},"text":"y\n"}]}}
        ]}

        """#)
    #expect(JSONReport().render([]) == "{\"findings\":[]}\n")
  }

  @Test func fixesAreMinimalAndDoNotClash() {
    let file = SourceFile(name: "a", text: "one two three")
    let fixes = [
      Fix("a", replace: file.span(8..<13), with: "3"), Fix("b", replace: file.span(0..<0), with: "> "),
      Fix("clash", replace: file.span(9..<10), with: "!"), Fix("c", replace: file.span(3..<4), with: "_"),
    ]
    #expect(String(decoding: Fix.apply(fixes, to: file), as: UTF8.self) == "> one_two 3")
    #expect(Fix.apply([], to: file) == file.bytes)
  }

  @Test func collectorIsBounded() {
    let findings = Findings(limit: 2)
    let file = SourceFile(name: "a", text: "abc")
    for index in [2, 0, 1] { findings.add(Fact(), at: file.span(index..<index + 1)) }
    #expect(findings.sorted.map(\.span.range.lowerBound) == [0, 2])
    #expect(findings.dropped == 1)
    #expect(findings.hasErrors)
  }

  @Test func phrases() {
    #expect(Phrase.list(["a"]) == "`a`")
    #expect(Phrase.list(["a", "b", "c"], "or") == "`a`, `b` or `c`")
    #expect(Phrase.list((1...15).map(String.init)).hasSuffix("`12` and 3 more"))
    #expect(Phrase.unknown("nam", valid: ["name", "size"]) == "Did you mean `name`? Valid: `name` and `size`.")
    #expect(Phrase.quote("a\nb`\u{1B}") == "`a⏎b'\u{FFFD}`")
  }
}
