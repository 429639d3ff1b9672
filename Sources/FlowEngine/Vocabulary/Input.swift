public import CEL
public import Calls

/// Something that happened outside the engine, and when. Time is only ever what inputs say; it must not go back.
public struct Input: Sendable {
  public var now: Timestamp
  public var fact: Fact

  public init(_ fact: Fact, at now: Timestamp) {
    self.fact = fact
    self.now = now
  }

  public enum Fact: Sendable {
    /// What the journal held when it was opened. First, once.
    case restored(RestoredState)
    /// Rows for a flow. Answered by `Command.acknowledge` with the same ticket.
    case arrived(Arrival)
    /// A source's schedule says that it is time. The engine polls, page by page, and ends with `Command.polled`.
    case pollDue(SourceID)
    /// The answer of a `Command.load`.
    case loaded(LoadID, LoadedRows)
    /// The journal could not be read.
    case loadFailed(LoadID, reason: String)
    /// Everything of the commit is durable.
    case committed(CommitID)
    /// Nothing of the commit was kept. The engine stops writing and refuses what arrives, since it can promise nothing any more.
    case commitFailed(CommitID, reason: String)
    /// The answer of a `Command.call`.
    case answered(CallID, CallResult)
    /// The time of the last `Command.wake` has come. Harmless when it has not.
    case woke
    /// Dead letters that were opened again: the journal has their events, due now.
    case replayed([BegunEvent])
    /// A connection that had paused may be tried again: a person has mended its login.
    case resume(connection: String)
    /// What people have paused from now on; it takes the place of what they had paused before.
    case held(Holds)
    /// No more rows will come: windows close without waiting. For `--once` and `--rows`.
    case noMoreRows
    /// Stop: nothing more is accepted, no wave begins, what runs comes to its end or to a safe place. Ends with `Command.drained`.
    case drain
  }
}

/// Rows for one source of a flow.
public struct Arrival: Sendable {
  public var source: SourceID
  public var content: Content
  public var ticket: Ticket

  public enum Content: Sendable {
    /// A webhook's body: the row itself, or what `each` takes the rows from.
    case body(Value)
    /// Rows, each on its own, as `--rows` reads them.
    case rows([Row])
    /// An authenticated body that is no JSON: kept as a dead letter.
    case unreadable(body: [UInt8], reason: String)
  }

  /// One row, or a line that could not be read as one.
  public enum Row: Sendable {
    case row(Value)
    case unreadable(text: String, reason: String)
  }

  public init(source: SourceID, content: Content, ticket: Ticket) {
    self.source = source
    self.content = content
    self.ticket = ticket
  }
}

/// How a call ended.
public enum CallResult: Sendable {
  case found(FindAnswer)
  case written(WriteAnswer)
  case polled(PollAnswer)
  case notified(NotifyAnswer)
  case operated(OperationAnswer)
  /// The call as a whole.
  case failed(CallFailure)
}
