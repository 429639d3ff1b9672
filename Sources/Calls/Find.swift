public import CEL

/// Asks one object of one connection for the records that carry any of some keys. One call of the engine, as few requests as the target allows.
public struct FindCall: Sendable, Equatable {
  public var connection: String
  public var object: String
  /// Paths to read, as formulas spell them: `Name`, `Owner.Email`. The record that comes back is flat, keyed by these.
  public var fields: [String]
  /// The match fields, all of which must be equal.
  public var match: [String]
  /// Distinct canonical keys, each with one value per match field, none null.
  public var keys: [[Value]]
  /// Compare without case, accents, punctuation and legal suffix: the target is asked for candidates, the comparison is the engine's.
  public var normalized: Bool

  public init(connection: String, object: String, fields: [String], match: [String], keys: [[Value]], normalized: Bool = false) {
    self.connection = connection
    self.object = object
    self.fields = fields
    self.match = match
    self.keys = keys
    self.normalized = normalized
  }
}

/// The records that a find brought: every record that carries one of the keys, in no order, perhaps some that carry none.
public struct FindAnswer: Sendable, Equatable {
  /// Flat records keyed by the asked paths; the match fields and the identity are always there.
  public var records: [Record]
  public var info: CallInfo

  public init(records: [Record], info: CallInfo = CallInfo()) {
    self.records = records
    self.info = info
  }
}

/// What a call cost and told beside its answer.
public struct CallInfo: Sendable, Equatable {
  /// Requests sent, logins aside.
  public var requests: Int
  /// The target's clock, from its `Date` header, in whole seconds.
  public var serverTime: Timestamp?
  /// Calls used and allowed today, where the target says so.
  public var usage: (used: Int, allowed: Int)?

  public init(requests: Int = 0, serverTime: Timestamp? = nil, usage: (used: Int, allowed: Int)? = nil) {
    self.requests = requests
    self.serverTime = serverTime
    self.usage = usage
  }

  public static func == (a: CallInfo, b: CallInfo) -> Bool {
    a.requests == b.requests && a.serverTime == b.serverTime && a.usage?.used == b.usage?.used && a.usage?.allowed == b.usage?.allowed
  }
}
