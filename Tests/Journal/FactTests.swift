import CEL
import FlowEngine
import GRDB
import Journal
import Testing

@Suite struct FactTests {
  @Test(arguments: StoreKind.allCases) func knownValuesMoveByReadingsAndByWrites(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let read = known("a", "score", "h1", reading: 3, value: 7.0, at: moment(50))
    try await under.store.commit([.know(read), .know(known("a", "name", "n1")), .know(known("b", "score", "x"))])
    let a = AboutKey(flow: "f", about: "a")
    try await under.store.commit([
      .wrote(KnownWrite(key: a, field: "score", hash: "h2", value: 8.0, moved: 9)),
      .wrote(KnownWrite(key: a, field: "tier", hash: "t", value: nil, moved: 9)),
    ])
    try await under.reopen()
    let rows = try await under.store.load(LoadRequest(known: [a, AboutKey(flow: "g", about: "a"), AboutKey(flow: "f", about: "b")]))
    #expect(
      rows.known == [
        known("a", "name", "n1"), KnownValue(key: a, field: "score", hash: "h2", value: 8.0, at: moment(50), reading: 3, moved: 9),
        KnownValue(key: a, field: "tier", hash: "t", value: nil, at: nil, reading: 0, moved: 9), known("b", "score", "x"),
      ])
    try await under.store.commit([.know(known("a", "score", "h3", reading: 12))])
    #expect(try await under.store.load(LoadRequest(known: [a])).known[1] == known("a", "score", "h3", reading: 12))
  }

  @Test(arguments: StoreKind.allCases) func deliveriesAreRemembered(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let keys = ["d1", "d2", "d3"].map { DeliveryKey(flow: "f", delivery: $0) }
    try await under.store.commit([.remember(keys[0], at: moment(1)), .remember(keys[2], at: moment(2)), .remember(keys[0], at: moment(3))])
    try await under.reopen()
    #expect(try await under.store.load(LoadRequest(deliveries: keys + [DeliveryKey(flow: "g", delivery: "d1")])).deliveries == [keys[0], keys[2]])
  }

  @Test(arguments: StoreKind.allCases) func aClaimHasOneHolder(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let (a, b) = (AboutKey(flow: "f", about: "a"), AboutKey(flow: "f", about: "b"))
    try await under.store.commit([.claim(OnceClaim(key: a, event: 1)), .claim(OnceClaim(key: b, event: nil))])
    try await under.store.commit([.claim(OnceClaim(key: a, event: 1))])
    await expectRefused(under.store, [.claim(OnceClaim(key: a, event: 2))])
    await expectRefused(under.store, [.claim(OnceClaim(key: a, event: nil))])
    try await under.store.commit([.release(a, event: 2), .release(b, event: 2)])
    #expect(try await under.store.load(LoadRequest(claims: [a, b])).claims == [OnceClaim(key: a, event: 1), OnceClaim(key: b, event: nil)])
    // A backfill runs a record that was only marked.
    try await under.store.commit([.release(a, event: 1), .claim(OnceClaim(key: a, event: 2)), .claim(OnceClaim(key: b, event: 3))])
    #expect(try await under.store.load(LoadRequest(claims: [a, b])).claims == [OnceClaim(key: a, event: 2), OnceClaim(key: b, event: 3)])
    await expectRefused(under.store, [.claim(OnceClaim(key: b, event: 4))])
  }

  @Test(arguments: StoreKind.allCases) func deadLettersKeepAllThatAReplayNeeds(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    func letter(_ event: EventID, flow: String = "f", input: Value? = ["score": 1.5]) -> DeadLetter {
      DeadLetter(
        event: event, flow: flow, version: "v1", source: 1, about: "a", at: moment(10),
        reason: DeadReason(.rejected, step: "write", code: "INVALID", text: "No.", advice: "Mend it."), attempts: 3, input: input,
        raw: input == nil ? .bytes([0xFF, 0]) : nil, payload: ["Health_Score__c": 1.5])
    }
    try await under.store.commit([.deadLetter(letter(1)), .deadLetter(letter(2, flow: "g")), .deadLetter(letter(3, input: nil))])
    try await under.reopen()
    #expect(try await under.store.deadLetters(flow: nil, after: 0, limit: 10) == [letter(1), letter(2, flow: "g"), letter(3, input: nil)])
    #expect(try await under.store.deadLetters(flow: "f", after: 1, limit: 10) == [letter(3, input: nil)])
    #expect(try await under.store.deadLetters(flow: nil, after: 0, limit: 1) == [letter(1)])
    #expect(try await under.store.restore().nextEvent == 4)
  }

  @Test(arguments: StoreKind.allCases) func outcomesAreAddedUp(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let dead = Ending.dead(DeadReason(.noMatch, step: "s", text: "", advice: ""))
    try await under.store.commit([
      .accept(event(1)), .accept(event(2)), .accept(event(3)), .accept(event(4)), .accept(event(5, flow: "g")), .accept(event(6)),
      .end(1, ended(1)), .end(2, ended(2)), .end(3, ended(3, .skipped(.unchanged))), .end(4, ended(4, dead)), .end(5, ended(5, flow: "g")),
      .count(flow: "f", ending: .skipped(.unchanged), at: moment(86_399), rows: 10),
      .count(flow: "f", ending: .skipped(.unchanged), at: moment(86_400), rows: 5),
      .count(flow: "f", ending: .skipped(.repeated), at: moment(-1), rows: 1),
    ])
    #expect(
      try await under.store.outcomes() == [
        OutcomeCount(flow: "f", ending: "dead", reason: "no_match", count: 1), OutcomeCount(flow: "f", ending: "done", reason: nil, count: 2),
        OutcomeCount(flow: "f", ending: "skipped", reason: "repeated", count: 1),
        OutcomeCount(flow: "f", ending: "skipped", reason: "unchanged", count: 16), OutcomeCount(flow: "g", ending: "done", reason: nil, count: 1),
      ])
  }

  @Test(arguments: StoreKind.allCases) func theOldestOpenEventOfEachFlowIsKnown(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    #expect(try await under.store.oldestOpen().isEmpty)
    var events = (1...4).map { event($0, flow: $0 == 3 ? "g" : "f") }
    for index in events.indices { events[index].acceptedAt = moment(Int64(100 + index)) }
    try await under.store.commit(events.map { .accept($0) } + [.end(1, ended(1))])
    #expect(try await under.store.oldestOpen() == ["f": moment(101), "g": moment(102)])
  }

  @Test(arguments: StoreKind.allCases) func whatIsOldAndDoneIsForgotten(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let dead = Ending.dead(DeadReason(.noMatch, step: "s", text: "", advice: ""))
    let old = DeliveryKey(flow: "f", delivery: "old")
    let new = DeliveryKey(flow: "f", delivery: "new")
    try await under.store.commit(
      (1...5).map { .accept(event($0)) } + [
        .intend([effect("e1", event: 1), effect("e2", event: 2)]), .end(1, ended(1, at: 100)), .end(2, ended(2, at: 300)),
        .end(3, ended(3, dead, at: 100)), .end(4, ended(4, .skipped(.when), at: 199)), .remember(old, at: moment(100)),
        .remember(new, at: moment(200)),
      ])
    try await under.store.forget(before: moment(200))
    try await under.reopen()
    #expect(try await under.store.ended(after: 0, limit: 10).map(\.event) == [2, 3])
    #expect(try await under.store.effects(of: 1).isEmpty)
    #expect(try await under.store.effects(of: 2).count == 1)
    #expect(try await under.store.load(LoadRequest(deliveries: [old, new], events: [5])).deliveries == [new])
    #expect(try await under.store.restore().waiting == ["f": 1])
    #expect(try await under.store.restore().nextEvent == 6)
  }

  @Test func whatIsForgottenGivesItsRoomBack() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("journal.db")
    let journal = try SQLiteJournal(path: path)
    for id in 1...3_000 as ClosedRange<EventID> { try await journal.commit([.accept(event(id)), .end(id, ended(id, at: 100))]) }
    let reader = try DatabaseQueue(path: path)
    func pages() throws -> Int { try reader.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } }
    let before = try pages()
    try await journal.forget(before: moment(200))
    #expect(try pages() < before / 4)
    await journal.close()
  }
}
