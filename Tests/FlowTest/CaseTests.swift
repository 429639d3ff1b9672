import CEL
import Calls
import Diagnostics
import FlowCheck
import FlowEngine
import FlowTest
import Journal
import Testing

/// Cases: what holds passes, and what does not is shown with the step and the values behind it.
@Suite struct CaseTests {
  @Test func whatHoldsPasses() throws {
    let results = TestRun().run([try Workshop.subject()])
    #expect(results.map(\.name) == ["low", "high"])
    #expect(results.flatMap(\.differences).map { "\($0.subject): \($0.expected) \($0.actual)" } == [])
  }

  static let wrong: [(from: String, to: String, subject: String, actual: String, step: String)] = [
    ("outcomes: { done: 1 }", "outcomes: { done: 2 }", "outcomes done", "1", ""),
    ("outcomes: { done: 1 }", "outcomes: { skipped: 1 }", "outcomes done", "1", ""),
    ("crm: { write: 2 }", "crm: { write: 1 }", "calls crm write", "2", ""),
    ("Score__c: 42, P", "Score__c: 43, P", "records crm.Account 001000000000001AAA, Score__c", "42", "write"),
    ("Phone: down", "Phone: up", "records crm.Account 001000000000001AAA, Phone", "\"down\"", "write"),
    ("ActivityDate: 2026-03-15", "ActivityDate: 2026-03-16", "records crm.Task Task-3, ActivityDate", "\"2026-03-15\"", "task"),
    ("records: { crm.Task: [] }", "records: { crm.Task: [{ Subject: x }] }", "records crm.Task", "there is none", "task"),
    ("text: Low 42", "text: Low 43", "message 1, text", "Low 42", "tell"),
    ("messages: []", "messages: [{ to: ops }]", "message 1", "none was sent", "tell"),
    ("Tier__c: Gold }, plan", "Tier__c: Silver }, plan", "step account, Tier__c", "\"Gold\"", "account"),
    ("low: true", "low: false", "step plan, low", "true", "plan"),
    ("write: updated", "write: unchanged", "step write", "updated", "write"),
    ("task: not_run", "task: created", "step task", "not_run", "task"),
  ]

  @Test(arguments: wrong.indices)
  func whatDoesNotHoldIsShown(index: Int) throws {
    let wrong = Self.wrong[index]
    let text = Workshop.test.replacing(wrong.from, with: wrong.to, maxReplacements: 1)
    #expect(text != Workshop.test)
    let difference = try #require(TestRun().run([try Workshop.subject(text)]).flatMap(\.differences).first)
    #expect(difference.subject == wrong.subject)
    #expect(difference.actual == wrong.actual)
    #expect((difference.cause?.step ?? "") == wrong.step)
    #expect(difference.span != nil)
  }

