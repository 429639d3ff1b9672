import Diagnostics
import FlowCheck
import Foundation
import Testing

/// Each page of a finding says what the checker does: its bad example has the finding, its good one has none at all.
@Suite struct DiagnosticPageTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL

  /// Findings about a finding: it is told too.
  static let companions = [540: 128, 543: 419]

  @Test(arguments: DiagnosticPages.codes.map(\.number))
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

  /// The catalogues list their codes as `case .name: 123`.
  @Test func everyCodeHasOneMeaningAndAPage() throws {
    var owners: [Int: String] = [:]
    for module in ["FlowSyntax", "FlowCheck"] {
      let folder = Self.root.appendingPathComponent("Sources/\(module)/Messages")
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        for match in text.matches(of: /case \.(\w+): (\d+)\n/) {
          let number = try #require(Int(match.2))
          #expect(owners.updateValue("\(name) \(match.1)", forKey: number) == nil, "\(number) has two meanings")
        }
      }
    }
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
