public import CEL

/// Existing records that a poll source sends through on purpose: each of them once, until it is begun again.
public struct Backfill: Sendable, Equatable {
  /// Where the journal keeps its progress, beside the watermarks of the flow's sources: a number below 0, the same for the same choice.
  public var mark: Int
  /// Records that last changed from then on.
  public var since: Timestamp?
  /// Records that last changed before then.
  public var until: Timestamp?
  /// Records with these identities; nil: all.
  public var ids: [String]?
  /// Begins anew: what it has sent through goes through once more.
  public var again: Bool

  public init(mark: Int, since: Timestamp? = nil, until: Timestamp? = nil, ids: [String]? = nil, again: Bool = false) {
    self.mark = mark
    self.since = since
    self.until = until
    self.ids = ids
    self.again = again
  }

  /// Whether a record with this watermark is in the range of dates.
  public func covers(_ changed: Timestamp?) -> Bool {
    if since == nil, until == nil { return true }
    guard let changed else { return false }
    return since.map { changed >= $0 } ?? true && until.map { changed < $0 } ?? true
  }
}
