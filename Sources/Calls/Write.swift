public import CEL

/// Writes some records of one object by one verb: one request to the target, so that it stands or falls with one answer,
/// or one job of many.
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
  /// The job that carries the records, as an earlier answer named it: the call goes on with it wherever it stands, and sends nothing twice.
  public var job: String?
  /// The records are more than one call takes: a job is opened for them.
  public var opensJob: Bool

  public init(connection: String, object: String, verb: Verb, records: [WriteRecord], job: String? = nil, opensJob: Bool = false) {
    self.opensJob = opensJob
    self.connection = connection
    self.object = object
    self.verb = verb
    self.records = records
    self.job = job
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
  /// A job was opened for the records, and none of them has been sent: its name is to be kept, and the call to be made again with it.
  /// There are no results yet.
  public var job: String?
  public var info: CallInfo

  public init(results: [RecordResult], job: String? = nil, info: CallInfo = CallInfo()) {
    self.results = results
    self.job = job
    self.info = info
  }
}

/// What a connection writes as a job instead of by calls of `writeBatch` records.
public struct BulkWrites: Sendable, Equatable {
  /// Fewest records of one write for which a job is opened.
  public var from: Int
  /// Most records of one job.
  public var most: Int

  public init(from: Int, most: Int) {
    self.from = max(1, from)
    self.most = max(1, most)
  }
}

/// What became of one written record.
public enum RecordResult: Sendable, Equatable {
  case written(id: String)
  case failed(CallFailure)
}