  @Test func aFailureShowsTheLineOfTheFlowAndTheValues() throws {
    let text = Workshop.test.replacing("trend: down", with: "trend: up", maxReplacements: 1)
    let results = TestRun().run([try Workshop.subject(text)])
    let cause = try #require(results[0].differences.first?.cause)
    #expect(cause.span?.text == #"trend: =ifs(was.score == null, "new", was.score < coalesce(event.score, 0.0), "up", "down")"#)
    #expect(cause.values.map { "\($0.path) = \($0.value)" } == ["was.score = 71", "event.score = 42"])
    let lines = TestTextReport(colour: false).render(results).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.contains { $0.contains("scores.yaml:21:") })
  }

  @Test func valuesOfATransformAreThoseThatItGave() throws {
    let flow = Workshop.flow.replacing("word: =vlookup(tables.words, text(event.score))", with: "word: '=plan.low ? \"yes\" : \"no\"'")
      .replacing("tables:\n  words: { \"1\": one, \"2\": two }\n", with: "")
    let results = TestRun().run([try Workshop.subject(Workshop.test.replacing("word: null", with: "word: no"), flow: flow)])
    let difference = try #require(results.flatMap(\.differences).first)
    #expect(difference.subject == "step plan, word" && difference.actual == "\"yes\"")
    #expect(difference.cause?.values.map { "\($0.path) = \($0.value)" } == ["plan.low = true"])
  }

  @Test func aMissingRecordIsShownBesideTheNearest() throws {
    func actual(_ records: String) throws -> [String] {
      let text = Workshop.test.replacing(
        "crm.Task: [{ WhatId: 001000000000001AAA, Subject: Call Acme, ActivityDate: 2026-03-15 }]", with: "crm.Task: \(records)", maxReplacements: 1)
      return TestRun().run([try Workshop.subject(text)]).flatMap(\.differences).map(\.actual)
    }
    #expect(
      try actual("[{ Subject: Call Beta, WhatId: 001000000000002AAA }]") == [#"the only one: { Subject: "Call Acme", WhatId: "001000000000001AAA" }"#]
    )
    #expect(try actual("[{ Subject: Call Acme }, { Subject: Call Acme }]") == ["the only one is another row's"])
    #expect(try actual("[{ Id: 00T000000000009AAA }]") == ["none has that Id"])
  }

  private func run(_ faults: String, _ more: String = "", expect: String) throws -> [String] {
    let text = """
      test: scores
      clock: 2026-03-14T09:00:00Z
      world: { crm.Account: [{ Id: 001000000000001AAA, Name: Acme }] }
      cases:
        - name: it
          events: [{ webhook: { name: Acme, id: D1, score: 42, at: "2026-03-14T08:59:00Z" } }\(more)]
          faults: [\(faults)]
          expect: \(expect)
      """
    return TestRun().run([try Workshop.subject(text)]).flatMap(\.differences).map { "\($0.subject): \($0.actual)" }
  }

  static let written = "records: { crm.Account: [{ Id: 001000000000001AAA, Score__c: 42 }], crm.Task: [{ Subject: Call Acme }] }"

  @Test(arguments: [
    "{ at: find, is: rate_limit }", "{ at: write, is: rate_limit, for: 2h }", "{ at: write, is: timeout_after_commit }",
    "{ at: write, is: timeout_after_commit, call: 2 }", "{ at: write, is: partial_batch }", "{ at: find, is: maintenance, for: 8h }",
    "{ at: write, is: maintenance, call: 2, connection: crm }", "{ at: notify, is: maintenance }",
    "{ at: write, is: partial_batch }, { at: find, is: rate_limit, call: 2 }",
  ])
  func faultsCostTimeOnly(fault: String) throws {
    #expect(try run(fault, expect: "{ outcomes: { done: 1 }, exact: false, \(Self.written), messages: [{ text: Low 42 }] }") == [])
  }

  @Test func aDuplicateIsDropped() throws {
    let expect = "{ outcomes: { done: 1, skipped: { repeated: 1 } }, \(Self.written), calls: { crm: { write: 2 } } }"
    #expect(try run("{ at: delivery, is: duplicate_delivery }", expect: expect) == [])
  }

  /// A message without an answer is sent again: two are better than none, and the test can see it.
  @Test func aMessageWithoutAnAnswerIsSentAgain() throws {
    let expect = "{ outcomes: { done: 1 }, calls: { slack: { notify: 2 } }, messages: [{ text: Low 42 }, { text: Low 42 }] }"
    #expect(try run("{ at: notify, is: timeout_after_commit }", expect: expect) == [])
  }

  /// What is refused for good is a dead letter, or goes on where the step says so.
  @Test func whatIsRejectedIsNotTriedAgain() throws {
    let dead = "{ outcomes: { dead: { rejected: 1 } }, calls: { crm: { write: 1 } }, messages: [] }"
    #expect(try run("{ at: write, is: rejected }", expect: dead) == [])
    #expect(try run("{ at: notify, is: rejected }", expect: "{ outcomes: { dead: { rejected: 1 } }, calls: { slack: { notify: 1 } } }") == [])
  }

  @Test func aPolledRecordIsPutIntoTheWorldFirst() throws {
    let poll = ", { poll: { Id: 001000000000001AAA, Score__c: 7 }, after: 10m }"
    #expect(try run("", poll, expect: "{ outcomes: { done: 2 }, steps: { plan: [{ trend: new }, { trend: down }] } }") == [])
  }

  @Test func settingsOfACaseHold() throws {
    let text = Workshop.test.replacing("- name: low", with: "- name: low\n    settings: { limit: 10 }")
    let results = TestRun().run([try Workshop.subject(text)])
    #expect(results[0].differences.contains { $0.subject == "step plan, low" && $0.actual == "false" })
    #expect(results[1].passed)
  }

  @Test func failFastLeavesOutWhatComesAfter() throws {
    let text = Workshop.test.replacing("Score__c: 42, P", with: "Score__c: 43, P")
    let results = TestRun(failsFast: true).run([try Workshop.subject(text)])
    #expect(results.map(\.wasRun) == [true, false])
    #expect(TestRun(filter: "HIGH").run([try Workshop.subject(text)]).map(\.name) == ["high"])
  }

  /// The same each time, whatever the order in which cases come to run.
  @Test func resultsAreTheSameEachTime() throws {
    let text = Workshop.test.replacing("down", with: "up").replacing("done: 1", with: "done: 3")
    let subject = try Workshop.subject(text)
    let first = TestTextReport(colour: false).render(TestRun().run([subject, subject, subject]))
    for _ in 0..<20 { #expect(TestTextReport(colour: false).render(TestRun().run([subject, subject, subject])) == first) }
  }

  @Test func namesOfReasonsAreTheEngines() {
    let skips: [SkipReason] = [
      .repeated, .unchanged, .when, .once, .superseded, .before, .noMatch(step: ""), .manyMatches(step: ""), .step("", reason: ""),
    ]
    #expect(skips.map(\.code) == CheckedTest.skipReasons)
    #expect(DeadReason.Kind.allCases.map(\.rawValue) == CheckedTest.deadReasons)
    #expect(Set(StepOutcome.allCases.map(\.rawValue)).union(["not_run"]) == Set(CheckedTest.stepOutcomes))
  }
}
