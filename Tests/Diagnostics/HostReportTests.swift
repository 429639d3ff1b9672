import Diagnostics
import Foundation
import Testing

/// What code hosts read.
@Suite struct HostReportTests {
  private struct Fact: FindingFact {
    var code: FindingCode = 123
    var severity = Severity.error
    let message = "50% is wrong."
    let hint: String? = "Write it right."
  }

  private struct Log: Decodable {
    struct Run: Decodable {
      struct Tool: Decodable {
        struct Driver: Decodable {
          struct Rule: Decodable { var id: String }
          var name: String
          var version: String
          var rules: [Rule]
        }
        var driver: Driver
      }
      var tool: Tool
      var columnKind: String
      var results: [Result]
    }
    struct Text: Decodable { var text: String }
    struct Region: Decodable, Equatable { var startLine, startColumn, endLine, endColumn: Int }
    struct Artifact: Decodable { var uri: String }
    struct Place: Decodable {
      struct Physical: Decodable {
        var artifactLocation: Artifact
        var region: Region
      }
      var physicalLocation: Physical
      var message: Text?
    }
    struct Result: Decodable {
      struct Fix: Decodable {
        struct Change: Decodable {
          struct Replacement: Decodable {
            var deletedRegion: Region
            var insertedContent: Text
          }
          var artifactLocation: Artifact
          var replacements: [Replacement]
        }
        var description: Text
        var artifactChanges: [Change]
      }
      var ruleId: String
      var ruleIndex: Int
      var level: String
      var message: Text
      var locations: [Place]
      var relatedLocations: [Place]?
      var fixes: [Fix]?
    }
    var version: String
    var runs: [Run]
  }

  private func log(_ findings: [Finding]) throws -> Log {
    try JSONDecoder().decode(Log.self, from: Data(SARIFReport(version: "1.2.3").render(findings).utf8))
  }

  @Test func sarifNamesRulesPlacesAndFixes() throws {
    let file = SourceFile(name: "my flows/a.yaml", text: "日本é: bad\nnext\n")
    let start = Array(file.bytes.indices).first { file.bytes[$0...].starts(with: Array("bad".utf8)) } ?? 0
    let span = file.span(start..<start + 3)
    let findings = [
      Finding(Fact(code: 200, severity: .warning), at: file.span(0..<3)),
      Finding(
        Fact(), at: span, labels: [.init("the next", at: file.span(start + 4..<start + 8))], fix: Fix("Mend it.", replace: span, with: "good\n")),
    ]
    let log = try log(findings)
    let run = try #require(log.runs.first)
    #expect(log.version == "2.1.0")
    #expect(run.columnKind == "unicodeCodePoints")
    #expect(run.tool.driver.version == "1.2.3")
    #expect(run.tool.driver.rules.map(\.id) == ["FLOW0123", "FLOW0200"])
    for result in run.results { #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId) }
    #expect(run.results.map(\.level) == ["warning", "error"])
    let bad = run.results[1]
    let region = Log.Region(startLine: 1, startColumn: 6, endLine: 1, endColumn: 9)
    #expect(bad.message.text == "50% is wrong.\nWrite it right.")
    #expect(bad.locations[0].physicalLocation.region == region)
    #expect(bad.locations[0].physicalLocation.artifactLocation.uri == "my%20flows/a.yaml")
    #expect(bad.relatedLocations?.first?.physicalLocation.region.startLine == 2)
    #expect(bad.relatedLocations?.first?.message?.text == "the next")
    let change = try #require(bad.fixes?.first?.artifactChanges.first)
    #expect(change.replacements[0].deletedRegion == region)
    #expect(change.replacements[0].insertedContent.text == "good\n")
    #expect(run.results[0].fixes == nil)
  }

  @Test func sarifOfNothingIsARunWithoutResults() throws {
    let log = try log([])
    #expect(log.runs.count == 1)
    #expect(log.runs[0].results.isEmpty)
  }

  @Test func gitHubCommandsAreEscaped() {
    let file = SourceFile(name: "a,b:c.yaml", text: "bad line\nnext\n")
    let one = GitHubReport().render([Finding(Fact(), at: file.span(0..<3))])
    #expect(
      one == "::error file=a%2Cb%3Ac.yaml,line=1,endLine=1,col=1,endColumn=3,title=FLOW0123::50%25 is wrong.%0AWrite it right.\n")
    let several = GitHubReport().render([Finding(Fact(severity: .note), at: file.span(0..<12))])
    #expect(several.hasPrefix("::notice file=a%2Cb%3Ac.yaml,line=1,endLine=2,title=FLOW0123::"))
    #expect(GitHubReport().render([]).isEmpty)
  }
}
