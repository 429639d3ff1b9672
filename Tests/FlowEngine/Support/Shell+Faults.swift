import CEL
import Calls

@testable import FlowEngine

extension Shell {
  /// What goes wrong with a call.
  enum Fault {
    /// The call as a whole fails before it takes effect.
    case refused(CallFailure)
    /// It takes effect, and its answer is lost.
    case lostAnswer
    /// It is lost before it takes effect.
    case lostCall
    /// There is no answer, and it takes effect so many seconds later.
    case lateEffect(after: Double)
    /// Single records fail.
    case records([Int: CallFailure])
  }

  struct Logged {
    var at: Timestamp
    var call: Call
    var result: CallResult?
  }
}
