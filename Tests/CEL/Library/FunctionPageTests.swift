import CEL
import Foundation
import Testing

@Suite struct FunctionPageTests {
  static let examples = FunctionPage.all.flatMap { page in page.examples.map { FormulaRow(formula: $0.formula, expected: $0.result) } }

  @Test(arguments: examples) func examplesHold(_ row: FormulaRow) { row.check(FormulaValue.flow(row.formula)) }

  @Test(arguments: FunctionPage.all.map(\.name)) func everyFunctionIsDocumented(_ name: String) throws {
    let page = try #require(FunctionPage.named(name))
    #expect(page.summary.hasSuffix("."))
    #expect(!page.signatures.isEmpty)
    #expect(!page.examples.isEmpty || name == "outcome" || name == "vlookup")
  }

  @Test(arguments: FunctionPage.all.filter { $0.onNull == "gives null" }.map(\.name))
  func nullGivesNull(_ name: String) throws {
    let page = try #require(FunctionPage.named(name))
    let arguments = ["null"] + page.signatures[0].split(separator: ",").dropFirst().map { _ in "null" }
    #expect(FormulaValue.flow("\(name)(\(arguments.joined(separator: ", ")))").isNull)
  }

  /// `REWRITE=1 swift test --filter FunctionPageTests` writes the tables anew.
  @Test func theReferenceIsWhatTheDeclarationsSay() throws {
    let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../grammar/formulas.md").standardizedFileURL
    let found = try String(contentsOf: file, encoding: .utf8)
    var wanted = found
    for (name, table) in [("libraries", FunctionPage.librariesMarkdown), ("functions", FunctionPage.markdown)] {
      let begin = "<!-- \(name): begin -->\n"
      let start = try #require(wanted.range(of: begin)).upperBound
      let end = try #require(wanted.range(of: "<!-- \(name): end -->")).lowerBound
      wanted.replaceSubrange(start..<end, with: table)
    }
    if ProcessInfo.processInfo.environment["REWRITE"] != nil { try wanted.write(to: file, atomically: true, encoding: .utf8) }
    #expect(found == wanted || ProcessInfo.processInfo.environment["REWRITE"] != nil, "grammar/formulas.md is stale: run this test with REWRITE=1")
  }
}
