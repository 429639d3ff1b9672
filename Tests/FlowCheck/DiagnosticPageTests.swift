import Diagnostics
import FlowCheck
import Foundation
import Testing

/// Each page of a finding says what the checker does: its bad example has the finding, its good one has none at all.
@Suite struct DiagnosticPageTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL

  /// What the program alone finds: `LoaderPageTests` tries their examples.
  static let ofPrograms = 460...463

  /// Findings about a finding: it is told too.
  static let companions = [540: 128, 543: 419]

  @Test(arguments: DiagnosticPages.codes.map(\.number).filter { !ofPrograms.contains($0) })
  func theExamplesAreTrue(code number: Int) throws {
    let page = try #require(DiagnosticPages.page(code: FindingCode(number)))
    let bad = try #require(Self.example("Bad", page)).findings
    #expect(bad.contains { $0.code.number == number }, "\(TextReport().render(bad))")
    #expect(bad.allSatisfy { $0.code.number == number || $0.code.number == Self.companions[number] }, "\(TextReport().render(bad))")
    let good = try #require(Self.example("Good", page)).findings
    #expect(good.isEmpty, "\(TextReport().render(good))")
  }

  @Test func thePagesAreThoseOfTheFolder() throws {
    let folder = Self.root.appendingPathComponent("grammar/diagnostics")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("FLOW") }.sorted()
    #expect(names == DiagnosticPages.codes.map { "\($0).md" })
    for code in DiagnosticPages.codes {
      let text = try String(contentsOf: folder.appendingPathComponent("\(code).md"), encoding: .utf8)
      #expect(DiagnosticPages.page(code: code) == text, "run make generate")
      #expect(text.hasPrefix("# \(code): "))
    }
  }

  /// The catalogues, of whatever module, list their codes as `case .name: 123`.
  @Test func everyCodeHasOneMeaningAndAPage() throws {
    var owners: [Int: String] = [:]
    var catalogues = 0
    let sources = Self.root.appendingPathComponent("Sources")
    for case let path as String in try #require(FileManager.default.enumerator(atPath: sources.path)) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      guard text.contains(/: FindingFact \{/) else { continue }
      catalogues += 1
      for match in text.matches(of: /case \.(\w+): (\d+)\n/) {
        let number = try #require(Int(match.2))
        #expect(owners.updateValue("\(path) \(match.1)", forKey: number) == nil, "\(number) has two meanings")
      }
    }
    #expect(catalogues >= 11)
    owners[403] = "NameMessages.swift unlistedField"
    #expect(owners.count > 100)
    #expect(owners.keys.sorted() == DiagnosticPages.codes.map(\.number))
  }

  static func example(_ title: String, _ page: String) -> ExampleFiles? {
    guard let heading = page.range(of: "## \(title)\n"), let open = page.range(of: "```yaml\n", range: heading.upperBound..<page.endIndex),
      let close = page.range(of: "\n```", range: open.upperBound..<page.endIndex)
    else { return nil }
    return ExampleFiles(text: String(page[open.upperBound..<close.lowerBound]))
  }
}
