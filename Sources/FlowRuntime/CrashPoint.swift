/// A place where a process can die with something half done: the crash tests kill it at each of them in turn.
public enum CrashPoint: Sendable, Equatable, CustomStringConvertible {
  case beforeCommit, afterCommit
  case beforeCall(String), afterCall(String)

  public var description: String {
    switch self {
    case .beforeCommit: "before a commit"
    case .afterCommit: "after a commit"
    case .beforeCall(let call): "before \(call)"
    case .afterCall(let call): "after \(call)"
    }
  }
}

/// Called at every crash point, on the thread that is about to go on.
public typealias CrashPoints = @Sendable (CrashPoint) -> Void
