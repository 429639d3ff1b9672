import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Testing

/// The flows that the language was drawn up with are checked without a finding where nothing is known of their objects.
@Suite struct DraftCheckTests {
  @Test(arguments: [
    "sync-health-scores", "closed-won-handoff", "renewal-opportunities", "sync-accounts", "sync-contacts", "escalate-risk-ctas", "nps-to-salesforce",
    "opportunity-stage-ctas",
  ]) func isChecked(_ name: String) throws {
    let bytes = try #require(readFile(draft(name)))
    let context = ProjectContext(
      settings: ["renewal_days": .scalar(.int(120))],
      readFile: { path in
        switch path {
        case "tables/csm.csv": Array("territory,tier,email,template\nEMEA,Growth,a@b.c,t1\n".utf8)
        case "tables/stage_ctas.csv": Array("opp_type,stage,name,type,reason,priority\nNew,Won,n,t,r,p\n".utf8)
        default: nil
        }
      })
    let findings = Findings()
    let flow = FlowChecker.load(SourceFile(name: name, bytes: bytes), in: context, into: findings)
    // Outside a project no connection has a stamp field, so a `create` without `match` is told of.
    let other = findings.sorted.filter { $0.code != 509 }
    #expect(TextReport().render(other) == "")
    #expect(flow != nil || name == "escalate-risk-ctas" || name == "nps-to-salesforce")
  }
}

/// The path of a draft.
func draft(_ name: String, _ here: String = #filePath) -> String {
  let tests = here[..<(here.lastIndex(of: "/") ?? here.startIndex)]
  return tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)] + "/FlowSyntax/Drafts/\(name).yaml"
}
