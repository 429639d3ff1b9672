public import CEL
public import OrderedCollections

/// What the kit may ask of a system, and write to it.
///
/// What is left out is not tried, and the report says so.
public struct ConformanceTrial: Sendable {
  /// The object to read and write; nil for a connector without records.
  public var object: String?
  /// A field by which its records are found.
  public var key: String?
  /// Fields to read besides.
  public var fields: [String]
  /// New records that the system takes, each with another value of `key`: at least three. They are created, changed, and stay there.
  public var records: [Record]
  /// A record that the system refuses.
  public var refused: Record?
  /// What is changed in a record.
  public var change: Record
  /// A message that may be sent.
  public var message: Message?
  /// An operation that may be carried out.
  public var operation: Operation?

  public struct Message: Sendable {
    /// One that the system knows.
    public var to: String
    public var subject: String?
    public var text: String
    public var channel: String?

    public init(to: String, subject: String? = nil, text: String, channel: String? = nil) {
      (self.to, self.subject, self.text, self.channel) = (to, subject, text, channel)
    }
  }

  public struct Operation: Sendable {
    public var name: String
    public var arguments: Record

    public init(_ name: String, _ arguments: Record = [:]) {
      self.name = name
      self.arguments = arguments
    }
  }

  public init(
    object: String? = nil, key: String? = nil, fields: [String] = [], records: [Record] = [], refused: Record? = nil, change: Record = [:],
    message: Message? = nil, operation: Operation? = nil
  ) {
    self.object = object
    self.key = key
    self.fields = fields
    self.records = records
    self.refused = refused
    self.change = change
    self.message = message
    self.operation = operation
  }
}
