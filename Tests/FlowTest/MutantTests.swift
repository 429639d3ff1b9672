import CEL
import Diagnostics
import FlowSyntax
import FlowTest
import Testing

/// What tests say to the mutants of a flow.
@Suite struct MutantTests {
  static let flow = """
    flowrun: 1
    trigger:
      - webhook: crm
        event: { name: =text(row.name), score: =number(row.score) }
    when: =event.score != null
    about: =event.name
    steps:
      - id: write
        update: crm.Account
        match: { Name: =event.name }
        set:
          Score__c: =event.score
          Phone: fixed
    """

  static let weak = """
    test: scores
    world: { crm.Account: [{ Id: 001000000000001AAA, Name: Acme }, { Id: 001000000000002AAA, Name: Twin }, { Id: 001000000000003AAA, Name: Twin }] }
    cases:
      - name: a score
        events: [{ webhook: { name: Acme, score: 42 } }]
        expect: { records: { crm.Account: [{ Id: 001000000000001AAA, Score__c: 42 }] } }
    """

  static let strong =
    weak.replacing("Score__c: 42 }", with: "Score__c: 42, Phone: fixed }") + """

        - name: what is not written
          events: [{ webhook: { name: Acme } }, { webhook: { name: Nobody, score: 1 } }, { webhook: { name: Twin, score: 1 } }]
          expect: { outcomes: { skipped: { when: 1 }, dead: { no_match: 1, many_matches: 1 } } }
      """

  private func run(_ test: String, flow: String = MutantTests.flow) throws -> MutantRun {
    let subject = try Workshop.subject(test, flow: flow)
    #expect(TestRun().run([subject]).flatMap(\.differences).map { "\($0.subject): \($0.actual)" } == [])
    return MutantRun(subject)
  }

  @Test func weakTestsLetJustTheseLive() throws {
    let run = try run(Self.weak)
    #expect(
      run.survivors.map { "\($0.line) \($0.name): \($0.becomes)" } == [
        "5 flow drop-condition: left out", "10 write change-policy on_none: on_none: skip", "10 write change-policy on_many: on_many: skip",
        "13 write drop-field Phone: left out", "13 write change-text Phone: `x` at its end",
      ])
    #expect(run.killed == 4)
    #expect(MutantRun.words([run]) == "44.4 %")
  }

  /// What formulas rely on and what a record must have is not left out, but changed.
  @Test func whatCannotBeLeftOutIsChanged() throws {
    let made = """

        - id: made
          create: crm.Account
          match: { Name: '="Made " + coalesce(event.name, "")' }
          set: { Name: '="Made " + coalesce(event.name, "")', Tier__c: Gold }
      """
    let flow = Self.flow.replacing("Score__c: =event.score", with: "Score__c: =event.score + 1.0") + made
    let run = try run(Self.weak.replacing("Score__c: 42 }", with: "Score__c: 43 }"), flow: flow)
    let shown = Dictionary(uniqueKeysWithValues: run.mutants.map { ($0.mutant.name, $0.mutant.becomes) })
    #expect(shown["flow drop-condition"] == "when: =(event.score != null) && 1 == 2")
    #expect(shown["made drop-field Name"] == #"Name: =("Made " + coalesce(event.name, "")) + "x""#)
    #expect(shown["made drop-field Tier__c"] == "left out")
    #expect(shown["write drop-strategy"] == "it matches nothing")
    #expect(run.mutants.first { $0.mutant.name == "flow drop-condition" }?.isKilled == true)
    // No case looks at the new record.
    #expect(run.survivors.contains { $0.name == "made drop-field Name" })
  }

  @Test func strongTestsKillAll() throws {
    let run = try run(Self.strong)
    #expect(run.survivors.map(\.name) == [])
    #expect(run.killed == 9)
  }

  @Test func namedOnesCountNeitherWay() throws {
    let named = """

      equivalent:
        - { mutant: write drop-field Phone, reason: a trigger of the system sets it }
        - { mutant: write drop-field Score__c, reason: it does not matter }
        - { mutant: write drop-field Fax, reason: a slip }
      """
    let run = try run(Self.weak + named)
    #expect(run.equivalent == 1)
    #expect(run.count == 8)
    #expect(!run.survivors.contains { $0.name == "write drop-field Phone" })
    // One that is killed, and one that is none.
    #expect(run.mistaken == ["write drop-field Score__c", "write drop-field Fax"])
    #expect(MutantRun.text([run]).contains("`equivalent:` names `write drop-field Fax`"))
  }

  @Test func aReasonIsNeeded() {
    let findings = Findings()
    let text = Self.weak + "\nequivalent: [{ mutant: write drop-field Phone }]\n"
    _ = TestParser.parse(SourceFile(name: "scores.test.yaml", text: text), into: findings)
    #expect(findings.sorted.contains { $0.severity == .error && $0.message.contains("reason") })
  }

  /// Each field, strategy, policy and condition of the bigger flow has one at least.
  @Test func everyPartHasAMutant() throws {
    let run = try run(Workshop.test, flow: Workshop.flow)
    let again = try self.run(Workshop.test, flow: Workshop.flow)
    #expect(run.survivors.map(\.name) == again.survivors.map(\.name))
    #expect(Set(run.survivors.map(\.name)).count == run.survivors.count)
    #expect(run.killed == again.killed)
    for name in ["account drop-strategy 2", "account swap-strategies 1 and 2", "account change-policy on_many", "tell change-policy on_error"] {
      #expect(run.survivors.contains { $0.name == name }, "\(run.survivors.map(\.name))")
    }
    #expect(run.killed >= 15, "\(run.killed)")
    #expect(MutantRun.text([run]).split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func operatorsInTextsAreLeftAlone() throws {
    let flow = Self.flow.replacing("event.score != null", with: "event.score != null && event.name != 'a == b'")
    let run = try run(Self.weak, flow: flow)
    #expect(run.killed + run.survivors.count == 11, "\(run.survivors.map(\.name))")
  }
}
