import CEL
import OrderedCollections

/// A write that a row of the batch wants, from its decision to its answer.
struct Intent: Sendable {
  enum State: Sendable {
    case waits
    /// The target has it.
    case done
    /// Handled: failed, given up, or put off.
    case over
  }

  let row: Int
  var effect: EffectRecord
  /// The record as it was read; empty for a create.
  var before: Record
  /// True when an earlier attempt may have been carried out: the effect was found without an answer.
  var wasDoubtful: Bool
  /// True when the journal has it as it will be sent.
  var isRecorded: Bool
  var state = State.waits
  var note: String?
  /// What *base* becomes when it is confirmed.
  var marks: [BaseMark] = []

  init(row: Int, effect: EffectRecord, before: Record, wasDoubtful: Bool, isRecorded: Bool? = nil) {
    self.row = row
    self.effect = effect
    self.before = before
    self.wasDoubtful = wasDoubtful
    self.isRecorded = isRecorded ?? wasDoubtful
  }

  /// What the step's name stands for afterwards: the record as it is now.
  func binding(identity: String, id: String) -> Value {
    var record = before
    for (path, value) in effect.fields { record[path] = value }
    record[identity] = .string(id)
    return .map(record)
  }
}
