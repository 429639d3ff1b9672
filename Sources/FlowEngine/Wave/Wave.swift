import CEL
import FlowCheck
import OrderedCollections

/// Events of distinct keys that go through a flow's steps together: at most one of a key, and up to 2,000.
///
/// Each step runs over the whole batch before the next one begins, which is what makes a lookup a few queries and a write collections calls.
/// An event that must wait for a retry leaves the wave; the others go on.
struct Wave: Sendable {
  static let size = 2_000

  let id: Int
  let flow: Int
  /// The earlier version of the flow that it runs; nil for the present one.
  let pin: Int?
  var events: [WaveEvent]
  /// The steps in hand, the innermost block last.
  var batches: [Batch]
  /// Operations for the next commit.
  var pending: [JournalOperation]
  /// Events that the window before this wave has ended.
  var ends: [EventEnd]
  /// Calls and commits that have not been answered.
  var outstanding = 0
  var records = RecordCache()
  /// Known values that a step has asked for.
  var known: [AboutKey: [String: KnownValue]] = [:]
  /// The number of the next call when it began.
  let firstCall: Int

  init(id: Int, flow: Int, pin: Int?, events: [OpenEvent], plan: Plan, pending: [JournalOperation], ends: [EventEnd], firstCall: Int) {
    self.firstCall = firstCall
    self.id = id
    self.flow = flow
    self.pin = pin
    self.pending = pending
    self.ends = ends
    self.events = events.map(WaveEvent.init)
    let rows = events.enumerated().map { index, event in
      var bindings = plan.bindings(now: event.acceptedAt)
      bindings[plan.slots.event] = event.event
      bindings[plan.slots.was] = event.was
      return Row(event: index, item: "", parent: nil, bindings: bindings)
    }
    batches = [Batch(steps: plan.flow.steps, rows: rows, block: nil)]
  }

  /// The innermost batch.
  var batch: Batch {
    get { batches[batches.count - 1] }
    _modify { yield &batches[batches.count - 1] }
  }

  func isLive(_ row: Int) -> Bool { batch.rows[row].isLive && events[batch.rows[row].event].fate == nil }

  func bindings(_ row: Int) -> Bindings { batch.rows[row].bindings }

  func event(_ row: Int) -> WaveEvent { events[batch.rows[row].event] }

  func key(_ row: Int, _ step: CheckedStep) -> StepKey { StepKey(step: step.id, item: batch.rows[row].item) }
}

/// An event in a wave.
struct WaveEvent: Sendable {
  let event: OpenEvent
  /// Results that were kept before, by step and item: these steps are not run again.
  let kept: [StepKey: StepResult]
  /// Effects that were recorded before.
  let effects: [StepKey: EffectRecord]
  /// Results in this wave, kept ones included.
  var results: [StepResult] = []
  /// How many of them the journal has.
  var saved = 0
  /// Nil while it runs.
  var fate: Fate?
  /// What a write would send, for the dead letter.
  var payload: Value?
  /// How often a write found that the record had changed meanwhile.
  var conflicts = 0
  var hasBegun: Bool
  /// True once an effect is recorded: from then on the results so far stay, so that no condition can flip and orphan it.
  var hasEffects: Bool

  enum Fate: Sendable, Equatable {
    case ended(Ending)
    case waits(RetryState)
  }

  init(_ event: OpenEvent) {
    self.event = event
    kept = Dictionary(event.results.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    effects = Dictionary(event.effects.map { ($0.step, $0) }, uniquingKeysWith: { _, last in last })
    hasEffects = !event.effects.isEmpty
    hasBegun = !event.results.isEmpty || !event.effects.isEmpty || event.retry != nil
  }

  /// Attempts so far, this one included.
  var attempts: Int { (event.retry?.attempts ?? 0) + 1 }
}

/// Steps that run over rows: the flow's own, or those of a block.
struct Batch: Sendable {
  let steps: [CheckedStep]
  var next = 0
  var rows: [Row]
  /// The step in hand.
  var running: (any Operator)?
  /// The block whose inside this is.
  let block: CheckedStep?
  /// Rows of the outer batch that the block concerns.
  let over: [Int]
  /// Rows of the outer batch whose block has failed, under `on_error: continue`.
  var failed: [Int: DeadReason] = [:]

  init(steps: [CheckedStep], rows: [Row], block: CheckedStep?, over: [Int] = []) {
    self.over = over
    self.steps = steps
    self.rows = rows
    self.block = block
  }
}

/// One event, or one item of a `for_each` of it; its bindings hold a value for each step that has run.
struct Row: Sendable {
  let event: Int
  /// Names the items of the blocks around it.
  let item: String
  /// The row of the outer batch.
  let parent: Int?
  var bindings: Bindings
  var outcomes = Record()
  var isLive = true
  /// What the last step gave.
  var last = Value.null

  init(event: Int, item: String, parent: Int?, bindings: Bindings) {
    self.event = event
    self.item = item
    self.parent = parent
    self.bindings = bindings
  }
}

/// One step over a batch. `advance` is asked again whenever everything that it waited for has come.
protocol Operator: Sendable {
  /// Goes as far as it can; true when the step is done for every row.
  mutating func advance(_ wave: inout Wave, _ engine: inout Engine) -> Bool
  /// Takes the answer of a call that it sent under this tag.
  mutating func answered(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine)
}
