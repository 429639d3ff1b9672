import CEL
import FlowEngine
import Testing

@testable import Journal

@Suite struct StateDeskTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("journal.db") }

  init() throws { folder = try TemporaryFolder() }

  /// Flow `f` has an open event with an effect, known values, a delivery and a claim.
  private func fill() async throws {
    let journal = try SQLiteJournal(path: path)
    try await journal.commit([
      .accept(event(1)), .intend([effect("e1", event: 1)]), .remember(DeliveryKey(flow: "f", delivery: "d"), at: moment(1)),
      .claim(OnceClaim(key: AboutKey(flow: "f", about: "k"), event: 1)),
      .know(KnownValue(key: AboutKey(flow: "f", about: "k"), field: "x", hash: "h", value: nil, at: nil, reading: 1, moved: 1)),
    ])
    await journal.close()
  }

  @Test func aRenamedFlowTakesItsStateAlong() async throws {
    try await fill()
    let desk = try StateDesk(path: path)
    try desk.move(flow: "f", to: "g")
    #expect(try desk.holdings().map(\.flow) == ["g"])
    #expect(throws: StateDesk.Refusal.nothing("f")) { try desk.move(flow: "f", to: "h") }
    desk.close()
    let journal = try SQLiteJournal(path: path)
    let rows = try await journal.load(
      LoadRequest(
        known: [AboutKey(flow: "g", about: "k")], deliveries: [DeliveryKey(flow: "g", delivery: "d")], claims: [AboutKey(flow: "g", about: "k")],
        events: [1]))
    #expect(rows.known.count == 1 && rows.deliveries.count == 1 && rows.claims.map(\.event) == [1])
    #expect(rows.events.first?.flow == "g")
    #expect(rows.events.first?.effects.map(\.key) == ["e1"])
    #expect(try await journal.restore().waiting == ["g": 1])
    await journal.close()
  }

  @Test func aFlowWithStateOfItsOwnIsNotOverwritten() async throws {
    try await fill()
    let journal = try SQLiteJournal(path: path)
    try await journal.commit([.remember(DeliveryKey(flow: "g", delivery: "d"), at: moment(1))])
    await journal.close()
    let desk = try StateDesk(path: path)
    defer { desk.close() }
    #expect(throws: StateDesk.Refusal.taken("g")) { try desk.move(flow: "f", to: "g") }
    #expect(try desk.holdings().map(\.flow) == ["f", "g"])
  }

  @Test func aRenamedStepTakesItsEffectsAlong() async throws {
    try await fill()
    let desk = try StateDesk(path: path)
    try desk.move(step: "write", of: "f", to: "score")
    #expect(throws: StateDesk.Refusal.nothing("f.write")) { try desk.move(step: "write", of: "f", to: "other") }
    desk.close()
    let journal = try SQLiteJournal(path: path)
    #expect(try await journal.effects(of: 1).map(\.step.step) == ["score"])
    await journal.close()
  }

  @Test func stateIsDroppedOnlyWhenNothingIsOpenOrDead() async throws {
    try await fill()
    var desk = try StateDesk(path: path)
    #expect(throws: StateDesk.Refusal.openEvents("f", 1)) { try desk.drop(flow: "f") }
    desk.close()
    let journal = try SQLiteJournal(path: path)
    try await journal.commit([.end(1, ended(1))])
    await journal.close()
    desk = try StateDesk(path: path)
    try desk.drop(flow: "f")
    #expect(try desk.holdings() == [])
    #expect(throws: StateDesk.Refusal.nothing("f")) { try desk.drop(flow: "f") }
    desk.close()
    let again = try SQLiteJournal(path: path)
    #expect(try await again.restore().nextEvent == 2)
    await again.close()
  }

  @Test func aStepsStateIsDroppedAndTheRestStays() async throws {
    try await fill()
    let desk = try StateDesk(path: path)
    #expect(throws: StateDesk.Refusal.nothing("f.other")) { try desk.drop(step: "other", of: "f") }
    #expect(throws: StateDesk.Refusal.nothing("g.write")) { try desk.drop(step: "write", of: "g") }
    try desk.drop(step: "write", of: "f")
    #expect(throws: StateDesk.Refusal.nothing("f.write")) { try desk.drop(step: "write", of: "f") }
    let left = try #require(try desk.holdings().first)
    #expect(left.flow == "f" && left.open == 1 && left.knownValues == 1 && left.claims == 1 && left.deliveries == 1)
    desk.close()
    let journal = try SQLiteJournal(path: path)
    #expect(try await journal.effects(of: 1) == [])
    await journal.close()
  }

  /// What is done is history: only what an open or dead event would find again is forgotten.
  @Test func aStepsStateOfDoneEventsIsKept() async throws {
    try await fill()
    let journal = try SQLiteJournal(path: path)
    try await journal.commit([.confirm(effect: "e1", id: "001"), .end(1, ended(1))])
    await journal.close()
    let desk = try StateDesk(path: path)
    #expect(throws: StateDesk.Refusal.nothing("f.write")) { try desk.drop(step: "write", of: "f") }
    desk.close()
    let again = try SQLiteJournal(path: path)
    #expect(try await again.effects(of: 1).map(\.key) == ["e1"])
    await again.close()
  }

  @Test func aJournalThatRunsIsLeftAlone() async throws {
    try await fill()
    let journal = try SQLiteJournal(path: path)
    #expect(throws: JournalFailure.self) { try StateDesk(path: path) }
    await journal.close()
  }
}
