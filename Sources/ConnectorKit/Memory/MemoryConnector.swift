public import CEL
public import Calls
public import OrderedCollections
public import Schema

/// A system in memory, for tests of flows and of the engine: any objects, the rules of their schema, stamps by a clock of its own.
///
/// Records are flat, as connectors give them; a path over a reference is followed into the referred object's records. Every change moves the
/// object's watermark and modified field to the clock's time, which `advance` moves.
public final class MemoryConnector: Connector {
  public static let kind = "memory"
  public static let standardSchema = ConnectionSchema()
  public static let traits = ConnectorTraits(writeBatch: 200, allOrNothing: false, pollOverlap: 0, concurrentCalls: 8)

  let store: MemoryStore

  /// A system with these objects; the clock begins at `now`.
  public init(schema: ConnectionSchema, now: Timestamp) { store = MemoryStore(schema: schema, now: now) }

  /// The settings' `schema` says which objects there are.
  public convenience init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    guard let schema = settings.schema, let start = Timestamp(settings.options["now"] ?? "2026-01-01T00:00:00Z") else {
      throw SettingsFailure(
        setting: settings.schema == nil ? "schema" : "now", message: "A memory connection needs `schema`, and `now` as a time with its zone.")
    }
    self.init(schema: schema, now: start)
  }

  /// Puts a record there as it is, without checks; an identity is made where it has none. Returns the identity.
  @discardableResult public func insert(_ record: Record, into object: String) -> String { store.insert(record, into: object) }

  /// The records of an object, in the order of their making.
  public func records(of object: String) -> [Record] { store.records(of: object) }

  /// Moves the clock on.
  public func advance(to now: Timestamp) { store.advance(to: now) }

  public func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] {
    var schemas: [ObjectSchema] = []
    for name in objects { schemas.append(try store.object(name)) }
    return schemas
  }

  /// The answers without waiting, for a shell that steps its engine by itself.
  public func answer(_ call: FindCall) throws(CallFailure) -> FindAnswer { try store.find(call) }
  public func answer(_ call: WriteCall) throws(CallFailure) -> WriteAnswer { try store.write(call) }
  public func answer(_ call: PollCall) throws(CallFailure) -> PollAnswer { try store.poll(call) }

  /// Changes a record as somebody else would, or makes it: what is not named stays. Its times move unless the record names them.
  public func change(_ record: Record, of object: String) { store.change(record, of: object) }

  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { try store.find(call) }
  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer { try store.write(call) }
  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer { try store.poll(call) }
}
