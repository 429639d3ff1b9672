import ConnectorKit
import Diagnostics
import FlowCheck
import FlowTest
import RESTConnector

/// A manifest that is tried, and what of it.
struct ConnectorCheck {
  let manifest: CheckedManifest
  let trial: ConformanceTrial
  private let file: String

  /// `name`: a file, or a manifest that comes with the program. `trial`: a JSON file.
  init(_ name: String, trial path: String?) throws(CommandFailure) {
    let source: SourceFile
    if let built = BuiltInManifests.files.first(where: { $0.name == name }) {
      source = SourceFile(name: "\(name).yaml", bytes: Array(built.text.utf8))
    } else {
      source = SourceFile(name: name, bytes: try Files.read(name))
    }
    let findings = Findings()
    guard let manifest = ManifestChecker.load(source, into: findings) else {
      throw CommandFailure(.findings, TextReport(colour: Console.isTerminal(2)).render(findings.sorted))
    }
    self.manifest = manifest
    file = source.name
    trial = try TrialFile(manifest).read(path)
  }

  /// Settings with made-up secrets: a system that is asked with them must take any, and a recording holds none.
  func settings(url: String) -> ConnectionSettings {
    var auth: [String: Secret] = [:]
    for name in manifest.ways.first?.secretNames ?? [] { auth[name] = Secret("check-\(name.filter(\.isLetter))-5f2c9a") }
    return ConnectionSettings(name: manifest.name, url: url, auth: auth)
  }

  func run(_ settings: ConnectionSettings, over transport: any HTTPTransport) async throws(CommandFailure) -> ConformanceReport {
    let manifest = manifest
    // A recording need not be spared.
    let waits = !transport.isReplay
    let kit = ConformanceKit(settings, over: transport, trial: trial, deadline: .seconds(120)) { settings, transport in
      try RESTConnector(manifest, settings, transport: transport, sleep: { if waits { try await Task.sleep(for: $0) } })
    }
    do {
      return try await kit.run()
    } catch let failure as SettingsFailure {
      throw CommandFailure(.usage, "`\(failure.setting)`: \(failure.message)")
    } catch {
      throw CommandFailure(.fault, "\(error)")
    }
  }

  func text(_ report: ConformanceReport) -> String {
    "\(file): the connector `\(manifest.name)`\(trial.object.map { ", its object `\($0)`" } ?? "")\n\n" + report.text { $0.manifestAdvice }
  }
}

extension CheckedManifest.Way {
  /// The connection's `auth`, by dotted path below it.
  fileprivate var secretNames: [String] {
    switch self {
    case .none: []
    case .bearer: ["bearer"]
    case .basic: ["basic.user", "basic.password"]
    case .header: ["header"]
    case .clientCredentials: ["client_credentials.client_id", "client_credentials.client_secret"]
    case .hmac: ["hmac"]
    }
  }
}
