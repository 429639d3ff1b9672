public import CEL

/// Reads one page of an object's records in the order of their watermark.
public struct PollCall: Sendable, Equatable {
  public var connection: String
  public var object: String
  /// Paths to read; identity, watermark, modified and created fields are always added.
  public var fields: [String]
  /// Everything from this watermark on (inclusive, the connector takes its overlap off); nil reads all.
  public var since: Timestamp?
  /// The page to go on from; nil for the first.
  public var page: String?

  public init(connection: String, object: String, fields: [String], since: Timestamp? = nil, page: String? = nil) {
    self.connection = connection
    self.object = object
    self.fields = fields
    self.since = since
    self.page = page
  }
}

/// One page of a poll.
public struct PollAnswer: Sendable, Equatable {
  public var records: [Record]
  /// The next page; nil when this was the last.
  public var next: String?
  /// Up to here nothing is still to come: the next poll begins no later, whatever the records' watermarks say. Nil where the target does not tell.
  public var covered: Timestamp?
  public var info: CallInfo

  public init(records: [Record], next: String? = nil, covered: Timestamp? = nil, info: CallInfo = CallInfo()) {
    self.records = records
    self.next = next
    self.covered = covered
    self.info = info
  }
}
