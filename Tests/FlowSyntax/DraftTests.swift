import Diagnostics
import FlowSyntax
import Testing

/// The flows that the language was drawn up with parse without a finding.
@Suite struct DraftTests {
  static let names = [
    "sync-health-scores", "closed-won-handoff", "renewal-opportunities", "sync-accounts", "sync-contacts", "escalate-risk-ctas",
    "nps-to-salesforce", "opportunity-stage-ctas",
  ]

  @Test(arguments: names) func parses(_ name: String) throws {
    let bytes = try #require(readFile(beside("Drafts/\(name).yaml")))
    let findings = Findings()
    let flow = FlowParser.parse(SourceFile(name: "flows/\(name).yaml", bytes: bytes), into: findings)
    #expect(TextReport().render(findings.sorted) == "")
    #expect(flow.name == name)
    #expect(!flow.triggers.isEmpty)
    #expect(flow.steps.allSatisfy { $0.verb != nil && $0.id != nil })
  }

  @Test func theProjectsOwnFilesParse() throws {
    let findings = Findings()
    for name in ["sync-health-scores", "flowrun"] {
      let bytes = try #require(readFile(beside("../../flows/\(name).yaml")))
      let file = SourceFile(name: name, bytes: bytes)
      if name == "flowrun" {
        #expect(!ProjectParser.parse(file, into: findings).connections.isEmpty)
      } else {
        #expect(FlowParser.parse(file, into: findings).isWhole)
      }
    }
    #expect(TextReport().render(findings.sorted) == "")
  }

  @Test func projectParses() throws {
    let bytes = try #require(readFile(beside("Drafts/flowrun.yaml")))
    let findings = Findings()
    let project = ProjectParser.parse(SourceFile(name: "flowrun.yaml", bytes: bytes), into: findings)
    #expect(TextReport().render(findings.sorted) == "")
    #expect(project.connections.map(\.name.value) == ["salesforce", "gainsight", "slack", "mail"])
    let salesforce = try #require(project.connections.first)
    #expect(salesforce.option("auth.jwt.key")?.value.pieces == [.file("sf.pem")])
    #expect(salesforce.option("url")?.value.pieces == [.environment("SF_URL")])
    #expect(salesforce.limits?.share?.value == 0.6)
    #expect(salesforce.stamp.map { "\($0.object.value).\($0.field.value)" } == ["Task.Flow_Key__c"])
    #expect(project.retry?.total?.value == 86_400)
    #expect(project.settings.map(\.value) == [.scalar(.string("Task")), .scalar(.int(120))])
    #expect(project.lint?.ignore.first?.code.value == FindingCode(412))
  }

  @Test func everyFormulaIsWhereItIsWritten() throws {
    for name in Self.names {
      let bytes = try #require(readFile(beside("Drafts/\(name).yaml")))
      let findings = Findings()
      let flow = FlowParser.parse(SourceFile(name: name, bytes: bytes), into: findings)
      let formulas = flow.triggers.flatMap { $0.event ?? [] }.flatMap(\.value.formulas) + (flow.when?.formulas ?? [])
      for formula in formulas { #expect(formula.span.text == formula.text) }
    }
  }
}
