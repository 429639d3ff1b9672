import CEL
import Calls
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax

/// What goes wrong in a case, and when.
struct CaseFaults {
  /// What becomes of a call.
  enum Strike {
    case refused(CallFailure)
    /// It is carried out, and its answer is lost.
    case unanswered
    /// It is refused for good; of a write, each of its records.
    case rejected(CallFailure)
    /// So many records of it are refused for now.
    case partial(Int)
  }

  private struct Armed {
    var fault: TestFault
    var seen = 0
    /// Of a maintenance under way: its connection and end.
    var down: (connection: String, until: Timestamp)?
  }

  private static let standardLength = 300.0
  private var armed: [Armed]
  let duplicatesDeliveries: Bool

  init(_ faults: [TestFault]) {
    duplicatesDeliveries = faults.contains { $0.kind.value == .duplicate_delivery }
    armed = faults.filter { $0.kind.value != .duplicate_delivery }.map { Armed(fault: $0) }
  }

  /// Nil where the call is carried out as usual.
  mutating func strike(_ call: FlowEngine.Call, at now: Timestamp) -> Strike? {
    for index in armed.indices {
      if let down = armed[index].down, down.connection == call.connection {
        if now < down.until { return .refused(Self.maintenance) }
        armed[index].down = nil
      }
    }
    for index in armed.indices {
      let fault = armed[index].fault
      guard fault.at.value == call.place, fault.connection.map({ $0.value == call.connection }) ?? true else { continue }
      armed[index].seen += 1
      guard armed[index].seen == fault.call?.value ?? 1 else { continue }
      let length = fault.length?.value ?? Self.standardLength
      switch fault.kind.value {
      case .rate_limit:
        return .refused(
          CallFailure(.rate, code: "rate_limit", message: "The limit of requests is reached.", retryAfter: length, affectsConnection: true))
      case .timeout_after_commit: return .unanswered
      case .rejected: return .rejected(Self.rejection)
      case .partial_batch: return .partial(fault.records?.value ?? 1)
      case .maintenance:
        armed[index].down = (call.connection, now.adding(Timespan(nanoseconds: Int64(length * 1e9))) ?? now)
        return .refused(Self.maintenance)
      case .duplicate_delivery: continue
      }
    }
    return nil
  }

  static let noAnswer = CallFailure(.unknown, code: "timeout", message: "No answer came.")
  private static let rejection = CallFailure(.rejected, code: "refused", message: "The system refuses it.")
  static let locked = CallFailure(.retry, code: "record_locked", message: "The record is locked for now.")
  private static let maintenance = CallFailure(.retry, code: "http_503", message: "The system is under maintenance.", affectsConnection: true)
}

extension FlowEngine.Call {
  /// How tests call its kind.
  var place: TestFault.Place {
    switch self {
    case .find: .find
    case .write: .write
    case .poll: .poll
    case .notify: .notify
    case .operation: .call
    }
  }
}
