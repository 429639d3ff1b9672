public import CEL
public import Calls

/// What the engine wants done. A shell carries commands out in order; it decides nothing.
public enum Command: Sendable {
  /// Read rows. The answer must show at least every commit that was answered before this command was given.
  case load(LoadID, LoadRequest)
  /// Make these durable in one transaction, after all commits that were given before. All or nothing.
  case commit(CommitID, [JournalOperation])
  /// Ask a connector. The shell bounds how many run at once on a connection; it repeats none.
  case call(CallID, Call)
  /// Give `Input.woke` at this time. Replaces the wake that was asked for before.
  case wake(at: Timestamp)
  /// Answer whoever sent an arrival.
  case acknowledge(Ticket, Acknowledgement)
  /// An event has ended, or a row was dropped: for summaries and metrics. Durable by then.
  case ended(EventEnd)
  /// A source was read to its end, or its poll failed.
  case polled(SourceID, PollEnd)
  /// Nothing runs, and nothing will before a further input.
  case idle(Idle)
  /// The drain is complete: every answer owed was given.
  case drained
  /// A state of a flow or connection has changed.
  case alert(Alert)
}

/// One call of a connector.
public enum Call: Sendable, Equatable {
  case find(FindCall)
  case write(WriteCall)
  case poll(PollCall)
  case notify(NotifyCall)
  case operation(OperationCall)

  public var connection: String {
    switch self {
    case .find(let call): call.connection
    case .write(let call): call.connection
    case .poll(let call): call.connection
    case .notify(let call): call.connection
    case .operation(let call): call.connection
    }
  }

  /// True for a call that may change something at the target.
  public var writes: Bool {
    switch self {
    case .find, .poll: false
    case .write, .notify, .operation: true
    }
  }
}

/// What became of an arrival.
public enum Acknowledgement: Sendable, Equatable {
  /// Durable: a webhook may be answered 202.
  case accepted
  /// Nothing was stored.
  case refused(Refusal)

  public enum Refusal: Sendable, Equatable {
    /// The engine is coming to its end.
    case draining
    /// The journal cannot keep events now.
    case notKept(reason: String)
    /// No flow of that name, or no such source.
    case unknownSource
  }
}

/// The end of a poll.
public enum PollEnd: Sendable, Equatable {
  case complete(rows: Int)
  case failed(CallFailure)
}

/// What is left when nothing runs.
public struct Idle: Sendable, Equatable {
  /// Events that wait for a retry, a window or a connection.
  public var waiting: Int
  /// When the next of them is due; nil when only an input can move them.
  public var nextDue: Timestamp?
  /// Connections that are paused or whose circuit is open, by name, with the reason.
  public var blocked: [String: String]
  /// Flows that people have paused, and why.
  public var held: [String: String]

  public init(waiting: Int, nextDue: Timestamp?, blocked: [String: String], held: [String: String] = [:]) {
    self.waiting = waiting
    self.nextDue = nextDue
    self.blocked = blocked
    self.held = held
  }
}

/// A change of state that people should hear of, once.
public struct Alert: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    case connection(String)
    case flow(String)
  }

  public enum Change: Sendable, Equatable {
    /// The login was refused; nothing goes on until a person resumes the connection.
    case paused
    /// Calls keep failing; the connection is probed.
    case circuitOpened
    case recovered
    /// The first dead letter of a flow since the start, or since it was well.
    case firstDeadLetter
    /// The journal refused a commit.
    case journalFailed
  }

  public var subject: Subject
  public var change: Change
  public var reason: String

  public init(subject: Subject, change: Change, reason: String) {
    self.subject = subject
    self.change = change
    self.reason = reason
  }
}
