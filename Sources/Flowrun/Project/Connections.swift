import ConnectorKit
import Diagnostics
import FlowCheck
import FlowRuntime
import FlowSyntax
import Gainsight
import Mail
import Salesforce
import Synchronization

/// Makes connectors from `connections:`.
struct Connections {
  /// The connectors in Swift that `connector:` may name.
  static var kinds: [any Connector.Type] { [SalesforceConnector.self, GainsightConnector.self, MailConnector.self] + added.withLock { $0 } }

  /// Those that the program was given beside its own.
  private static let added = Mutex<[any Connector.Type]>([])

  /// Adds connectors of others. Their names must be new.
  static func add(_ connectors: [any Connector.Type]) throws(CommandFailure) {
    for connector in connectors {
      let name = connector.kind
      let isPlain =
        name.first?.isLetter ?? false && name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (97...122).contains($0) || (48...57).contains($0) }
      guard isPlain, !ConnectorKind.names.contains(name) else {
        let why = isPlain ? "there is one of that name already" : "a name has small letters, digits and `_`, and begins with a letter"
        throw CommandFailure(.fault, "The connector `\(name)` (`\(connector).kind`) cannot be added: \(why).")
      }
      added.withLock { $0.append(connector) }
    }
  }

  var project: LoadedProject
  /// Where all connections lead instead, with `--sandbox`.
  var sandbox: SandboxAddress?
  /// In a test there are no secrets and no addresses: what comes from outside of the project is made up.
  var isTest = false

  /// The connector type of a connection; nil when there is none of that name.
  static func kind(_ name: String) -> (any Connector.Type)? { kinds.first { $0.kind == name } }

  /// A connector for each connection that the flows use, with its bound on calls at once. `before`: those that are taken on where they are alike.
  func live(
    for flows: [CheckedFlow], and others: Set<String> = [], transport: any HTTPTransport, before: [String: LiveConnection] = [:]
  ) throws(CommandFailure) -> [String: LiveConnection] {
    try connectors(
      named: others.union(flows.flatMap(\.connections)), transport: transport, limited: !transport.isReplay, before: before)
  }

  /// The same, as a runtime has them.
  func running(for flows: [CheckedFlow], transport: any HTTPTransport) throws(CommandFailure) -> [String: RunningConnection] {
    try live(for: flows, transport: transport).mapValues(\.running)
  }

  /// The files that hold secrets of the project's connections, by absolute path.
  var secretFiles: Set<String> {
    Set(
      project.project.connections.flatMap(\.options).flatMap(\.value.pieces).compactMap { piece in
        if case .file(let path) = piece { Files.path(path, in: project.folder) } else { nil }
      })
  }

  /// The reading half of each connection that the flows use.
  func readers(for flows: [CheckedFlow], transport: any HTTPTransport) throws(CommandFailure) -> [String: RecordReader] {
    try connectors(named: Set(flows.flatMap(\.connections)), transport: transport).mapValues { RecordReader($0.connector) }
  }

  /// What carries alerts. Where nothing can be sent over one, that is said, and its alerts are written only.
  func carriers(_ names: Set<String>, transport: any HTTPTransport) throws(CommandFailure) -> [String: any CallTarget] {
    var served: Set<String> = []
    for connection in project.project.connections where names.contains(connection.name.value) {
      let kind = connection.connector?.value ?? ""
      let known = project.kind(of: connection)
      if let known, !known.sendsMessages {
        throw CommandFailure(
          .usage, "`alert` names the connection `\(connection.name.value)`, but \(kind) sends no messages. Name one that does, or a `command`.")
      }
      if known == nil || sandbox.map({ $0.settings(name: "", kind: kind) == nil }) ?? false {
        let why = sandbox == nil ? "this version cannot send to it" : "the sandbox has no \(kind)"
        Console.error("Alerts for the connection `\(connection.name.value)` are written here: \(why).")
      } else {
        served.insert(connection.name.value)
      }
    }
    return try connectors(named: served, transport: transport).mapValues(\.connector)
  }

  private func connectors(
    named names: Set<String>, transport: any HTTPTransport, limited: Bool = false, before: [String: LiveConnection] = [:]
  ) throws(CommandFailure) -> [String: LiveConnection] {
    var live: [String: LiveConnection] = [:]
    for connection in project.project.connections where names.contains(connection.name.value) {
      guard let kind = project.kind(of: connection) else {
        throw CommandFailure(
          .usage,
          "A flow uses the connection `\(connection.name.value)`, whose connector `\(connection.connector?.value ?? "")` is not part of this version. "
            + "It has: \(ConnectorKind.names.map { "`\($0)`" }.joined(separator: ", ")), and manifests by their path.")
      }
      let name = connection.name.value
      let origin = LiveConnection.Origin(
        kind: kind.name, manifest: kind.manifest, settings: try settings(of: connection, kind: kind.name), calls: connection.limits?.calls?.value,
        bounds: limited ? connection.limits?.bounds : nil)
      if let known = before[name], known.origin == origin {
        live[name] = known
        continue
      }
      do throws(SettingsFailure) {
        // What was sent in the last second, minute and day counts on.
        let limiter = before[name].flatMap { $0.origin.bounds == origin.bounds ? $0.limiter : nil } ?? (limited ? connection.limits?.limiter : nil)
        let connector = try kind.connector(origin.settings, transport: limiter.map { LimitedTransport(transport, $0) } ?? transport)
        live[name] = LiveConnection(origin: origin, connector: connector, limiter: limiter)
      } catch {
        throw CommandFailure(.usage, "\(connection.span.file.name):\(connection.span.start.line): `\(error.setting)`: \(error.message)")
      }
    }
    return live
  }

  /// What these connections log in with.
  func secrets(of names: Set<String>) throws(CommandFailure) -> [Secret] {
    var secrets: [Secret] = []
    for connection in project.project.connections where names.contains(connection.name.value) {
      secrets += try settings(of: connection, kind: connection.connector?.value ?? "").auth.values
    }
    return secrets
  }

  /// A login without a key; a replay takes all logins for one.
  private static let grant = ["client_credentials.client_id": Secret("recorded"), "client_credentials.client_secret": Secret("recorded")]

  /// `hook:` of a connection by dotted path below it.
  func hook(_ name: String) throws(CommandFailure) -> [String: Secret] {
    if let sandbox {
      var hook = ["token": Secret(sandbox.hookToken), "path": Secret(sandbox.hookToken)]
      if let organization = sandbox.organization { hook["organization"] = Secret(organization) }
      return hook
    }
    guard let connection = project.project.connections.first(where: { $0.name.value == name }) else { return [:] }
    return try options(connection, below: "hook.")
  }

  /// What a connector is made with.
  func settings(of connection: Connection, kind: String) throws(CommandFailure) -> ConnectionSettings {
    let name = connection.name.value
    if let sandbox {
      guard var settings = sandbox.settings(name: name, kind: kind) else {
        throw CommandFailure(.usage, "The sandbox has no \(kind), which the connection `\(name)` is. Run without --sandbox.")
      }
      settings.schema = project.snapshot(of: connection, into: Findings())
      return settings
    }
    var settings = ConnectionSettings(name: name, url: "")
    settings.auth = try options(connection, below: "auth.")
    for option in connection.options where !option.path.hasPrefix("auth.") && !option.path.hasPrefix("hook.") {
      let key = option.path.hasPrefix("options.") ? String(option.path.dropFirst(8)) : option.path
      settings.options[key] = try resolver.resolve(option.value, for: "connections.\(name).\(option.path)").revealed
    }
    settings.url = settings.options.removeValue(forKey: "url") ?? ""
    if isTest, !settings.url.contains("://") { settings.url = "https://recorded.example" }
    if isTest, settings.auth.keys.contains(where: { $0.hasPrefix("jwt.") }) { settings.auth = Self.grant }
    while settings.url.hasSuffix("/") { settings.url.removeLast() }
    settings.schema = project.snapshot(of: connection, into: Findings())
    for stamp in connection.stamp { settings.options["stamp.\(stamp.object.value)"] = stamp.field.value }
    return settings
  }

  private func options(_ connection: Connection, below prefix: String) throws(CommandFailure) -> [String: Secret] {
    var found: [String: Secret] = [:]
    for option in connection.options where option.path.hasPrefix(prefix) {
      found[String(option.path.dropFirst(prefix.count))] = try resolver.resolve(
        option.value, for: "connections.\(connection.name.value).\(option.path)")
    }
    return found
  }

  private var resolver: SecretResolver { SecretResolver(folder: project.folder, isTest: isTest) }
}

extension CheckedFlow {
  /// Connections that are called: those of the steps, and those that are polled.
  var connections: [String] {
    steps.flatMap(\.connections)
      + sources.flatMap { source -> [String] in
        switch source.kind {
        case .webhook: []
        case .message(let connection, _), .poll(let connection, _): [connection]
        }
      }
  }
}

extension CheckedStep {
  fileprivate var connections: [String] {
    switch verb {
    case .lookup(let lookup): [lookup.connection]
    case .update(let write), .upsert(let write), .create(let write): [write.connection]
    case .notify(let notify): [notify.connection]
    case .call(let connection, _, _): [connection]
    case .block(let steps, _): steps.flatMap(\.connections)
    case .transform, .skip, .fail: []
    }
  }
}

extension Connection.Limits {
  /// What bounds how often the system is asked.
  var bounds: CallLimits {
    CallLimits(perSecond: perSecond?.value, perMinute: perMinute?.value, perDay: perDay?.value, share: share?.value, reserve: reserve?.value)
  }

  /// What the connection's requests wait for; nil where nothing is bounded.
  fileprivate var limiter: RequestLimiter? { bounds.isEmpty ? nil : RequestLimiter(bounds) }
}
