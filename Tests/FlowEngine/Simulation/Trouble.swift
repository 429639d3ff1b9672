import CEL
import Calls
import OrderedCollections

@testable import FlowEngine

/// Trouble by seed: calls that fail in every way, slow answers, maintenance, crashes; until it ends.
final class Trouble {
  var dice: Dice
  let end: Timestamp
  let rate: Double
  let maintenance: ClosedRange<Timestamp>?
  private(set) var counts: [String: Int] = [:]

  init(seed: UInt64, end: Timestamp) {
    dice = Dice(seed &+ 77)
    self.end = end
    rate = dice.pick([0.1, 0.2, 0.25, 0.35])
    let from = Shell.start.after(Double(dice.below(3000)))
    maintenance = dice.chance(0.4) ? from...from.after(Double(60 + dice.below(3000))) : nil
  }

  func note(_ what: String) { counts[what, default: 0] += 1 }

  /// Calls that failed, in all.
  static func failures(_ counts: [String: Int]) -> Int {
    [
      "maintenance", "refused", "rate", "reset after commit, warm", "reset after commit, fresh", "lost answer", "lost call", "conflict",
      "record locked",
    ]
    .reduce(0) { $0 + (counts[$1] ?? 0) }
  }

  func attach(_ shell: Shell) {
    // An item that its target refuses always, and names.
    shell.refuses = { write, record in
      guard write.object == "Line", record.fields["Subject"]?.asString?.hasSuffix("/bad") ?? false else { return nil }
      return CallFailure(.rejected, code: "BAD_LINE", message: "A line is wrong.")
    }
    shell.fault = { [self] shell, call in fault(shell, call) }
    let slow = dice.pick([0.0, 0.2, 2, 30])
    shell.latency = { [self] _ in dice.chance(0.5) ? (0, 0) : (dice.real() * slow, dice.real() * slow) }
    let disk = dice.pick([0.0, 0.005, 0.5])
    shell.commitTime = { [self] _ in dice.real() * disk }
    let deaths = dice.pick([0.0, 0.0, 0.01, 0.03])
    shell.crashes = { [self] _ in
      guard shell.now < end, dice.chance(deaths) else { return false }
      note("crash")
      return true
    }
    shell.downTime = { [self] _ in dice.pick([0.1, 5, 300]) }
  }

  /// A record that its target refuses always; a call of several is refused whole, and nobody says for which.
  private func poisoned(_ call: Call) -> Shell.Fault? {
    guard case .write(let write) = call, write.object == "company" else { return nil }
    guard write.records.contains(where: { Int($0.fields["Arr"]?.asDouble ?? 1) % 29 == 0 }) else { return nil }
    note(write.records.count > 1 ? "bisected" : "poisoned")
    return .refused(CallFailure(.rejected, code: "GU_2001", message: "A record is wrong."))
  }

  private func fault(_ shell: Shell, _ call: Call) -> Shell.Fault? {
    guard shell.now < end else { return nil }
    note("calls in trouble")
    if let refusal = poisoned(call) { return refusal }
    if let maintenance, maintenance.contains(shell.now) {
      note("maintenance")
      return .refused(CallFailure(.retry, code: "http_503", message: "Maintenance.", affectsConnection: true))
    }
    guard dice.chance(rate) else { return nil }
    switch dice.below(7) {
    case 0:
      note("refused")
      return .refused(CallFailure(.retry, code: "http_500", message: "Trouble.", affectsConnection: dice.chance(0.5)))
    case 1:
      note("rate")
      return .refused(CallFailure(.rate, code: "http_429", message: "Slow down.", retryAfter: Double(dice.below(90)), affectsConnection: true))
    case 2:
      let isWarm = shell.calls.dropLast().contains { $0.call.connection == call.connection && $0.result != nil }
      note(call.writes ? isWarm ? "reset after commit, warm" : "reset after commit, fresh" : "lost answer")
      return .lostAnswer
    case 3:
      note("lost call")
      return .lostCall
    default:
      guard case .write(let write) = call, !write.records.isEmpty else { return nil }
      let index = dice.below(write.records.count)
      if dice.chance(0.3) {
        note("conflict")
        return .records([index: CallFailure(.conflict, code: "ENTITY_CHANGED", message: "Changed meanwhile.")])
      }
      note("record locked")
      return .records([index: CallFailure(.retry, code: "UNABLE_TO_LOCK_ROW", message: "Locked.")])
    }
  }
}
