import CEL
import Calls
import FlowEngine
import Testing

@testable import Journal

/// What `flowrun runs` reads, beside the process that owns the journal.
@Suite struct EventStoryTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("journal.db") }

  init() throws { folder = try TemporaryFolder() }

  private static let found = StepResult(key: StepKey(step: "account", item: ""), outcome: .found, binding: ["Id": "001"], note: "Id")
  private static let passedOver = StepResult(key: StepKey(step: "tell", item: ""), outcome: .failed, binding: .null, note: "no such channel")

  private static let lost = StepResult(key: StepKey(step: "write", item: ""), outcome: .refused, binding: .null, note: "OwnerId stays")

  /// 1 done with a warning and a refused edit, 2 skipped, 3 dead with a refused effect, 4 open with a result, 5 of another flow.
  private func fill(_ journal: SQLiteJournal) async throws {
    for id in 1...5 as ClosedRange<EventID> {
      try await journal.commit([.accept(event(id, flow: id == 5 ? "g" : "f", key: id == 2 ? "other" : "k"))])
    }
    try await journal.commit([
      .intend([effect("e1", event: 1)]), .confirm(effect: "e1", id: "001"), .end(1, ended(1, steps: [Self.found, Self.passedOver, Self.lost])),
      .end(2, ended(2, .skipped(.when))), .intend([effect("e3", event: 3)]),
      .fail(effect: "e3", CallFailure(.rejected, code: "REQUIRED_FIELD_MISSING", message: "Name is missing.")),
      .end(3, ended(3, .dead(DeadReason(.rejected, step: "write", code: "X", text: "It was refused.", advice: "Mend it.")))),
      .save(4, [Self.found]),
    ])
  }

  @Test func listsTheLatestFirstByWhatIsAskedFor() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    let peek = try JournalPeek(path: path)
    defer { peek.close() }
    func ids(_ query: RunQuery, limit: Int = 100) throws -> [EventID] { try peek.runs(query, limit: limit).map(\.event.id) }
    #expect(try ids(RunQuery()) == [5, 4, 3, 2, 1])
    #expect(try ids(RunQuery(), limit: 2) == [5, 4])
    #expect(try ids(RunQuery(before: 4), limit: 2) == [3, 2])
    #expect(try ids(RunQuery(flow: "g")) == [5])
    #expect(try ids(RunQuery(about: "other")) == [2])
    #expect(try ids(RunQuery(ending: .open)) == [5, 4])
    #expect(try ids(RunQuery(ending: .dead)) == [3])
    #expect(try ids(RunQuery(reason: "when")) == [2])
    #expect(try ids(RunQuery(since: moment(2002), until: moment(2004))) == [3, 2])
    #expect(try ids(RunQuery(withWarning: true)) == [1])
    #expect(try ids(RunQuery(withRefusal: true)) == [1])
    await journal.close()
  }

  @Test func aStoryHasWhatCameAndWhatCameOfIt() async throws {
    let journal = try SQLiteJournal(path: path)
    try await fill(journal)
    let peek = try JournalPeek(path: path)
    defer { peek.close() }
    let done = try #require(try peek.story(of: 1))
    #expect(done.ending == .done && done.endedAt == moment(5000) && done.event.event["gsid"] == "g1")
    #expect(done.event.results == [Self.found, Self.passedOver, Self.lost])
    #expect(done.warnings == [Self.passedOver] && done.refusals == [Self.lost])
    #expect(done.event.effects.map(\.state) == [.confirmed] && done.failures.isEmpty)
    let dead = try #require(try peek.story(of: 3))
    #expect(dead.failures == ["e3": EventStory.Failure(kind: "rejected", code: "REQUIRED_FIELD_MISSING", message: "Name is missing.")])
    let open = try #require(try peek.story(of: 4))
    #expect(open.ending == nil && open.event.results == [Self.found])
    #expect(try peek.story(of: 6) == nil)
    await journal.close()
  }
}
