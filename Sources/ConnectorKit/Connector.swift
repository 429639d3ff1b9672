public import Calls
public import Schema

/// What stands between the engine and one system. Batch in, per record out; the engine knows nothing of the system but this.
///
/// A call that fails as a whole throws one `CallFailure`; a record that fails alone is a `RecordResult`. A connector logs in by itself,
/// and on an expired session logs in anew once (one login at a time, whoever asks) and repeats the call once. It never retries otherwise:
/// that is the engine's, which keeps count and survives a restart.
///
/// Thread safety: methods are called concurrently. Cancelling the task ends the call.
public protocol Connector: CallTarget {
  /// What `connector:` says in `flowrun.yaml`.
  static var kind: String { get }

  /// The standard objects that every organisation has, for checks without a schema snapshot; `complete` is false in them.
  static var standardSchema: ConnectionSchema { get }

  /// Facts that the engine plans with.
  static var traits: ConnectorTraits { get }

  /// Whether it sends messages to people, by `notify`.
  static var sendsMessages: Bool { get }

  /// What `notify` may name behind the connection, as in `salesforce.chatter`.
  static var channels: [String] { get }

  /// What `call` may name, as in `salesforce.composite`.
  static var operations: [String] { get }

  /// The same of this connection; they are its kind's where a connector does not say otherwise.
  var traits: ConnectorTraits { get }

  /// What is written as a job; nil for a connector without jobs.
  var bulk: BulkWrites? { get }

  /// Checks the connection's settings; makes no call.
  init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure)

  /// The objects as this user of this organisation sees them.
  func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema]
}

/// What carries out an engine's calls: a connector, or what stands in for one.
///
/// Thread safety: methods are called concurrently. Cancelling the task ends the call.
public protocol CallTarget: Sendable {
  /// Every record that carries one of the keys.
  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer

  /// One request, one result a record.
  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer

  /// One page of an object's records.
  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer

  /// Sends one message. A connector that sends none leaves this out.
  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer

  /// Carries out an operation that is no record. A connector that has none leaves this out.
  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer
}

extension Connector {
  public static var sendsMessages: Bool { true }

  public static var channels: [String] { [] }
  public static var operations: [String] { [] }

  public var traits: ConnectorTraits { Self.traits }

  public var bulk: BulkWrites? { nil }

  public func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    throw CallFailure(
      .rejected, code: "not_supported", message: "The connector `\(Self.kind)` sends no messages. Name a connection under `notify` that does.")
  }

  public func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    throw CallFailure(
      .rejected, code: "not_supported", message: "The connector `\(Self.kind)` has no operation `\(call.operation)`.")
  }
}

/// Facts about a kind of connector.
public struct ConnectorTraits: Sendable, Equatable {
  /// Most records in one write call.
  public var writeBatch: Int
  /// True when one bad record of a write call fails all of them, so that the engine must bisect.
  public var allOrNothing: Bool
  /// Seconds that a record may become visible after the moment it is stamped with.
  public var pollOverlap: Double
  /// Most requests at once unless the connection says otherwise.
  public var concurrentCalls: Int

  public init(writeBatch: Int, allOrNothing: Bool, pollOverlap: Double, concurrentCalls: Int) {
    self.writeBatch = writeBatch
    self.allOrNothing = allOrNothing
    self.pollOverlap = pollOverlap
    self.concurrentCalls = concurrentCalls
  }
}
