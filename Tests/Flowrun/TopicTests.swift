import ArgumentParser
import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import Testing

@testable import Flowrun

/// What `flowrun explain`, `flowrun graph` and `flowrun manual` say.
@Suite struct TopicTests {
  @Test func everyCodeConstructKeyAndFunctionHasAPage() {
    for code in DiagnosticPages.codes { #expect(Topic.pages("\(code)").first?.hasPrefix("# \(code): ") == true) }
    for construct in Constructs.all {
      #expect(Topic.pages(construct.name).first?.hasPrefix("# \(construct.name)\n") == true)
      for key in construct.keys { #expect(Topic.pages(key.name).contains { $0.contains(key.name) }) }
    }
    for function in FunctionPage.all { #expect(Topic.pages(function.name).contains { $0.contains(function.summary) }) }
    #expect(Topic.pages("112") == Topic.pages("flow0112"))
    #expect(Topic.pages("nothing_of_the_kind").isEmpty)
    #expect(Topic.nearest(to: "upsrt").contains("`upsert`"))
  }

  @Test func theManualHasEveryCommand() {
    let text = ManualPage.text
    for command in Flowrun.configuration.subcommands where command.configuration.shouldDisplay {
      #expect(text.contains(".SS \"flowrun \(command.configuration.commandName ?? "")\"\n"))
    }
    let macros = [".TH", ".SH", ".SS", ".TP", ".B", ".I", ".nf", ".fi"]
    for line in text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(macros.contains(String(line.split(separator: " ")[0])))
    }
  }

  private func graph(_ steps: String) -> FlowGraph {
    let text = "flowrun: 1\ntrigger:\n  - { poll: a.B, every: 1h }\nwhen: =event.x > 1\nsteps:\n" + steps
    let findings = Findings()
    let flow = FlowParser.parse(SourceFile(name: "one.yaml", text: text), into: findings)
    #expect(findings.isEmpty)
    return FlowGraph([flow])
  }

  @Test func branchesGoOnAndEndsDoNot() {
    let graph = graph(
      """
        - { id: no, when: '=event.name == "a"', skip: nothing }
        - id: find
          lookup: a.C
          match: { Id: =event.id }
          on_none: skip
        - id: people
          for_each: =event.people
          as: person
          do:
            - { id: one, update: a.D, match: { Id: =person.id }, set: { Name: x } }
      """)
    let ways = graph.edges.map { "\($0.from)\($0.isData ? "~" : "-")\($0.label)>\($0.to)" }
    #expect(
      ways == [
        "r1~>f1_t1", "f1_t1->f1_when", "f1_when-no>f1_skipped", "f1_when-yes>f1_s1_when", "f1_s1_when-yes>f1_s1", "f1_s1_when-no>f1_s2",
        "r2~>f1_s2", "f1_s2-none found>f1_skipped", "f1_s2->f1_s4", "f1_s4~>r3", "f1_s4->f1_done",
      ])
    #expect(graph.flows[0].frames.map(\.label) == ["people: for each of event.people"])
    let text = GraphText(graph: graph)
    #expect(text.mermaid.contains("f1_s1_when{\"event.name == #quot;a#quot;\"}"))
    #expect(text.mermaid.contains("f1_when{\"event.x #gt; 1\"}"))
    #expect(text.dot.contains("f1_s1_when [label=\"event.name == \\\"a\\\"\", shape=diamond];"))
    for language in [text.mermaid, text.dot] {
      for edge in graph.edges { #expect(language.contains("\(edge.from) -")) }
    }
  }
}
