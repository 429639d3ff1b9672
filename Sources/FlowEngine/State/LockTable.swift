/// What no two effects may touch at once: match sets of creates, records that are read, compared and written.
///
/// The holder is an effect key: one event's step, one item. A lock is held from the reading to the confirmation; a doubtful effect keeps it
/// until it is settled, over waves and restarts.
struct LockTable: Sendable {
  private struct Holder {
    var effect: String
    var doubtful: Bool
  }

  private var holders: [String: Holder] = [:]

  enum Grant {
    case granted
    /// By an effect that is being carried out: it will be free soon.
    case busy
    /// By an effect of which nobody knows whether it was done.
    case doubtful
  }

  var isEmpty: Bool { holders.isEmpty }

  /// Takes all of the locks, or none.
  mutating func take(_ locks: [String], for effect: String) -> Grant {
    for lock in locks {
      if let holder = holders[lock], holder.effect != effect { return holder.doubtful ? .doubtful : .busy }
    }
    for lock in locks { holders[lock] = Holder(effect: effect, doubtful: false) }
    return .granted
  }

  mutating func release(_ locks: [String], of effect: String) {
    for lock in locks where holders[lock]?.effect == effect { holders[lock] = nil }
  }

  /// Keeps the locks for an effect that has no answer.
  mutating func doubt(_ locks: [String], of effect: String) {
    for lock in locks where holders[lock] == nil || holders[lock]?.effect == effect { holders[lock] = Holder(effect: effect, doubtful: true) }
  }
}
