public import Calls
public import ConnectorKit
import JSON
import OrderedCollections
public import Schema

/// Gainsight CS over its REST API: object queries, inserts and updates by id in fifties, metadata.
///
/// Settings: `url`; `auth` by `access_key` or `m2m` (`key`, `secret`); options `timeout` in seconds, `limits.calls`, `insecure_http`.
/// Companies, relationships, custom objects, people, CTAs, Success Plans and Timeline entries are written; every object is read.
public struct GainsightConnector: Connector {
  public static let kind = "gainsight"
  public static let standardSchema = StandardObjects.all

  /// Reference 3.4: 50 records a call, all or none. 8: overlap of five minutes. 2: the limit is a hundred a minute, so few at once.
  public static let sendsMessages = false
  public static let traits = ConnectorTraits(writeBatch: 50, allOrNothing: true, pollOverlap: 300, concurrentCalls: 4)

  let client: GainsightClient
  let schema: SchemaStore

  public init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    let client = GainsightClient(try GainsightSettings(settings), transport)
    self.client = client
    schema = SchemaStore(standard: Self.standardSchema, snapshot: settings.schema) { name in
      do throws(CallFailure) { return .success(try await client.describe(name, CallTally())) } catch { return .failure(error) }
    }
  }

  public func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] {
    let client = self.client
    let results = await Concurrently.map(objects) { name in
      do throws(CallFailure) { return Result<ObjectSchema, CallFailure>.success(try await client.describe(name, CallTally())) } catch {
        return .failure(error)
      }
    }
    var schemas: [ObjectSchema] = []
    for result in results { schemas.append(try result.get()) }
    return schemas
  }

  /// Resolves paths; a picklist must be known with its items' ids, since that is what is read.
  func resolve(_ paths: [FieldPath], of object: String) async throws(CallFailure) -> SchemaStore.Resolved {
    try await schema.resolve(paths, of: object) { field in
      ![.picklist, .multipicklist].contains(field.type) || field.picklist.contains { $0.id != nil }
    }
  }

  static func checked(_ object: String) throws(CallFailure) {
    guard FieldPath.isName(object) else {
      throw CallFailure(.rejected, code: "OBJECT_NOT_FOUND", message: "`\(object.prefix(80))` is no object name.")
    }
  }
}

extension GainsightClient {
  /// Asks for one object's metadata. The schema keeps the name by which flows call the object.
  func describe(_ name: String, _ tally: CallTally) async throws(CallFailure) -> ObjectSchema {
    try GainsightConnector.checked(name)
    let form = ObjectForm.of(name)
    var object = try await metadata(form.query, as: name, tally)
    if form.through != nil {
      let other = try await metadata("person", as: "person_record", tally)
      for field in other.fields.values where form.elsewhere.contains(field.name.lowercased()) { object.fields[field.name] = field }
    }
    return Completion.of(object, form)
  }

  private func metadata(_ queried: String, as name: String, _ tally: CallTally) async throws(CallFailure) -> ObjectSchema {
    let data = try await send(.get, "/v1/meta/services/objects/\(queried)/describe?ic=false&cl=0&idd=true", .read, tally)?.data
    let node = data.flatMap { $0.kind == .array ? $0.elements.first { _ in true } : $0 }
    guard let node, let object = Describe.object(node, as: name) else {
      throw CallFailure(.retry, code: "bad_answer", message: "Gainsight describes \(name) in a form that cannot be read.")
    }
    return object
  }

  /// One page of a query.
  func page(_ query: ObjectQuery, of object: String, _ tally: CallTally) async throws(CallFailure) -> [JSONNode] {
    guard let envelope = try await send(.post, "/v1/data/objects/query/\(ObjectForm.of(object).query)", body: query.body, .read, tally) else {
      return []
    }
    guard let records = envelope.records else {
      throw CallFailure(.retry, code: "bad_answer", message: "Gainsight answered a query of \(object) without records.")
    }
    return records
  }
}
