import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// The process dies before and after each commit and each call; afterwards everything is as if it had not.
@Suite struct CrashTests {
  struct State: Equatable {
    var accounts: [Record]
    var tasks: [Record]
    var outcomes: [String: [String]]
  }

  static func state(_ shell: Shell) -> State {
    func without(_ record: Record, _ fields: [String]) -> Record { record.filter { !fields.contains($0.key) } }
    let stamps = ["SystemModstamp", "LastModifiedDate", "CreatedDate"]
    return State(
      accounts: shell.salesforce.records(of: "Account").map { without($0, stamps) },
      tasks: shell.salesforce.records(of: "Task").map { without($0, stamps + ["Id"]) }.sorted {
        $0["WhatId"]?.asString ?? "" < $1["WhatId"]?.asString ?? ""
      },
      // A sender that was not answered sends again: its second delivery is no news.
      outcomes: shell.outcomesByAbout.mapValues { $0.filter { $0 != "skipped: unchanged" } })
  }

  func everyPoint(_ make: () throws -> Shell, _ drive: (Shell) -> Void) throws {
    let calm = try make()
    drive(calm)
    calm.finish()
    let expected = Self.state(calm)
    #expect(calm.points > 8)
    for point in 1...calm.points {
      let shell = try make()
      shell.crashes = { $0 == point }
      drive(shell)
      shell.finish()
      #expect(shell.crashCount == 1, "no crash at point \(point)")
      #expect(Self.state(shell) == expected, "after a crash at point \(point)")
    }
  }

  @Test func healthScores() throws {
    try everyPoint(HealthScoreTests.world) { shell in
      shell.send(
        (1...6).map { HealthScoreTests.row("G\($0)", .int(Int64($0))) } + [HealthScoreTests.row("G77", 3), HealthScoreTests.row("G3", .null)])
    }
  }

  @Test func aTaskIsMadeOnce() throws {
    try everyPoint({
      let shell = Shell([try flow("tasks", Texts.task)])
      for number in 1...3 { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": .string("A\(number)")], into: "Account") }
      return shell
    }) { shell in
      shell.send((1...3).map { ["id": .string("e\($0)"), "account": .string(accountID($0))] })
    }
  }

  /// Two crashes in one run: every pair of the first points.
  @Test func twoCrashes() throws {
    func make() throws -> Shell {
      let shell = Shell([try flow("tasks", Texts.task)])
      _ = shell.salesforce.insert(["Id": .string(accountID(1)), "Name": "A1"], into: "Account")
      return shell
    }
    let calm = try make()
    calm.send([["id": "e1", "account": .string(accountID(1))]])
    calm.finish()
    let expected = Self.state(calm)
    for first in 1...calm.points {
      for second in (first + 1)...(first + calm.points) {
        let shell = try make()
        shell.crashes = { $0 == first || $0 == second }
        shell.send([["id": "e1", "account": .string(accountID(1))]])
        shell.finish()
        #expect(Self.state(shell) == expected, "after crashes at points \(first) and \(second)")
      }
    }
  }
}
