import CEL
import FlowEngine
import Foundation
import Testing

@testable import Journal

@Suite struct StatusTests {
  @Test func flowsStandAsTheJournalHasThem() async throws {
    let folder = try TemporaryFolder()
    let journal = try SQLiteJournal(path: folder.path("journal.db"))
    let retry = RetryState(attempts: 1, spent: 2, due: moment(9_000), connection: "salesforce", reason: "It is down.")
    try await journal.commit([
      .accept(event(1)), .accept(event(2)), .accept(event(3, retry: retry)), .accept(event(4, key: "other", retry: retry)),
      .accept(event(5, flow: "g")), .end(1, ended(1, at: 5_000)), .end(2, ended(2, .skipped(.when), at: 9_000)),
      .pause(connection: "gainsight", reason: "login"), .allowance(connection: "salesforce", used: "1 open 5 0"),
    ])
    let peek = try JournalPeek(path: folder.path("journal.db"))
    let status = try peek.status(since: moment(6_000))
    peek.close()
    await journal.close()
    #expect(status.flows.map(\.flow) == ["f", "g"])
    #expect(status.flows.map(\.open) == [2, 1])
    #expect(status.flows.map(\.oldest) == [moment(2_003), moment(2_005)])
    // What ended before the stretch is not recent.
    #expect(status.flows[0].recent == ["skipped": 1])
    #expect(
      status.waiting == [
        JournalStatus.Waiting(flow: "f", connection: "salesforce", reason: "It is down.", events: 2, keys: 2, due: moment(9_000))
      ])
    #expect(status.paused == ["gainsight": "login"])
    #expect(status.allowances == ["salesforce": "1 open 5 0"])
  }
}
