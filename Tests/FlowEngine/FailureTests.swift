import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// What becomes of events when calls and records fail.
@Suite struct FailureTests {
  static func world(_ count: Int, _ text: String = Texts.plain, facts: ConnectionFacts = ConnectionFacts()) throws -> Shell {
    let shell = Shell([try flow("plain", text)], facts: ["salesforce": facts])
    for number in 1...count { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": .string("A\(number)")], into: "Account") }
    return shell
  }

  static func rows(_ numbers: ClosedRange<Int>, n: Int? = nil, at: String = "2026-03-14T08:00:00Z") -> [Record] {
    numbers.map { ["id": .string(accountID($0)), "n": .int(Int64(n ?? $0)), "phone": "1", "at": .string(at)] }
  }

  static let refused = CallFailure(.rejected, code: "BAD_FIELD", message: "No.")
  static let down = CallFailure(.retry, code: "http_503", message: "Down for maintenance.", affectsConnection: true)

  /// The position of a record in a write call, by its identity.
  static func index(of number: Int, in call: Call) -> Int? {
    guard case .write(let write) = call else { return nil }
    return write.records.firstIndex { $0.id == accountID(number) }
  }

  @Test func oneBadRecordOf200FailsAlone() throws {
    let shell = try Self.world(200)
    shell.fault = { _, call in Self.index(of: 77, in: call).map { .records([$0: Self.refused]) } }
    shell.send(Self.rows(1...200))
    shell.finish()
    #expect(shell.outcomes == ["done": 199, "dead: rejected": 1])
    #expect(shell.writes.count == 1)
    let letter = try #require(shell.letters.first)
    #expect(letter.about == accountID(77) && letter.reason.code == "BAD_FIELD" && letter.payload?["Health_Score__c"] == 77)
  }

  @Test func allOrNothingTargetsAreBisected() throws {
    let shell = try Self.world(50, facts: ConnectionFacts(writeBatch: 50, allOrNothing: true))
    shell.fault = { _, call in
      guard Self.index(of: 31, in: call) != nil || Self.index(of: 7, in: call) != nil else { return nil }
      return .refused(CallFailure(.rejected, code: "GSOBJ_1012", message: "A record is wrong."))
    }
    shell.send(Self.rows(1...50))
    shell.finish()
    #expect(shell.outcomes == ["done": 48, "dead: rejected": 2])
    #expect(Set(shell.letters.compactMap(\.about)) == [accountID(7), accountID(31)])
    #expect(shell.writes.count < 25)
  }

  @Test func collateralRecordsAreSentAgain() throws {
    let shell = try Self.world(50, facts: ConnectionFacts(writeBatch: 50, allOrNothing: true))
    shell.fault = { _, call in Self.index(of: 31, in: call).map { .records([$0: Self.refused]) } }
    shell.send(Self.rows(1...50))
    shell.finish()
    #expect(shell.outcomes == ["done": 49, "dead: rejected": 1])
    #expect(shell.writes.map { $0.records.count } == [50, 49])
  }

  @Test func aLockedRecordIsTriedAgainAndItsKeyWaits() throws {
    let shell = try Self.world(3)
    var tries = 0
    shell.fault = { _, call in
      guard let index = Self.index(of: 2, in: call) else { return nil }
      tries += 1
      return tries <= 2 ? .records([index: CallFailure(.retry, code: "UNABLE_TO_LOCK_ROW", message: "Locked.")]) : nil
    }
    shell.send(Self.rows(1...3) + Self.rows(2...2, n: 99, at: "2026-03-14T08:01:00Z"))
    shell.finish()
    #expect(shell.outcomes == ["done": 4])
    #expect(shell.account(accountID(2))["Health_Score__c"] == 99)
    let scores = shell.writes.flatMap(\.records).filter { $0.id == accountID(2) }.map { $0.fields["Health_Score__c"] }
    #expect(scores == [2, 2, 2, 99])
  }

  @Test func retriesEndInTheDeadLetters() throws {
    let shell = try Self.world(2, "retry: { for: 10m, first: 1s, most: 1m }\n" + Texts.plain)
    shell.fault = { _, call in
      Self.index(of: 2, in: call).map { .records([$0: CallFailure(.retry, code: "UNABLE_TO_LOCK_ROW", message: "Locked.")]) }
    }
    shell.send(Self.rows(1...2))
    shell.finish()
    #expect(shell.outcomes == ["done": 1, "dead: exhausted": 1])
    #expect((shell.letters.first?.attempts ?? 0) > 5)
    #expect(shell.now.seconds(since: Shell.start) > 300)
  }

  @Test func aRateLimitWaitsAsTold() throws {
    let shell = try Self.world(3)
    var asked = 0
    shell.fault = { shell, call in
      guard call.writes else { return nil }
      asked += 1
      return asked == 1 ? .refused(CallFailure(.rate, code: "http_429", message: "Slow down.", retryAfter: 42, affectsConnection: true)) : nil
    }
    shell.send(Self.rows(1...3))
    shell.finish()
    #expect(shell.outcomes == ["done": 3])
    let times = shell.calls.filter { $0.call.writes }.map { $0.at.seconds(since: Shell.start) }
    #expect(times.count == 2 && times[1] >= 42 && times[1] < 43)
  }

  @Test func anOutageOpensTheCircuitAndCostsNoEvent() throws {
    let shell = try Self.world(300, "retry: { for: 1m, first: 1s, most: 10s }\n" + Texts.plain)
    let back = Shell.start.after(4 * 3600)
    shell.fault = { shell, _ in shell.now < back ? .refused(Self.down) : nil }
    for part in 0..<6 { shell.at(Shell.start.after(Double(part) * 60)) { $0.send(Self.rows((part * 50 + 1)...(part * 50 + 50))) } }
    shell.finish()
    #expect(shell.outcomes == ["done": 300])
    #expect(shell.alerts.map(\.change) == [.circuitOpened, .recovered])
    let during = shell.calls.filter { $0.at < back }.count
    #expect(during < 80, "\(during) calls to a target that is down")
  }

  @Test func aRefusedLoginPausesUntilAPersonResumes() throws {
    let shell = try Self.world(3)
    var isMended = false
    shell.fault = { _, _ in isMended ? nil : .refused(CallFailure(.auth, code: "invalid_client", message: "Who are you?", affectsConnection: true)) }
    shell.send(Self.rows(1...3))
    shell.finish(waitingAllowed: 3)
    #expect(shell.calls.count == 1)
    #expect(shell.idle?.waiting == 3 && shell.idle?.blocked["salesforce"] != nil)
    #expect(shell.alerts.map(\.change) == [.paused])
    isMended = true
    shell.give(.resume(connection: "salesforce"))
    shell.finish()
    #expect(shell.outcomes == ["done": 3])
  }

  @Test func anUpdateWithoutAnswerIsSentAgain() throws {
    for fault in [Shell.Fault.lostAnswer, .lostCall] {
      let shell = try Self.world(3)
      var isFirst = true
      shell.fault = { _, call in
        guard call.writes, isFirst else { return nil }
        isFirst = false
        return fault
      }
      shell.send(Self.rows(1...3))
      shell.finish()
      #expect(shell.outcomes == ["done": 3])
      #expect(shell.writes.count == 2 && shell.writes[0] == shell.writes[1])
      #expect(shell.account(accountID(2))["Health_Score__c"] == 2)
    }
  }

  @Test func aBadKeyDoesNotSpoilTheQueryForOthers() throws {
    let shell = try Self.world(20)
    shell.fault = { _, call in
      guard case .find(let find) = call, find.keys.contains([.string("garbage")]) else { return nil }
      return .refused(CallFailure(.rejected, code: "INVALID_QUERY_FILTER_OPERATOR", message: "Bad id."))
    }
    var rows = Self.rows(1...20)
    rows[4]["id"] = "garbage"
    shell.send(rows)
    shell.finish()
    #expect(shell.outcomes == ["done": 19, "dead: rejected": 1])
    #expect(shell.letters.first?.about == "garbage")
  }

  @Test func onErrorContinueGoesOnWithNull() throws {
    let text =
      Texts.plain.replacing("    set: { Health_Score__c", with: "    on_error: continue\n    set: { Health_Score__c") + """

          - id: note
            create: salesforce.Task
            set: { WhatId: =event.id, Subject: "${coalesce(outcome(write), \\"none\\")}" }
        """
    let shell = try Self.world(2, text)
    shell.fault = { _, call in Self.index(of: 2, in: call).map { .records([$0: Self.refused]) } }
    shell.send(Self.rows(1...2))
    shell.finish()
    #expect(shell.outcomes == ["done": 2])
    #expect(shell.steps(accountID(2))["write"] == .failed)
    #expect(Set(shell.salesforce.records(of: "Task").compactMap { $0["Subject"]?.asString }) == ["updated", "failed"])
  }

  @Test func aFullDiskRefusesWhatArrivesAndCallsNothingMore() throws {
    let shell = try Self.world(2)
    shell.failsCommits = true
    let ticket = shell.send(Self.rows(1...2))
    shell.run()
    #expect(shell.acknowledged[ticket] == .refused(.notKept(reason: "The disk is full.")))
    let late = shell.send(Self.rows(1...2))
    shell.run()
    #expect(shell.acknowledged[late] == .refused(.notKept(reason: "The disk is full.")))
    #expect(shell.calls.isEmpty && shell.alerts.map(\.change) == [.journalFailed])
  }

  @Test func aDrainEndsWhatRunsAndRefusesWhatComes() throws {
    let shell = try Self.world(2)
    shell.latency = { _ in (1, 1) }
    shell.send(Self.rows(1...2))
    shell.run(until: Shell.start.after(0.5))
    shell.give(.drain)
    let late = shell.send(Self.rows(1...1))
    #expect(shell.acknowledged[late] == .refused(.draining))
    #expect(!shell.drained)
    shell.run()
    #expect(shell.drained && shell.outcomes == ["done": 2] && shell.violations == [])
  }
}
