import CEL
public import Calls
public import ConnectorKit
import Diagnostics
public import FlowCheck
import FlowSyntax
import Glibc
import OrderedCollections
public import Schema

/// Any system with an HTTP interface, as a manifest describes it.
///
/// Settings: the manifest's text; `url` where the manifest has none or another is meant; `auth` by what the manifest says; options `timeout` in
/// seconds, `limits.calls`, `insecure_http`.
public struct RESTConnector: Connector {
  public static let kind = "rest"
  public static let standardSchema = ConnectionSchema()
  /// Those of a manifest that says nothing.
  public static let traits = ConnectorTraits(writeBatch: 1, allOrNothing: false, pollOverlap: 60, concurrentCalls: 4)

  public let manifest: CheckedManifest
  public let traits: ConnectorTraits
  let client: RESTClient
  let people = People()
  let posted = PostedMessages()

  public init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    guard let text = settings.manifest else {
      throw SettingsFailure(setting: "connector", message: "Name a manifest, for example `connector: connectors/desk.yaml`.")
    }
    let findings = Findings()
    guard let manifest = ManifestChecker.load(SourceFile(name: text.file, bytes: text.bytes), into: findings) else {
      let first = findings.sorted.first { $0.severity == .error }?.message ?? ""
      throw SettingsFailure(setting: "connector", message: "The manifest \(text.file) has mistakes: \(first) Run `flowrun validate \(text.file)`.")
    }
    try self.init(manifest, settings, transport: transport)
  }

  /// `now` is seconds since 1970; `sleep` waits where a limit asks for it.
  public init(
    _ manifest: CheckedManifest, _ settings: ConnectionSettings, transport: any HTTPTransport,
    now: @escaping @Sendable () -> Int64 = { RESTConnector.clock() },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) throws(SettingsFailure) {
    self.manifest = manifest
    let checked = try RESTSettings(settings, manifest)
    client = RESTClient(manifest, checked, transport, now: now, sleep: sleep)
    let batches = manifest.objects.values.flatMap { [$0.create?.batch, $0.update?.batch].compactMap(\.self) }
    traits = ConnectorTraits(
      writeBatch: batches.max() ?? 1, allOrNothing: false, pollOverlap: manifest.objects.values.compactMap { $0.poll?.overlap }.max() ?? 60,
      concurrentCalls: checked.calls)
  }

  public func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] {
    var schemas: [ObjectSchema] = []
    for name in objects { schemas.append(try object(name).schema) }
    return schemas
  }

  /// Seconds since 1970.
  public static func clock() -> Int64 { Int64(time(nil)) }

  func object(_ name: String) throws(CallFailure) -> CheckedManifest.Object {
    if let object = manifest.objects[name] ?? manifest.objects.values.first(where: { $0.schema.name.lowercased() == name.lowercased() }) {
      return object
    }
    throw CallFailure(.rejected, code: "no_object", message: "The connector `\(manifest.name)` has no object `\(name.prefix(80))`.")
  }
}
