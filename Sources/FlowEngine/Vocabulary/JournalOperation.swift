public import CEL
public import Calls

/// One change of the journal. A commit carries several and keeps all or none; within it they apply in order.
public enum JournalOperation: Sendable, Equatable {
  /// A new open event. Ids are never given twice.
  case accept(OpenEvent)
  /// A row that has ended as it came: counted under flow, ending and reason, not stored.
  case count(flow: String, ending: Ending, at: Timestamp, rows: Int)
  /// A delivery that is dropped when it comes again.
  case remember(DeliveryKey, at: Timestamp)
  /// Insert or replace the known value of one field.
  case know(KnownValue)
  /// Set hash, value and `moved` of a known value; where there is none yet, insert it without time and with reading 0.
  case wrote(KnownWrite)
  /// Set a `once` claim; there is none, or it is this event's.
  case claim(OnceClaim)
  /// Take back a claim that this event has.
  case release(AboutKey, event: EventID)
  case watermark(Watermark)
  /// A window's survivor takes over the past of the first event of its thing.
  case survive(EventID, was: Value, changed: [FieldChange])
  /// The event has begun under this version.
  case begin(EventID, version: String)
  /// Insert or replace results of steps.
  case save(EventID, [StepResult])
  /// Insert effects; one that is there is replaced.
  case intend([EffectRecord])
  /// Open effects are carried by this job, or by none any more.
  case carry(effects: [String], job: String?)
  /// The target has it, under this id.
  case confirm(effect: String, id: String?)
  /// Sent, no answer.
  case doubt(effect: String)
  /// Refused: nothing was written.
  case fail(effect: String, CallFailure)
  /// Never sent: forget it.
  case withdraw(effect: String)
  /// Set or clear when the event is tried again.
  case retry(EventID, RetryState?)
  /// The event's one outcome. An open event with this id exists; its results are replaced by those of the end.
  case end(EventID, EventEnd)
  case deadLetter(DeadLetter)
  /// Insert or replace; nil as reason takes the pause back.
  case pause(connection: String, reason: String?)
  /// Insert or replace what was used of a connection's allowance, as the shell writes it down.
  case allowance(connection: String, used: String)
  /// Insert, or raise: a mark never goes back.
  case mark(BaseMark)
}
