import CEL
import Calls
import FlowCheck
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// What people have paused rests, and loses nothing.
@Suite struct HoldTests {
  private static func world() throws -> Shell {
    let shell = Shell([try flow("plain", Texts.plain)])
    _ = shell.salesforce.insert(["Id": .string(accountID(1)), "Name": .string("A")], into: "Account")
    return shell
  }

  private static func row(_ phone: String) -> Record {
    ["id": .string(accountID(1)), "n": 1, "phone": .string(phone), "at": .timestamp(Shell.start)]
  }

  @Test(arguments: [Holds(flows: ["plain": "Not now."]), Holds(connections: ["salesforce": "Not now."])])
  func whatIsPausedWaitsUntilItIsResumed(holds: Holds) throws {
    let shell = try Self.world()
    shell.give(.held(holds))
    let ticket = shell.send([Self.row("1"), Self.row("2")])
    shell.run(until: Shell.start.after(3600))
    #expect(shell.acknowledged[ticket] == .accepted)
    #expect(shell.calls.isEmpty)
    let idle = try #require(shell.idle)
    #expect(idle.waiting == 2 && idle.nextDue == nil)
    #expect(idle.held == holds.flows)
    #expect(idle.blocked == holds.connections.mapValues { "`salesforce` is paused: \($0)" })
    shell.give(.held(Holds()))
    shell.run()
    #expect(shell.account(accountID(1))["Phone"] == "2")
    #expect(shell.tables.ends.values.allSatisfy { $0.ending == .done } && shell.tables.ends.count == 2)
  }

  @Test func aPauseOutlastsALimitAndARetry() throws {
    let shell = try Self.world()
    var isLimited = true
    shell.fault = { _, _ in
      guard isLimited else { return nil }
      isLimited = false
      return .refused(CallFailure(.rate, code: "http_429", message: "Slow down.", retryAfter: 60, affectsConnection: true))
    }
    shell.send([Self.row("1")])
    shell.run(until: Shell.start.after(1))
    let calls = shell.calls.count
    #expect(calls == 1)
    shell.give(.held(Holds(connections: ["salesforce": "Not now."])))
    shell.run(until: Shell.start.after(3600))
    #expect(shell.calls.count == calls)
    shell.give(.held(Holds()))
    shell.run()
    #expect(shell.account(accountID(1))["Phone"] == "1")
  }
}
