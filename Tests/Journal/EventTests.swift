import CEL
import FlowEngine
import Journal
import Testing

@Suite struct EventTests {
  @Test(arguments: StoreKind.allCases) func anAcceptedEventComesBackAsItWas(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let retry = RetryState(attempts: 2, spent: 1.5, due: moment(9000, nanos: 1), connection: "salesforce", reason: "down")
    var plain = event(1, key: nil)
    plain.about = nil
    plain.changed = []
    plain.at = Timestamp(seconds: Timestamp.maximumSeconds)!
    try await under.store.commit([.accept(plain), .accept(event(2)), .accept(event(3, retry: retry))])
    try await under.reopen()
    let rows = try await under.store.load(LoadRequest(events: [3, 1, 2, 99]))
    #expect(rows.events == [event(3, retry: retry), plain, event(2)])
    #expect(rows.events.last?.event["score"].map { if case .double = $0 { true } else { false } } == true)
  }

  @Test(arguments: StoreKind.allCases) func theNextEventsAreThoseThatWaitForTheirTurn(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let retry = RetryState(attempts: 1, spent: 0, due: moment(9000), connection: nil, reason: "")
    try await under.store.commit([
      .accept(event(1, key: "a")), .accept(event(2, key: "b", retry: retry)), .accept(event(3, key: "b")), .accept(event(4, key: nil)),
      .accept(event(5, flow: "other")), .accept(event(6, key: "c")), .accept(event(7, key: "d")), .end(7, ended(7)),
    ])
    func ids(_ query: WaitingQuery) async throws -> [EventID] { try await under.store.load(LoadRequest(waiting: [query])).waiting[0].map(\.id) }
    #expect(try await ids(WaitingQuery(flow: "f", after: 0, limit: 10, withoutKeys: [])) == [1, 3, 4, 6])
    #expect(try await ids(WaitingQuery(flow: "f", after: 0, limit: 10, withoutKeys: ["b", "it's \"quoted\""])) == [1, 4, 6])
    #expect(try await ids(WaitingQuery(flow: "f", after: 1, limit: 2, withoutKeys: [])) == [3, 4])
    #expect(try await ids(WaitingQuery(flow: "none", after: 0, limit: 2, withoutKeys: [])) == [])
    try await under.store.commit([.retry(2, nil)])
    #expect(try await ids(WaitingQuery(flow: "f", after: 0, limit: 2, withoutKeys: [])) == [1, 2])
    let many = (0..<40_000).map { "key \($0)" } + ["a", "c"]
    #expect(try await ids(WaitingQuery(flow: "f", after: 0, limit: 9, withoutKeys: many)) == [2, 3, 4])
  }

  @Test(arguments: StoreKind.allCases) func anEventEndsOnce(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([.accept(event(1)), .save(1, [StepResult(key: StepKey(step: "a"), outcome: .found, binding: ["Id": "x"])])])
    let steps = [
      StepResult(key: StepKey(step: "a"), outcome: .found, binding: ["Id": "x"], note: "by Id"),
      StepResult(key: StepKey(step: "b", item: "2"), outcome: nil, binding: .null),
    ]
    try await under.store.commit([.end(1, ended(1, steps: steps))])
    await expectRefused(under.store, [.end(1, ended(1, .skipped(.unchanged)))])
    await expectRefused(under.store, [.retry(1, nil)])
    await expectRefused(under.store, [.begin(1, version: "v2")])
    await expectRefused(under.store, [.survive(1, was: [:], changed: [])])
    await expectRefused(under.store, [.end(2, ended(2))])
    await expectRefused(under.store, [.accept(event(1))])
    try await under.reopen()
    #expect(try await under.store.ended(after: 0, limit: 10) == [ended(1, steps: steps)])
    #expect(try await under.store.load(LoadRequest(events: [1])).events.isEmpty)
  }

  @Test(arguments: StoreKind.allCases) func everyEndingComesBackAsItWas(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let dead = DeadReason.Kind.allCases.map { Ending.dead(DeadReason($0, step: "s", code: "C", text: "It failed.", advice: "Mend it.")) }
    let endings: [Ending] =
      [
        .done, .skipped(.repeated), .skipped(.unchanged), .skipped(.when), .skipped(.once), .skipped(.superseded), .skipped(.before),
        .skipped(.noMatch(step: "s")), .skipped(.manyMatches(step: "s")), .skipped(.step("s", reason: "a partner")),
        .dead(DeadReason(.formula, text: "", advice: "")),
      ] + dead
    for (index, ending) in endings.enumerated() {
      let id = EventID(index + 1)
      try await under.store.commit([.accept(event(id)), .end(id, ended(id, ending))])
    }
    #expect(try await under.store.ended(after: 0, limit: 100).map(\.ending) == endings)
    #expect(try await under.store.ended(after: 3, limit: 2).map(\.event) == [4, 5])
  }

  @Test(arguments: StoreKind.allCases) func aSurvivorTakesThePastAndABegunEventItsVersion(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let changed = [FieldChange(field: "score", before: "b", after: "a")]
    try await under.store.commit([.accept(event(1)), .survive(1, was: ["score": 7.0], changed: changed), .begin(1, version: "v9")])
    var expected = event(1)
    expected.was = ["score": 7.0]
    expected.changed = changed
    expected.version = "v9"
    #expect(try await under.store.load(LoadRequest(events: [1])).events == [expected])
  }

  @Test(arguments: StoreKind.allCases) func resultsAreReplacedByStepAndItem(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    func result(_ step: String, _ item: String, _ binding: Value) -> StepResult {
      StepResult(key: StepKey(step: step, item: item), outcome: .found, binding: binding)
    }
    try await under.store.commit([.accept(event(1)), .accept(event(2)), .save(1, [result("a", "1", "x"), result("a", "2", "y")])])
    try await under.store.commit([.save(1, [result("a", "1", "z"), result("b", "", 1)])])
    try await under.reopen()
    let events = try await under.store.load(LoadRequest(events: [1, 2])).events
    #expect(events.map(\.results) == [[result("a", "1", "z"), result("a", "2", "y"), result("b", "", 1)], []])
  }
}
