import CEL
import Calls
import FlowEngine
import Journal
import Testing

@Suite struct RestoreTests {
  @Test(arguments: StoreKind.allCases) func anEmptyJournalHasNothingButAName(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let state = try await under.store.restore()
    #expect(!state.journal.isEmpty)
    #expect(state == RestoredState(journal: state.journal))
    try await under.reopen()
    #expect(try await under.store.restore().journal == state.journal)
  }

  @Test func everyFileHasItsOwnName() async throws {
    let names = try await [StoreUnderTest(.sqlite), StoreUnderTest(.sqlite)].asyncMap { try await $0.store.restore().journal }
    #expect(names[0] != names[1])
  }

  @Test(arguments: StoreKind.allCases) func numbersAreNeverGivenTwice(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([.accept(event(7)), .end(7, ended(7, at: 1)), .know(known("a", "x", "h", reading: 30))])
    try await under.store.forget(before: moment(100))
    try await under.reopen()
    #expect(try await under.store.restore().nextEvent == 8)
    #expect(try await under.store.restore().nextReading == 31)
    try await under.store.commit([.mark(BaseMark(pair: "p", reading: 44))])
    try await under.reopen()
    #expect(try await under.store.restore().nextReading == 45)
  }

  @Test(arguments: StoreKind.allCases) func whatBeganIsToldApartFromWhatWaits(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let retry = RetryState(attempts: 1, spent: 0.5, due: moment(9000), connection: "c", reason: "r")
    try await under.store.commit(
      (1...8).map { .accept(event($0, key: "k\($0)")) } + [
        .retry(2, retry), .save(3, [StepResult(key: StepKey(step: "a"), outcome: .found, binding: .null)]),
        .intend([effect("e4", event: 4, locks: ["l1", "l2"]), effect("e4b", event: 4, locks: ["l3"])]), .confirm(effect: "e4b", id: nil),
        .intend([effect("e4c", event: 4)]), .doubt(effect: "e4c"),
        .intend([effect("e5", event: 5)]), .withdraw(effect: "e5"), .begin(6, version: "v2"), .intend([effect("e7", event: 7)]),
        .end(7, ended(7)), .retry(8, retry), .retry(8, nil),
      ])
    try await under.reopen()
    let state = try await under.store.restore()
    #expect(state.waiting == ["f": 7])
    #expect(
      state.begun == [
        BegunEvent(id: 2, flow: "f", key: "k2", retry: retry), BegunEvent(id: 3, flow: "f", key: "k3", retry: nil),
        BegunEvent(id: 4, flow: "f", key: "k4", retry: nil),
      ])
    #expect(state.open == [effect("e4", event: 4, locks: ["l1", "l2"]), effect("e4c", event: 4, state: .unknown)])
  }

  @Test(arguments: StoreKind.allCases) func marksPausesAndWatermarksLast(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    let (first, second) = (SourceID(flow: "f", index: 0), SourceID(flow: "f", index: 1))
    let beyond = Timestamp(seconds: Timestamp.minimumSeconds)!
    try await under.store.commit([
      .watermark(Watermark(source: second, value: nil, started: moment(5))), .watermark(Watermark(source: first, value: moment(1), started: beyond)),
      .watermark(Watermark(source: first, value: moment(2, nanos: 3), started: beyond)), .pause(connection: "a", reason: "login"),
      .pause(connection: "b", reason: "x"), .pause(connection: "b", reason: nil), .mark(BaseMark(pair: "p", reading: 5)),
      .mark(BaseMark(pair: "p", reading: 4)), .mark(BaseMark(pair: "o", reading: 6)),
    ])
    try await under.reopen()
    let state = try await under.store.restore()
    #expect(
      state.watermarks == [
        Watermark(source: first, value: moment(2, nanos: 3), started: beyond), Watermark(source: second, value: nil, started: moment(5)),
      ])
    #expect(state.paused == ["a": "login"])
    #expect(state.marks == [BaseMark(pair: "o", reading: 6), BaseMark(pair: "p", reading: 5)])
  }

  @Test(arguments: StoreKind.allCases) func aRefusedCommitLeavesNothing(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([.accept(event(1)), .know(known("a", "x", "h0")), .intend([effect("e1", event: 1)])])
    let before = try await everything(under.store)
    await expectRefused(
      under.store,
      [
        .accept(event(2)), .end(1, ended(1)), .know(known("a", "x", "h1")), .know(known("n", "x", "h1")), .confirm(effect: "e1", id: "z"),
        .intend([effect("e9", event: 2)]), .remember(DeliveryKey(flow: "f", delivery: "d"), at: moment(1)),
        .claim(OnceClaim(key: AboutKey(flow: "f", about: "a"), event: 2)), .pause(connection: "c", reason: "r"),
        .mark(BaseMark(pair: "p", reading: 99)), .count(flow: "f", ending: .done, at: moment(1), rows: 1),
        .watermark(Watermark(source: SourceID(flow: "f", index: 0), value: nil, started: moment(1))), .accept(event(2)),
      ])
    #expect(try await everything(under.store) == before)
    try await under.reopen()
    #expect(try await everything(under.store) == before)
  }

  private func everything(_ store: any JournalStore) async throws -> [String] {
    let a = AboutKey(flow: "f", about: "a")
    let request = LoadRequest(
      known: [a, AboutKey(flow: "f", about: "n")], deliveries: [DeliveryKey(flow: "f", delivery: "d")], claims: [a],
      waiting: [WaitingQuery(flow: "f", after: 0, limit: 99, withoutKeys: [])], events: [1, 2])
    return [
      "\(try await store.restore())", "\(try await store.load(request))", "\(try await store.ended(after: 0, limit: 9))",
      "\(try await store.outcomes())", "\(try await store.effects(of: 2))",
    ]
  }
}

extension Array {
  func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
