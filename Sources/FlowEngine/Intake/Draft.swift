import CEL

/// What became of a row before the journal was asked.
struct Draft: Sendable {
  enum Content: Sendable {
    case event(Reading)
    /// No event could be made of it.
    case dead(DeadReason, raw: Value)
  }

  /// An event, read from its row.
  struct Reading: Sendable {
    var event: Value
    var about: String
    var key: String?
    var at: Timestamp
    /// True when the row itself says when it happened.
    var ownTime: Bool
    var delivery: String?
    var bindings: Bindings
  }

  var source: Int
  var content: Content
  /// The number of the reading that it came with.
  var reading: Int64
  /// Polled rows without news are counted, not stored.
  var polled: Bool
  /// The row existed when the flow began: its values are marked as seen, and it is not run.
  var before = false
  /// Makes an event even if nothing in it is news.
  var isForced = false
  /// Read by the step that has the lock of the record.
  var isSighting = false
  /// An existing record that is sent through on purpose: news or not, and marked as seen for `once` or not.
  private(set) var isBackfill = false

  /// `delivery` names it among those of its backfill.
  mutating func makeBackfill(_ delivery: String) {
    guard case .event(var reading) = content else { return }
    reading.delivery = delivery
    content = .event(reading)
    (isBackfill, isForced) = (true, true)
  }
}

extension Draft {
  /// Names what is no JSON by its content, so that the same line sent again makes no second dead letter. What was read and failed in a formula
  /// has no name: the flow may have been mended.
  static func delivery(unreadable raw: Value, _ reason: DeadReason) -> String? {
    guard reason.kind == .unreadable else { return nil }
    switch raw {
    case .string(let text): return Digest.hex(["unreadable", text])
    case .bytes(let bytes): return Digest.hex(["unreadable", String(decoding: bytes, as: UTF8.self)])
    default: return nil
    }
  }
}
