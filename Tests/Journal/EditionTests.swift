import CEL
import FlowEngine
import GRDB
import Testing

@testable import Journal

@Suite struct EditionTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("journal.db") }

  init() throws { folder = try TemporaryFolder() }

  private static func edition(_ version: String, _ text: String, flow: String = "f") -> FlowEdition {
    FlowEdition(flow: flow, version: version, profile: "prod", files: ["\(flow).yaml": Array(text.utf8), "flowrun.yaml": Array("flowrun: 1".utf8)])
  }

  @Test func anEarlierVersionIsKeptWhileAnEventNeedsIt() async throws {
    let journal = try SQLiteJournal(path: path)
    try await journal.keep([Self.edition("v1", "one")])
    #expect(try await journal.earlierEditions(of: ["f"]) == [], "the present version is no earlier one")
    try await journal.commit([.accept(event(1))])
    try await journal.keep([Self.edition("v2", "two")])
    #expect(try await journal.earlierEditions(of: ["f"]) == [Self.edition("v1", "one")])
    #expect(try await journal.earlierEditions(of: ["g"]) == [])
    let reason = DeadReason(.rejected, step: "write", code: "BAD", text: "It was refused.", advice: "Mend it.")
    try await journal.commit([
      .end(1, EventEnd(event: 1, flow: "f", about: "k", ending: .dead(reason), at: moment(1))),
      .deadLetter(
        DeadLetter(
          event: 1, flow: "f", version: "v1", source: 0, about: "k", at: moment(1), reason: reason, attempts: 1, input: [:], raw: nil, payload: nil)),
    ])
    try await journal.forget(before: moment(0))
    #expect(try await journal.earlierEditions(of: ["f"]).map(\.version) == ["v1"], "a dead letter may be replayed under it")
    await journal.close()

    let desk = try DeadLetterDesk(path: path)
    #expect(try desk.letters(DeadLetterQuery()).map(\.hasVersion) == [true])
    try desk.drop([1], reason: "Nobody needs it.")
    desk.close()
    let later = try SQLiteJournal(path: path)
    try await later.forget(before: moment(0))
    #expect(try await later.earlierEditions(of: ["f"]) == [])
    let contents = try await later.read { try Int.fetchOne($0.database, sql: "SELECT count(*) FROM content") }
    #expect(contents == 2, "only the present version's files are left")
    await later.close()
  }

  @Test func aReplayGoesOnUnderThePresentVersionOrTheOldOne() async throws {
    let journal = try SQLiteJournal(path: path)
    let reason = DeadReason(.rejected, step: "write", code: "BAD", text: "It was refused.", advice: "Mend it.")
    for id in 1...2 as ClosedRange<EventID> {
      try await journal.commit([
        .accept(event(id)), .end(id, EventEnd(event: id, flow: "f", about: "k", ending: .dead(reason), at: moment(1))),
        .deadLetter(
          DeadLetter(
            event: id, flow: "f", version: "v7", source: 0, about: "k", at: moment(1), reason: reason, attempts: 1, input: [:], raw: nil,
            payload: nil)),
      ])
    }
    await journal.close()
    let desk = try DeadLetterDesk(path: path)
    try desk.replay([1], at: moment(2))
    try desk.replay([2], underOldVersion: true, at: moment(2))
    desk.close()
    let later = try SQLiteJournal(path: path)
    #expect(try await later.load(LoadRequest(events: [1, 2])).events.map(\.version) == ["", "v7"])
    await later.close()
  }
}
