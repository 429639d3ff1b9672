public import Calls
public import Schema

/// A connector's reading half: a handle that cannot write, whoever holds it.
public struct RecordReader: Sendable {
  private let connector: any Connector

  /// Facts about the connector behind it.
  public let traits: ConnectorTraits

  public init(_ connector: any Connector) {
    self.connector = connector
    traits = connector.traits
  }

  /// The objects as this user of this organisation sees them.
  public func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] { try await connector.describe(objects) }

  /// Every record that carries one of the keys.
  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { try await connector.find(call) }

  /// One page of an object's records.
  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer { try await connector.poll(call) }
}
