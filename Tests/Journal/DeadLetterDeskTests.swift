import CEL
import FlowEngine
import Testing

@testable import Journal

@Suite struct DeadLetterDeskTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("journal.db") }

  init() throws { folder = try TemporaryFolder() }

  private static let reason = DeadReason(.rejected, step: "write", code: "BAD", text: "It was refused.", advice: "Mend it.")

  /// Event 1 is dead, and so is 2 without an event; 3 is of another thing.
  private func fill(_ journal: SQLiteJournal) async throws {
    for id in 1...3 as ClosedRange<EventID> {
      try await journal.commit([
        .accept(event(id, key: id == 3 ? "other" : "k")), .intend([effect("e\(id)", event: id, state: .confirmed)]),
        .end(id, EventEnd(event: id, flow: "f", about: "k", ending: .dead(Self.reason), at: moment(5000 + id))),
        .deadLetter(
          DeadLetter(
            event: id, flow: "f", version: "v1", source: 0, about: id == 3 ? "other" : "k", at: moment(5000 + id), reason: Self.reason, attempts: 1,
            input: id == 2 ? nil : ["score": 42.0], raw: id == 2 ? "{" : nil, payload: nil)),
      ])
    }
  }

  @Test func filtersByNumberErrorAndTime() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    await journal.close()
    let desk = try DeadLetterDesk(path: path)
    defer { desk.close() }
    #expect(!desk.isOwned)
    func ids(_ query: DeadLetterQuery) throws -> [EventID] { try desk.letters(query).map(\.letter.event) }
    #expect(try ids(DeadLetterQuery()) == [1, 2, 3])
    #expect(try ids(DeadLetterQuery(ids: [3, 9])) == [3])
    #expect(try ids(DeadLetterQuery(flow: "g")) == [])
    #expect(try ids(DeadLetterQuery(error: "BAD")) == [1, 2, 3])
    #expect(try ids(DeadLetterQuery(error: "no_match")) == [])
    #expect(try ids(DeadLetterQuery(step: "write")) == [1, 2, 3])
    #expect(try ids(DeadLetterQuery(step: "find")) == [])
    #expect(try ids(DeadLetterQuery(text: "SCORE")) == [1, 3])
    #expect(try ids(DeadLetterQuery(text: "other")) == [3])
    #expect(try ids(DeadLetterQuery(since: moment(5002), until: moment(5003))) == [2])
    #expect(try desk.letters(DeadLetterQuery()).map(\.isEvent) == [true, false, true])
  }

  @Test func aReplayedEventIsOpenWithItsEffectsAndTheOwnerIsToldOnce() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    let desk = try DeadLetterDesk(path: path)
    defer { desk.close() }
    #expect(desk.isOwned)
    try desk.replay([1], body: ["score": 7.0], at: moment(6000))
    let told = try await journal.takeReplays()
    #expect(told.map(\.id) == [1])
    #expect(told.first?.key == "k")
    #expect(told.first?.retry?.due == moment(6000))
    #expect(try await journal.takeReplays() == [])
    let open = try await journal.load(LoadRequest(waiting: [WaitingQuery(flow: "f", after: 0, limit: 9, withoutKeys: [])], events: [1]))
    #expect(open.events.map(\.event) == [["score": 7.0]])
    #expect(open.events.first?.effects.map(\.key) == ["e1"])
    // It is told by its number, never read with those that wait: so it cannot run twice.
    #expect(open.waiting == [[]])
    #expect(try desk.letters(DeadLetterQuery()).map(\.letter.event) == [2, 3])
    #expect(try await journal.restore().begun.map(\.id) == [1])
    await journal.close()
  }

  @Test func aReplayIsForAllOrNone() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    let desk = try DeadLetterDesk(path: path)
    defer { desk.close() }
    #expect(throws: JournalFailure.self) { try desk.replay([1, 9], at: moment(6000)) }
    #expect(try desk.letters(DeadLetterQuery()).map(\.letter.event) == [1, 2, 3])
    #expect(try await journal.takeReplays() == [])
    await journal.close()
  }

  @Test func aLaterDoneEventOfTheSameThingOvertakes() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    try await journal.commit([.accept(event(4)), .end(4, ended(4)), .accept(event(5))])
    let desk = try DeadLetterDesk(path: path)
    defer { desk.close() }
    #expect(try desk.letters(DeadLetterQuery()).map(\.overtakenBy) == [4, 4, nil])
    await journal.close()
  }

  @Test func aDroppedLetterLeavesItsReason() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    let desk = try DeadLetterDesk(path: path)
    defer { desk.close() }
    try desk.drop([1], reason: "The account is gone.")
    #expect(try desk.letters(DeadLetterQuery()).map(\.letter.event) == [2, 3])
    guard case .dead(let reason)? = try await journal.ended(after: 0, limit: 1).first?.ending else {
      Issue.record("Event 1 is not dead.")
      return
    }
    #expect(reason.advice == "Dropped: The account is gone.")
    await journal.close()
  }
}
