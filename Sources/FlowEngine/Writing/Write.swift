import CEL
import Calls
import FlowCheck
import Schema

/// `update`, `upsert`, `create` over a batch: find, compare, record what is intended, send, confirm. Deciding and writing are apart.
///
/// Rows that would touch what another row (or another wave) is touching are put off to a further pass, which reads anew.
struct Write: Operator {
  enum Kind: Sendable { case create, update, upsert }

  enum Phase {
    case begin
    /// Creates without an answer are looked for by their stamp.
    case readingBack
    case matching
    /// What was read becomes known in the flow that leads back, and known values of both are asked for.
    case sighting
    case weighing
    /// Values that won are given to the flow that leads back.
    case returning
    /// The effects are being recorded.
    case intending
    case sending
    case over
  }

  let step: CheckedStep
  let write: CheckedWrite
  let kind: Kind
  var phase = Phase.begin
  /// Rows of this pass, and those put off to the next.
  var rows: [Int]
  var deferred: [Int] = []
  /// Locks that rows of this pass hold.
  var held: [Int: [String]] = [:]
  /// Effects of rows that were recorded and have no answer.
  var open: [Int: EffectRecord] = [:]
  var isFirstPass = true
  var matcher: Matcher?
  var readBack: [Int: [Int]] = [:]
  var intents: [Intent] = []
  /// Intents, by index, of calls to be sent.
  var queue: [[Int]] = []
  var sent: [Int: [Int]] = [:]
  var nextTag = 0
  var waits = WaitDraw()
  /// Where a flow leads back.
  var crossing: Crossing?
  /// The number before the reading of this pass was sent, and what *base* becomes by its writes.
  var sentAt: Int64 = 0
  var mark: Int64 = 0
  /// Fields of open effects that were found as they were meant.
  var foundWritten: Set<Int> = []
  /// Records with values that won.
  var winners: [Record] = []
  /// How often a reading was not what is known.
  var mismatches: [Int: Int] = [:]

  init(_ step: CheckedStep, _ write: CheckedWrite, _ kind: Kind, _ rows: [Int]) {
    self.step = step
    self.write = write
    self.kind = kind
    self.rows = rows
  }

  mutating func advance(_ wave: inout Wave, _ engine: inout Engine) -> Bool {
    while wave.outstanding == 0 {
      switch phase {
      case .begin:
        begin(&wave, &engine)
        if rows.isEmpty && !deferred.isEmpty {
          // All that is left waits for locks of other waves.
          (rows, deferred) = (deferred, [])
          return false
        }
      case .readingBack: match(&wave, &engine)
      case .matching:
        guard advanceMatcher(&wave, &engine) else { return false }
        if crossing == nil { intend(&wave, &engine) } else { sight(&wave, &engine) }
      case .sighting: askForKnown(&wave, &engine)
      case .weighing:
        intend(&wave, &engine)
        if !winners.isEmpty { giveBack(&wave, &engine) }
      case .returning: recordIntents(&wave, &engine)
      case .intending:
        plan(&wave, &engine)
      case .sending:
        sendQueue(&wave, &engine)
        if wave.outstanding == 0 && queue.isEmpty { endPass(&wave, &engine) }
      case .over: return true
      }
    }
    return false
  }

  mutating func answered(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine) {
    switch phase {
    case .readingBack: readBack(tag, result, &wave, &engine)
    case .matching: matcher?.answered(tag, result, &wave, &engine)
    case .sending: take(tag, result, &wave, &engine)
    case .begin, .sighting, .weighing, .returning, .intending, .over: break
    }
  }

  func effectKey(_ row: Int, _ wave: Wave, _ engine: Engine) -> String {
    Digest.hex(["effect", engine.journal, engine.plan(of: wave).flow.name, String(wave.event(row).event.id), step.id, wave.batch.rows[row].item])
  }

  /// Gives up the locks of what is settled and goes on with what was put off.
  private mutating func endPass(_ wave: inout Wave, _ engine: inout Engine) {
    for (row, locks) in held { engine.locks.release(locks, of: effectKey(row, wave, engine)) }
    held = [:]
    intents = []
    matcher = nil
    isFirstPass = false
    wave.known = [:]
    (rows, deferred) = (deferred, [])
    phase = rows.isEmpty ? .over : .begin
  }
}
