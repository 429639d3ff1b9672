public import Calls
public import ConnectorKit
import Glibc
public import Schema

/// Salesforce over its REST API: SOQL queries, collections of 200 records, describe.
///
/// Settings: `url`; `auth` by `client_credentials` (`client_id`, `client_secret`), `jwt` (`client_id`, `user`, `key`) or `refresh`
/// (`client_id`, `client_secret`, `token`); options `version`, `token_url`, `audience`, `instance` (`token` follows the login's
/// `instance_url`, `configured` stays at `url`), `timeout` in seconds, `limits.calls`, `insecure_http`.
public struct SalesforceConnector: Connector {
  public static let kind = "salesforce"
  public static let standardSchema = StandardObjects.all

  /// Reference 4.2: 200 records a call, each failing alone. 7.3: a record may become visible minutes after its stamp. 6.3: parallel calls.
  public static let traits = ConnectorTraits(writeBatch: 200, allOrNothing: false, pollOverlap: 300, concurrentCalls: 8)

  let client: SalesforceClient
  let schema: SchemaStore
  /// Seconds since 1970.
  let now: @Sendable () -> Int64

  public init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    try self.init(settings, transport: transport) { Int64(time(nil)) }
  }

  /// With a clock of its own: seconds since 1970.
  public init(
    _ settings: ConnectionSettings, transport: any HTTPTransport, now: @escaping @Sendable () -> Int64
  ) throws(SettingsFailure) {
    self.now = now
    let client = SalesforceClient(try SalesforceSettings(settings), transport)
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
}

extension SalesforceClient {
  /// Asks for one object's describe.
  func describe(_ name: String, _ tally: CallTally) async throws(CallFailure) -> ObjectSchema {
    guard FieldPath.isName(name) else { throw CallFailure(.rejected, code: "INVALID_TYPE", message: "`\(name.prefix(80))` is no object name.") }
    guard let node = try await send(.get, path("/sobjects/\(name)/describe"), .read, tally), let object = Describe.object(node) else {
      throw CallFailure(.retry, code: "bad_answer", message: "Salesforce describes \(name) in a form that cannot be read.")
    }
    return object
  }
}
