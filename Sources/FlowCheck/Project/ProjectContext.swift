public import FlowSyntax
public import OrderedCollections
public import Schema

/// What a flow is checked against: the project's values, and what its connections are known to have.
public struct ProjectContext: Sendable {
  /// What is known of one connection.
  public struct Connection: Sendable {
    /// `salesforce`, `gainsight`, `slack`, or a manifest's path.
    public var connector: String
    public var schema: ConnectionSchema
    /// Object → the unique field that carries the engine's effect key.
    public var stamp: [String: String]
    /// False for one that has messages but no records: `slack`, `mail`.
    public var hasRecords: Bool
    /// `limits: { per_day: … }`.
    public var callsPerDay: Int?
    /// Names the state of the schema's snapshot; empty without one.
    public var schemaVersion = ""
    /// What `call` can do, by name; nil where it is not known.
    public var operations: OrderedDictionary<String, OperationSchema>?
    /// What `notify` may name behind the connection; nil where it is not known.
    public var channels: [String]?
    /// What `call` may name, where `operations` does not say; nil where it is not known.
    public var operationNames: [String]?
    /// Whether it is known to send no messages.
    public var isMute: Bool

    public init(
      connector: String, schema: ConnectionSchema = ConnectionSchema(), stamp: [String: String] = [:], hasRecords: Bool = true,
      callsPerDay: Int? = nil, operations: OrderedDictionary<String, OperationSchema>? = nil, isMute: Bool = false, channels: [String]? = nil,
      operationNames: [String]? = nil
    ) {
      self.channels = channels
      self.operationNames = operationNames
      self.operations = operations
      self.isMute = isMute
      self.connector = connector
      self.schema = schema
      self.stamp = stamp
      self.hasRecords = hasRecords
      self.callsPerDay = callsPerDay
    }
  }

  /// An IANA name.
  public var timeZone: String
  public var settings: OrderedDictionary<String, DataLiteral>
  /// Nil outside a project: then no connection is looked up, and any object has any field.
  public var connections: OrderedDictionary<String, Connection>?
  public var retry: CheckedFlow.Retry
  /// The bytes of a file, by its path from the project's folder; nil when there is none.
  public var readFile: @Sendable (String) -> [UInt8]?

  public init(
    timeZone: String = "UTC", settings: OrderedDictionary<String, DataLiteral> = [:], connections: OrderedDictionary<String, Connection>? = nil,
    retry: CheckedFlow.Retry = .init(), readFile: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    self.timeZone = timeZone
    self.settings = settings
    self.connections = connections
    self.retry = retry
    self.readFile = readFile
  }
}
