import ConnectorKit
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import RESTConnector
import Schema

/// What `connector:` names: one that is written in Swift, or a manifest.
struct ConnectorKind {
  /// `salesforce`, `slack`, or the path of a manifest.
  var name: String
  /// The objects that are known without a snapshot.
  var schema: ConnectionSchema
  /// What `call` can do; nil where it is not known.
  var operations: OrderedDictionary<String, OperationSchema>?
  var sendsMessages: Bool
  /// What `notify` may name behind the connection.
  var channels: [String]
  /// What `call` may name; nil where `operations` says.
  var operationNames: [String]?
  private var type: any Connector.Type
  /// The text of a manifest; nil for a connector that is written in Swift.
  private(set) var manifest: ConnectionSettings.ManifestText?

  init(_ type: any Connector.Type) {
    name = type.kind
    schema = type.standardSchema
    sendsMessages = type.sendsMessages
    channels = type.channels
    operationNames = type.operations
    self.type = type
  }

  init(_ name: String, _ manifest: CheckedManifest, _ text: ConnectionSettings.ManifestText) {
    self.name = name
    schema = manifest.schema
    operations = manifest.operationSchemas
    sendsMessages = manifest.notify != nil
    channels = []
    type = RESTConnector.self
    self.manifest = text
  }

  func connector(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) -> any Connector {
    var settings = settings
    settings.manifest = manifest
    return try type.init(settings, transport: transport)
  }

  /// The names that `connector:` may have besides paths.
  static var names: [String] { Connections.kinds.map { $0.kind } + BuiltInManifests.files.map(\.name) }

  /// The connector of that name or path; nil where there is none, or a mistake in it.
  static func named(_ name: String, of project: LoadedProject, into findings: Findings) -> ConnectorKind? {
    if let type = Connections.kinds.first(where: { $0.kind == name }) { return ConnectorKind(type) }
    let text: ConnectionSettings.ManifestText
    if let file = BuiltInManifests.files.first(where: { $0.name == name }) {
      text = .init(file: "\(name).yaml", bytes: Array(file.text.utf8))
    } else if isPath(name), let bytes = project.files.read(name) {
      text = .init(file: LoadedProject.shown(Files.path(name, in: project.folder)), bytes: bytes)
    } else {
      return nil
    }
    return ManifestChecker.load(SourceFile(name: text.file, bytes: text.bytes), into: findings).map { ConnectorKind(name, $0, text) }
  }

  /// True for what names a file.
  static func isPath(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }
}

extension LoadedProject {
  /// The connector of a connection; what is wrong with its name or its manifest goes to `findings`.
  func kind(of connection: Connection, into findings: Findings = Findings()) -> ConnectorKind? {
    guard let name = connection.connector else { return nil }
    let own = Findings()
    if let kind = ConnectorKind.named(name.value, of: self, into: own) {
      own.all.forEach(findings.add)
      return kind
    }
    if own.hasErrors {
      own.all.forEach(findings.add)
    } else if ConnectorKind.isPath(name.value) {
      findings.add(ConnectorFact.noManifest(name.value), at: name.span)
    } else {
      findings.add(ConnectorFact.unknownConnector(name.value, valid: ConnectorKind.names), at: name.span)
    }
    return nil
  }
}

/// What is wrong with the connector that a connection names.
private enum ConnectorFact: FindingFact {
  case noManifest(String)
  case unknownConnector(String, valid: [String])

  var code: FindingCode {
    switch self {
    case .noManifest: 462
    case .unknownConnector: 463
    }
  }

  var message: String {
    switch self {
    case .noManifest(let path): "There is no manifest `\(path)`."
    case .unknownConnector(let name, _): "There is no connector \(Phrase.quote(name))."
    }
  }

  var hint: String? {
    switch self {
    case .noManifest: "Paths begin at the folder of `flowrun.yaml`."
    case .unknownConnector(let name, let valid): "\(Phrase.unknown(name, valid: valid)) For a manifest of your own write its path."
    }
  }
}
