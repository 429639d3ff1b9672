import Diagnostics
import FlowCheck
import Testing

/// Findings that are not wanted: what counts as a comment, and what a path pattern means.
@Suite struct SuppressionTests {
  static let head = "flowrun: 1\ntrigger:\n  - { poll: salesforce.Account, every: 1h }\nsteps:\n"

  static func codes(_ steps: String) -> [Int] { ExampleFiles(text: head + steps).findings.map(\.code.number) }

  @Test func aLineAloneIsForTheNextOne() {
    let step = "  - { id: tell, notify: slack, to: ops, text: '{{a}}' }\n"
    #expect(Self.codes(step) == [128])
    #expect(Self.codes("  # flowrun: ignore FLOW0128 filled in later\n" + step) == [])
    #expect(Self.codes("  # flowrun: ignore FLOW0128 filled in later\n  # more words\n\n" + step) == [])
    #expect(Self.codes(step + "  # flowrun: ignore FLOW0128 filled in later\n") == [128, 544])
    #expect(Self.codes("  # flowrun: ignore FLOW0128, FLOW0403 filled in later\n" + step) == [544])
    #expect(Self.codes("  # flowrun: ignored FLOW0128 is no such comment\n" + step) == [128])
  }

  @Test func errorsStay() {
    #expect(Self.codes("  - { id: a, skip: =nothing }  # flowrun: ignore FLOW0207 it will come\n") == [207, 543])
  }

  @Test func theFixOfAnUnusedOneDeletesIt() throws {
    for (text, left) in [
      ("  - { id: a, skip: x }  # flowrun: ignore FLOW0128 no\n", "  - { id: a, skip: x }\n"),
      ("  # flowrun: ignore FLOW0128 no\r\n  - { id: a, skip: x }\r\n", "  - { id: a, skip: x }\r\n"),
    ] {
      let found = try #require(ExampleFiles(text: Self.head + text).findings.first)
      #expect(found.code == 544)
      let fixed = Fix.apply([try #require(found.fix)], to: found.span.file)
      #expect(String(decoding: fixed, as: UTF8.self).hasPrefix(Self.head + left))
    }
  }

  @Test(arguments: [
    ("legacy/**", "legacy/a.yaml", true), ("legacy/**", "legacy/b/a.yaml", true), ("legacy/**", "other/a.yaml", false), ("**", "a.yaml", true),
    ("*.yaml", "a.yaml", true), ("*.yaml", "b/a.yaml", false), ("**/a?.yaml", "x/y/ab.yaml", true), ("**/a?.yaml", "ab.yaml", true),
    ("**/a?.yaml", "a.yaml", false), ("./flows/a.yaml", "flows/a.yaml", true), ("", "a.yaml", false),
  ])
  func patterns(_ pattern: String, _ path: String, _ isMeant: Bool) {
    #expect(PathPattern(pattern).matches(path) == isMeant)
  }
}
