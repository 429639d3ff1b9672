import CEL
import Calls
import ConnectorKit
import Gainsight
import HTTPClient
import Salesforce
import Sandbox

/// A sandbox on a port of its own, and both connectors over real HTTP.
struct Live {
  let sandbox: Sandbox
  let salesforce: SalesforceConnector
  let gainsight: GainsightConnector
  let addresses: Sandbox.Addresses

  static func run(_ change: (inout SandboxConfiguration) -> Void = { _ in }, _ body: (Live) async throws -> Void) async throws {
    var configuration = SandboxConfiguration()
    configuration.gainsight.callsPerMinute = 10_000
    configuration.accounts = 150
    change(&configuration)
    let sandbox = Sandbox(configuration)
    let addresses = try await sandbox.start()
    let transport = CurlTransport(.patient)
    let live = Live(
      sandbox: sandbox,
      salesforce: try SalesforceConnector(
        ConnectionSettings(
          name: "salesforce", url: addresses.salesforce,
          auth: [
            "client_credentials.client_id": Secret(configuration.salesforce.clientID),
            "client_credentials.client_secret": Secret(configuration.salesforce.clientSecret),
          ]), transport: transport),
      gainsight: try GainsightConnector(
        ConnectionSettings(name: "gainsight", url: addresses.gainsight, auth: ["access_key": Secret(configuration.gainsight.accessKey)]),
        transport: transport), addresses: addresses)
    do {
      try await body(live)
      await sandbox.stop()
    } catch {
      await sandbox.stop()
      throw error
    }
  }

  func calls(_ kind: CallKind) -> Int { sandbox.calls.filter { $0.kind == kind }.count }

  func accounts() -> [SandboxObject] { sandbox.records(of: "Account") }

  func find(_ object: String, _ match: String, _ keys: [Value], _ fields: [String] = ["Name"], normalized: Bool = false) -> FindCall {
    FindCall(connection: "c", object: object, fields: fields, match: [match], keys: keys.map { [$0] }, normalized: normalized)
  }

  func update(_ object: String, _ records: [WriteRecord]) -> WriteCall { WriteCall(connection: "c", object: object, verb: .update, records: records) }
  func create(_ object: String, _ records: [WriteRecord]) -> WriteCall { WriteCall(connection: "c", object: object, verb: .create, records: records) }
}

func texts(_ records: [SandboxObject], _ field: String) -> [String] { records.compactMap { $0[field]?.string } }

extension TransportSettings {
  /// The sandbox runs in this process, whose other tests may keep it from answering for a while.
  static let patient = TransportSettings(connectTimeout: 120)
}
