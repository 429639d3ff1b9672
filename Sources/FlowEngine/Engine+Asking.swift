import CEL
import Calls
import FlowCheck
public import FlowSyntax

/// What an answer is for.
enum LoadPurpose: Sendable {
  case intake(Int)
  /// Events of a line; `query` is nil when only due ones were asked for.
  case line(Int, query: WaitingQuery?, known: EventID, due: [EventID])
  /// Known values for a wave.
  case wave(Int)
}

enum CommitPurpose: Sendable {
  case intake(Accepted)
  /// Events of a flow have ended, or wait.
  case ends(flow: Int, [EventEnd], parked: [EventID])
  /// The wave goes on.
  case wave(Int)
  case nothing
}

struct PendingCall: Sendable {
  enum Purpose: Sendable {
    case wave(Int, tag: Int)
    case poll(SourceID)
    /// Records of a flow in a cycle, by id.
    case reread(Int)
  }

  var connection: String
  var purpose: Purpose
  var sentAt: Timestamp
}

/// Numbers that only rise.
struct Numbers: Sendable {
  var nextEvent: EventID = 1
  var nextReading: Int64 = 1
  var nextLoad = 1
  private var nextCommit = 1
  var nextCall = 1
  private var nextWave = 1

  mutating func reading() -> Int64 {
    defer { nextReading += 1 }
    return nextReading
  }

  mutating func load() -> LoadID {
    defer { nextLoad += 1 }
    return LoadID(nextLoad)
  }

  mutating func commit() -> CommitID {
    defer { nextCommit += 1 }
    return CommitID(nextCommit)
  }

  mutating func call() -> CallID {
    defer { nextCall += 1 }
    return CallID(nextCall)
  }

  mutating func wave() -> Int {
    defer { nextWave += 1 }
    return nextWave
  }
}

extension Engine {
  mutating func load(_ request: LoadRequest, for purpose: LoadPurpose) {
    let id = numbers.load()
    loads[id] = purpose
    out.append(.load(id, request))
  }

  @discardableResult
  mutating func commit(_ operations: [JournalOperation], for purpose: CommitPurpose) -> CommitID {
    let id = numbers.commit()
    commits[id] = purpose
    for operation in operations {
      openWrites.note(operation)
      switch operation {
      case .wrote(let write): overlay.set(write, commit: id)
      case .mark(let mark): marks[mark.pair] = max(marks[mark.pair] ?? mark.reading, mark.reading)
      case .release(let key, let event): overlay.release(key, event: event, commit: id)
      default: break
      }
    }
    out.append(.commit(id, operations))
    return id
  }

  mutating func call(_ call: Call, for purpose: PendingCall.Purpose) {
    let id = numbers.call()
    calls[id] = PendingCall(connection: call.connection, purpose: purpose, sentAt: now)
    out.append(.call(id, call))
  }
}

extension Engine {
  /// The priority of the flow that a call is made for.
  public func priority(of call: CallID) -> Flow.Priority {
    switch calls[call]?.purpose {
    case .wave(let id, _): waves[id].map { plans[$0.flow].flow.priority } ?? .normal
    case .poll(let source): flowNumbers[source.flow].map { plans[$0].flow.priority } ?? .normal
    case .reread(let flow): plans.indices.contains(flow) ? plans[flow].flow.priority : .normal
    case nil: .normal
    }
  }
}
