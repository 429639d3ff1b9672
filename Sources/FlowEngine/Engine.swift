public import CEL
import Calls
public import FlowCheck

/// The heart: a synchronous state machine that takes rows and answers, and says what to make durable and what to call.
///
/// It has no `await`, clock, randomness, lock or I/O: the same inputs give the same commands, to the byte. A shell carries the commands out
/// over a journal, connectors and a clock; a simulation replaces the shell only.
///
/// Flows read one event, run a batch: see `Plan` and `Wave`.
public struct Engine: Sendable {
  enum Mode: Equatable {
    /// Until the journal's state has come.
    case starting
    case running
    case draining
    case drained
    /// The journal has refused a commit: nothing can be promised any more.
    case failed(String)

    var isWorking: Bool { self == .running }
  }

  var mode = Mode.starting
  var now: Timestamp
  let plans: [Plan]
  /// Earlier versions of the flows, for the events that they accepted.
  let earlier: EarlierPlans
  let flowNumbers: [String: Int]
  /// Flows that watch a field that others write.
  let watchers: Watchers
  /// Flows that lead back to each other.
  let crossings: Crossings
  var journal = ""
  var intakes: [Intake]
  var lines: [Line]
  var connections: [String: ConnectionState]
  var holds = Holds()
  var watermarks: [SourceID: Watermark] = [:]
  var polls: [SourceID: PollRun] = [:]
  var waves: [Int: Wave] = [:]
  /// Waves that wait for a lock of another.
  var lockWaiters: Set<Int> = []
  var locks = LockTable()
  var overlay = KnownOverlay()
  var written = WrittenRecords()
  var openWrites = OpenWrites()
  var rereads: [Int: Rereads] = [:]
  /// *Base* of each pair of fields.
  var marks: [String: Int64] = [:]
  var clocks: [String: ClockOffset] = [:]
  /// The number of a batch of readings that is being committed, by flow in a cycle.
  var deciding: [Int: Int64] = [:]
  var jitter: Jitter
  var numbers = Numbers()
  var loads: [LoadID: LoadPurpose] = [:]
  var commits: [CommitID: CommitPurpose] = [:]
  var calls: [CallID: PendingCall] = [:]
  /// Events that a window has ended, by the commit that makes it durable.
  var windowEnds: [CommitID: (flow: Int, ends: [EventEnd])] = [:]
  var flowsWithDeadLetters: Set<String> = []
  var noMoreRows = false
  /// What formulas see as `now`, instead of the time of acceptance.
  let acceptAs: Timestamp?
  var lastWake: Timestamp?
  var lastIdle: Idle?
  var out: [Command] = []

  /// An engine for these flows. A connection that is not named has the default facts. `seed` decides the jitter of retries; `trace` is told of every step.
  /// Events that one of the `earlier` versions accepted run on under it; those of a version that is not given run under the present one.
  /// With `acceptAs`, events are accepted as if it were that time, so that a planned run gives what was planned.
  public init(
    flows: [CheckedFlow], earlier versions: [CheckedFlow] = [], connections facts: [String: ConnectionFacts], seed: UInt64,
    trace: (any EngineTrace)? = nil, acceptAs: Timestamp? = nil
  ) {
    self.acceptAs = acceptAs
    plans = flows.map { Plan($0, trace: trace) }
    earlier = EarlierPlans(versions.map { Plan($0, trace: trace) }, of: plans)
    flowNumbers = Dictionary(flows.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    watchers = Watchers(plans)
    crossings = Crossings(plans)
    intakes = flows.map { _ in Intake() }
    lines = flows.map { Line(room: max(3 * Wave.size, 2 * ($0.window?.events ?? 0))) }
    var connections: [String: ConnectionState] = [:]
    for name in (plans + earlier.plans).flatMap(\.connections) + plans.flatMap(\.polled) {
      connections[name] = ConnectionState(facts: facts[name] ?? ConnectionFacts())
    }
    self.connections = connections
    jitter = Jitter(seed: seed)
    // Cannot fail: the epoch is in the range of timestamps.
    now = Timestamp(seconds: 0)!
  }

  /// Takes what happened, and says what is to be done, in order.
  public mutating func step(_ input: Input) -> [Command] {
    now = max(now, input.now)
    take(input.fact)
    settle()
    defer { out = [] }
    return out
  }
}
