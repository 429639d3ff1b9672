import CEL
import Calls
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowSyntax
import FlowTest
import OrderedCollections
import Schema
import Synchronization
import Testing

/// Cases over a recording: systems that answer later, on any thread, and refuse what they have not heard before.
@Suite struct RecordingTests {
  private static let flow = Workshop.flow.replacing("every: 10m", with: "every: 10m, start: all")

  /// Answers as the memory connector does, after other tasks had their turn.
  private struct Target: CallTarget {
    let system: MemoryConnector
    let refused: Refusals

    private func turn() async {
      await Task.yield()
      _ = try? await refused.login.session()
    }

    func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
      await turn()
      if call.keys.contains(where: { $0.contains(.string("nobody")) || $0.contains(.string("Nobody")) }) {
        refused.note("The recording has no such request.\n- Acme\n+ Nobody")
        throw CallFailure(.rejected, code: "not_recorded", message: "not recorded")
      }
      return try system.answer(call)
    }

    func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
      await turn()
      return try system.answer(call)
    }

    func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
      await turn()
      return try system.answer(call)
    }

    func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
      await turn()
      return NotifyAnswer(id: "m1")
    }

    func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer { OperationAnswer(value: .null) }
  }

  private final class Refusals: Sendable {
    private let texts = Mutex<[String]>([])
    let login = Login<Int> { .success(1) }
    var all: [String] { texts.withLock { $0 } }
    func note(_ text: String) { texts.withLock { $0.append(text) } }
  }

  static let started = Timestamp("2026-03-14T08:00:00Z")

  private func subject(_ cases: String) throws -> TestSubject {
    let findings = Findings()
    var context = Workshop.context
    context.readFile = { $0 == "a.exchanges.yaml" ? [1] : nil }
    let flow = FlowParser.parse(SourceFile(name: "scores.yaml", text: Self.flow), into: findings)
    let checkedFlow = FlowChecker.check(flow, in: context, into: findings)
    let test = TestParser.parse(
      SourceFile(name: "scores.test.yaml", text: "test: scores\nrecording: a.exchanges.yaml\ncases:\n\(cases)"), into: findings)
    let checked = TestChecker.check(test, flow: checkedFlow, flows: ["scores"], in: context, into: findings)
    guard let checked else { throw Workshop.Broken(findings: findings.sorted.map { "\($0.span.start.line): \($0.message)" }) }
    let schema = ConnectionSchema([Workshop.account, Workshop.task])
    let world = RecordedWorld(started: Self.started ?? checked.cases[0].clock, journal: "recording") { _, start, now in
      let system = MemoryConnector(schema: schema, now: start)
      for (id, name) in [("001000000000001AAA", "Acme"), ("001000000000002AAA", "Beta")] {
        system.insert(["Id": .string(id), "Name": .string(name), "Score__c": .int(7)], into: "Account")
      }
      let refused = Refusals()
      return RecordedWorld.Play(
        targets: [
          "crm": Target(system: system, refused: refused), "slack": Target(system: system, refused: refused),
        ]
      ) { refused.all }
    }
    return TestSubject(checked, flow: flow, context: context, recordings: ["a.exchanges.yaml": world])
  }

  private func told(_ results: [CaseResult]) -> [String] { results.flatMap(\.differences).map { "\($0.subject): \($0.expected) | \($0.actual)" } }

  @Test func connectorsThatAnswerLaterGiveOutcomesRecordsAndMessages() throws {
    let results = TestRun().run([
      try subject(
        """
          - name: rows of one moment come together
            events:
              - { webhook: { name: Acme, score: 42, at: "2026-03-14T08:59:00Z" } }
              - { webhook: { name: Beta, score: 41, at: "2026-03-14T08:59:00Z" }, after: 0s }
            expect:
              outcomes: { done: 2 }
              calls: { crm: { find: 1, write: 2 }, slack: { notify: 2 } }
              records:
                crm.Account: [{ Id: 001000000000001AAA, Name: Acme, Score__c: 42, Phone: new }, { Id: 001000000000002AAA, Score__c: 41 }]
                crm.Task: [{ Subject: Call Acme, ActivityDate: 2026-03-15 }, { Subject: Call Beta }]
              messages: [{ text: Low 42 }, { text: Low 41 }]
          - name: one after the other they do not
            events:
              - { webhook: { name: Acme, score: 42, at: "2026-03-14T08:59:00Z" } }
              - { webhook: { name: Beta, score: 41, at: "2026-03-14T08:59:00Z" } }
            expect: { outcomes: { done: 2 }, calls: { crm: { find: 2 } } }
        """)
    ])
    #expect(told(results) == [])
  }

  @Test func aPollBringsWhatTheRecordingHolds() throws {
    let results = TestRun().run([
      try subject("  - { name: all, events: [{ poll: {} }], expect: { outcomes: { done: 2 }, steps: { plan: { low: true } } } }")
    ])
    #expect(told(results) == [])
  }

  /// The clock is the recording's, unless the test says another.
  @Test func theClockIsTheRecordings() throws {
    let event = #"events: [{ webhook: { name: Acme, score: 42, at: "2026-03-14T07:59:00Z" } }]"#
    let results = TestRun().run([
      try subject(
        """
          - { name: its own, \(event), expect: { records: { crm.Task: [{ ActivityDate: 2026-03-15 }] } } }
          - { name: another, clock: "2026-05-01T00:00:00Z", \(event), expect: { records: { crm.Task: [{ ActivityDate: 2026-05-02 }] } } }
        """)
    ])
    #expect(told(results) == [])
  }

  @Test func whatIsNotRecordedFailsTheCaseWithTheDifference() throws {
    let event = #"events: [{ webhook: { name: Nobody, score: 42, at: "2026-03-14T07:59:00Z" } }]"#
    let results = TestRun().run([try subject("  - { name: other, \(event), expect: { outcomes: { dead: 1 } } }")])
    #expect(told(results) == ["request: one of `a.exchanges.yaml` | The recording has no such request."])
    let difference = try #require(results[0].differences.first)
    #expect(difference.detail == ["- Acme", "+ Nobody"])
    #expect(difference.cause?.step == "account")
    #expect(TestTextReport(colour: false).render(results).contains("\n    + Nobody\n"))
    #expect(TestJSONReport().render(results).contains(#""detail":["- Acme","+ Nobody"]"#))
  }

  /// Many at once, from threads of the pool: none waits for another's.
  @Test func casesRunBesideEachOther() async throws {
    let event = #"events: [{ webhook: { name: Acme, score: 42, at: "2026-03-14T07:59:00Z" } }]"#
    let cases = (0..<40).map { "  - { name: c\($0), \(event), expect: { outcomes: { done: 1 } } }" }.joined(separator: "\n")
    await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { (try? self.subject(cases)).map { self.told(TestRun().run([$0])) } ?? ["broken"] } }
      for await found in group { #expect(found == []) }
    }
  }

  @Test func aCasesOwnRecordsStandInsteadOfTheRecording() throws {
    let event = #"events: [{ webhook: { name: Own, score: 42, at: "2026-03-14T07:59:00Z" } }]"#
    let world = "world: { crm.Account: [{ Id: 001000000000009AAA, Name: Own }] }"
    let results = TestRun().run([
      try subject("  - { name: own, \(world), \(event), expect: { outcomes: { done: 1 }, records: { crm.Account: [{ Name: Own, Score__c: 42 }] } } }")
    ])
    #expect(told(results) == [])
  }
}
