import CEL
import Calls
import FlowCheck
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Events run under the version of their flow that accepted them, whatever the file says since.
@Suite struct EarlierVersionTests {
  private static func text(_ mark: String, window: String = "") -> String {
    Texts.plain.replacing("Phone: =event.phone", with: "Phone: \"\(mark) ${event.phone}\"") + window
  }

  private static func world(_ versions: [[CheckedFlow]]) -> Shell {
    let shell = Shell(versions[0])
    shell.versions = versions
    for number in 1...2 { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": .string("A\(number)")], into: "Account") }
    return shell
  }

  private static func row(_ number: Int, _ phone: String) -> Record {
    ["id": .string(accountID(number)), "n": 1, "phone": .string(phone), "at": .timestamp(Shell.start)]
  }

  /// What was written, record by record, in order.
  private static func written(_ shell: Shell) -> [String: [String]] {
    var written: [String: [String]] = [:]
    for logged in shell.calls {
      guard case .write(let call) = logged.call, case .written? = logged.result else { continue }
      for record in call.records { written[record.id ?? "", default: []].append(record.fields["Phone"]?.asString ?? "") }
    }
    return written
  }

  @Test(arguments: ["", "\nwindow: { events: 100, wait: 30s }"])
  func openEventsRunOnUnderTheirVersionInOrder(window: String) throws {
    let old = try flow("plain", Self.text("old", window: window))
    let new = try flow("plain", Self.text("new", window: window))
    #expect(old.version != new.version)
    let shell = Self.world([[old], [new]])
    var isDown = true
    shell.fault = { _, call in
      guard isDown, case .write = call else { return nil }
      return .refused(CallFailure(.retry, code: "http_500", message: "Trouble."))
    }
    shell.send([Self.row(1, "1"), Self.row(1, "2"), Self.row(2, "3")])
    shell.run(until: Shell.start.after(40))
    shell.crash()
    shell.run(until: Shell.start.after(45))
    shell.send([Self.row(1, "4"), Self.row(2, "5"), Self.row(1, "6")])
    shell.run(until: Shell.start.after(50))
    isDown = false
    shell.finish()
    #expect(Self.written(shell) == [accountID(1): ["old 1", "old 2", "new 4", "new 6"], accountID(2): ["old 3", "new 5"]])
    #expect(shell.tables.ends.count == 6 && shell.tables.ends.values.allSatisfy { $0.ending == .done })
  }

  @Test func aFileThatIsTakenBackAndChangedAgainKeepsTheOrderOfAKey() throws {
    let old = try flow("plain", Self.text("old"))
    let new = try flow("plain", Self.text("new"))
    let shell = Self.world([[old], [new]])
    var isDown = true
    shell.fault = { _, call in
      guard isDown, case .write = call else { return nil }
      return .refused(CallFailure(.retry, code: "http_500", message: "Trouble."))
    }
    for round in 0..<4 {
      shell.send([Self.row(1, "\(round)a"), Self.row(2, "\(round)b")])
      shell.run(until: Shell.start.after(Double(10 * round + 5)))
      shell.crash()
      shell.run(until: Shell.start.after(Double(10 * round + 10)))
    }
    isDown = false
    shell.finish()
    #expect(
      Self.written(shell) == [
        accountID(1): ["old 0a", "new 1a", "old 2a", "new 3a"], accountID(2): ["old 0b", "new 1b", "old 2b", "new 3b"],
      ])
  }

  @Test func anEventOfAVersionThatNobodyKnowsRunsUnderThePresentOne() throws {
    let old = try flow("plain", Self.text("old"))
    let new = try flow("plain", Self.text("new"))
    let shell = Self.world([[old], [new]])
    shell.versions = []
    var isDown = true
    shell.fault = { _, call in
      guard isDown, case .write = call else { return nil }
      return .refused(CallFailure(.retry, code: "http_500", message: "Trouble."))
    }
    shell.send([Self.row(1, "1")])
    shell.run(until: Shell.start.after(5))
    shell.versions = [[new]]
    shell.crash()
    isDown = false
    shell.finish()
    #expect(Self.written(shell) == [accountID(1): ["new 1"]])
  }
}
