import CEL
import FlowEngine
import Glibc
import Journal
import OrderedCollections

// Commits events to a journal and says so, for tests that look at the process from outside and for measuring.
//
//   journal-probe sync PATH COMMITS          one event a commit; `kept N` on standard output after each answer
//   journal-probe rate PATH EVENTS BATCH     accepts and ends events in batches from eight writers at once; prints events a second

let arguments = CommandLine.arguments

// Cannot fail: the moments of this program lie in this century.
func moment(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds)! }

func event(_ id: EventID) -> OpenEvent {
  OpenEvent(
    id: id, flow: "sync-health-scores", version: "5f0c6c6e4fd1d5a6", source: 0, about: "1P02\(id)", key: "1P02\(id)", at: moment(1_700_000_000),
    acceptedAt: moment(1_700_000_100),
    event: [
      "gsid": .string("1P02\(id)"), "name": "Acme Incorporated", "sfdc_id": "001000000000001AAA", "score": .double(Double(id % 100)),
      "at": .timestamp(moment(1_700_000_000)),
    ], was: ["score": 42.0], reading: id)
}

func known(_ id: EventID) -> JournalOperation {
  .know(
    KnownValue(
      key: AboutKey(flow: "sync-health-scores", about: "1P02\(id)"), field: "score", hash: "0123456789abcdef0123456789abcdef", value: 42.0,
      at: nil, reading: id, moved: id))
}

func say(_ text: String) {
  let line = Array((text + "\n").utf8)
  _ = write(STDOUT_FILENO, line, line.count)
}

func sync(_ journal: SQLiteJournal, commits: Int) async throws {
  for id in 1...EventID(commits) {
    try await journal.commit([.accept(event(id))])
    say("kept \(id)")
  }
}

/// Rows of events that are accepted (with a delivery and a known value) and, in a second commit, ended.
func rate(_ journal: SQLiteJournal, events: Int, batch: Int) async throws {
  let writers = 8
  let clock = ContinuousClock()
  let took = try await clock.measure {
    try await withThrowingTaskGroup { group in
      for writer in 0..<writers {
        group.addTask {
          var id = EventID(writer * (events / writers)) + 1
          let last = id + EventID(events / writers)
          while id < last {
            let ids = id..<min(id + EventID(batch), last)
            try await journal.commit(
              ids.flatMap { id in
                [
                  .accept(event(id)), .remember(DeliveryKey(flow: "sync-health-scores", delivery: "delivery-\(id)"), at: moment(1_700_000_100)),
                  known(id),
                ]
              })
            try await journal.commit(
              ids.map { id in
                .end(id, EventEnd(event: id, flow: "sync-health-scores", about: nil, ending: .done, at: moment(1_700_000_200)))
              })
            id = ids.upperBound
          }
        }
      }
      try await group.waitForAll()
    }
  }
  let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
  say("\(Int(Double(events) / seconds)) events a second")
}

do {
  guard arguments.count >= 4, let count = Int(arguments[3]) else {
    say("usage: journal-probe sync PATH COMMITS | rate PATH EVENTS BATCH")
    exit(2)
  }
  let journal = try SQLiteJournal(path: arguments[2])
  switch arguments[1] {
  case "sync": try await sync(journal, commits: count)
  default: try await rate(journal, events: count, batch: arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1)
  }
  await journal.close()
} catch {
  say("\(error)")
  exit(1)
}
