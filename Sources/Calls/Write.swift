public import CEL

/// Writes some records of one object by one verb: exactly one request to the target, so that it stands or falls with one answer.
public struct WriteCall: Sendable, Equatable {
  public enum Verb: String, Sendable {
    /// Insert; a record carries its effect key where the connection has a stamp field for the object.
    case create
    /// Change by identity.
    case update
  }

  public var connection: String
  public var object: String
  public var verb: Verb
  /// At most the connector's `writeBatch` for the object; no two of one identity.
  public var records: [WriteRecord]

  public init(connection: String, object: String, verb: Verb, records: [WriteRecord]) {
    self.connection = connection
    self.object = object
    self.verb = verb
    self.records = records
  }
}

/// One record to write.
public struct WriteRecord: Sendable, Equatable {
  /// The identity of the record to update; nil for a create.
  public var id: String?
  /// Field → value; null clears. Paths (`Csm.Email`) name a referred record by a unique field.
  public var fields: Record

  public init(id: String? = nil, fields: Record) {
    self.id = id
    self.fields = fields
  }
}

/// One result a record, in the order of the call.
public struct WriteAnswer: Sendable, Equatable {
  public var results: [RecordResult]
  public var info: CallInfo

  public init(results: [RecordResult], info: CallInfo = CallInfo()) {
    self.results = results
    self.info = info
  }
}

/// What became of one written record.
public enum RecordResult: Sendable, Equatable {
  case written(id: String)
  case failed(CallFailure)
}
