import CEL
import Calls
import FlowCheck
import OrderedCollections
import Testing

@testable import FlowEngine

/// What is told of an event afterwards is what was.
@Suite struct RetellingTests {
  private static let steps = """
      - id: width
        transform: { twice: =event.n * 2, name: '=width.twice > 10 ? "big" : "small"' }
      - id: account
        lookup: salesforce.Account
        match: { Id: =event.account }
      - id: never
        when: =width.name == "small"
        skip: too small
      - id: tasks
        for_each: =event.tags
        as: tag
        do:
          - id: task
            create: salesforce.Task
            set: { Subject: "${tag} of ${account.Name}", WhatId: =account.Id }
      - id: write
        update: salesforce.Account
        match: { Id: =event.account }
        set: { Phone: '=text(size(tasks)) + width.name + coalesce(outcome(account), "")' }
    """

  /// The event as the journal keeps it.
  private func stored(_ shell: Shell, _ about: String, n: Int64, tags: [Value], results: [StepResult]) -> OpenEvent {
    OpenEvent(
      id: 1, flow: "steps", version: shell.flows[0].version, source: 0, about: about, key: about, at: shell.now, acceptedAt: shell.now,
      event: ["id": .string(about), "account": .string(accountID(2)), "n": .int(n), "tags": .list(tags)], was: .null, reading: 1, changed: [],
      retry: nil, results: results)
  }

  /// A write's formulas, evaluated with the values that are told before it.
  private func set(_ step: CheckedStep, _ told: Retelling.Told) -> Record {
    Record(uniqueKeysWithValues: (step.verb.write?.set ?? []).map { ($0.path, $0.value.evaluate(told.before)) })
  }

  @Test func formulasGiveWhatWasWritten() throws {
    let shell = try StepTests.shell(Self.steps)
    shell.send([StepTests.row("1", account: 2, n: 7, tags: ["a", "b", "a"])])
    shell.finish()
    let end = try #require(shell.ends.first)
    #expect(end.ending == .done)
    let told = Retelling(stored(shell, "1", n: 7, tags: ["a", "b", "a"], results: end.steps), of: shell.flows[0])

    #expect(told.steps.map(\.key.step) == ["width", "account", "never", "tasks", "task", "task", "task", "write"])
    #expect(told.steps.first { $0.key.step == "never" }?.condition == .bool(false))
    let flattened = Plan.flattened(shell.flows[0].steps)
    let task = try #require(flattened.first { $0.id == "task" }), write = try #require(flattened.first { $0.id == "write" })
    #expect(told.steps.filter { $0.key.step == "task" }.map { set(task, $0)["Subject"] } == ["a of A2", "b of A2", "a of A2"])
    #expect(told.steps.filter { $0.key.step == "task" }.compactMap(\.result?.outcome) == [.created, .created, .created])
    let last = try #require(told.steps.last)
    #expect(set(write, last) == shell.writes.last?.records.first?.fields)
    #expect(set(write, last)["Phone"] == "3bigfound")
  }

  @Test func nothingIsToldOfWhatDidNotRun() throws {
    let shell = try StepTests.shell(Self.steps)
    shell.send([StepTests.row("1", account: 2, n: 1)])
    shell.finish()
    let end = try #require(shell.ends.first)
    #expect(end.ending.reason == "too small")
    let told = Retelling(stored(shell, "1", n: 1, tags: [], results: end.steps), of: shell.flows[0])
    #expect(told.steps.map(\.key.step) == ["width", "account", "never"])
    #expect(told.steps.last?.condition == .bool(true) && told.steps.last?.after == nil)

    // Before its first call.
    let open = Retelling(stored(shell, "1", n: 7, tags: [], results: []), of: shell.flows[0])
    #expect(open.steps.map(\.key.step) == ["width", "account"])
    #expect(open.steps.last?.after == nil)
  }
}
