import ConnectorKit
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// `flowrun.yaml`, found and read, with a profile laid over it.
struct LoadedProject {
  var project: Project
  /// Paths in it are seen from here.
  var folder: String

  /// The project that a flow belongs to: `flowrun.yaml` in its folder or one above. Nil when there is none, or its profile does not exist.
  ///
  /// What is wrong with the file goes to `findings`.
  /// `read`: the bytes of a file by its absolute path.
  static func of(
    flow path: String, profile: String?, into findings: Findings, read: (String) throws(CommandFailure) -> [UInt8] = Files.read
  ) throws(CommandFailure) -> LoadedProject? {
    guard let start = Files.folder(of: path) else { return nil }
    var folder = start
    while true {
      let candidate = Files.path("flowrun.yaml", in: folder)
      if Files.exists(candidate) {
        let file = SourceFile(name: shown(candidate), bytes: try read(candidate))
        let project = ProjectParser.parse(file, into: findings)
        return project.with(profile: profile, into: findings).map { LoadedProject(project: $0, folder: folder) }
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    guard profile == nil else {
      throw CommandFailure(.usage, "--profile needs a project: there is no flowrun.yaml in the folder of \(path) or above it.")
    }
    return nil
  }

  /// What flows of this project are checked against. A snapshot that cannot be read is a finding.
  func context(into findings: Findings) -> ProjectContext {
    var connections: OrderedDictionary<String, ProjectContext.Connection> = [:]
    for connection in project.connections {
      let connector = connection.connector?.value ?? ""
      let kind = Connections.kind(connector)
      connections[connection.name.value] = ProjectContext.Connection(
        connector: connector, schema: snapshot(of: connection, into: findings) ?? kind?.standardSchema ?? ConnectionSchema(),
        stamp: Dictionary(connection.stamp.map { ($0.object.value, $0.field.value) }, uniquingKeysWith: { first, _ in first }),
        hasRecords: kind.map { !$0.standardSchema.objects.isEmpty } ?? false, callsPerDay: connection.limits?.perDay?.value)
    }
    let folder = folder
    return ProjectContext(
      timeZone: project.timeZone?.value ?? "UTC",
      settings: OrderedDictionary(project.settings.map { ($0.name.value, $0.value) }, uniquingKeysWith: { _, last in last }),
      connections: connections, retry: project.retry?.seconds(over: .init()) ?? .init(),
      readFile: { try? Files.read(Files.path($0, in: folder)) })
  }

  /// The pulled schema of a connection; nil when it names none, or the file is missing or broken, which is a finding.
  func snapshot(of connection: Connection, into findings: Findings) -> ConnectionSchema? {
    guard let path = connection.schema else { return nil }
    guard let bytes = try? Files.read(Files.path(path.value, in: folder)) else {
      findings.add(SnapshotFact.missing(path.value, connection: connection.name.value), at: path.span)
      return nil
    }
    do throws(SnapshotFailure) {
      return try SchemaSnapshot.read(bytes)
    } catch {
      findings.add(SnapshotFact.unreadable(path.value, reason: error.message, connection: connection.name.value), at: path.span)
      return nil
    }
  }

  /// A path as messages show it: from the working folder when it lies in it.
  static func shown(_ path: String) -> String {
    guard let here = Files.folder(of: "./x"), path.hasPrefix(here + "/") else { return path }
    return String(path.dropFirst(here.count + 1))
  }
}

/// What is wrong with a connection's schema snapshot.
private enum SnapshotFact: FindingFact {
  case missing(String, connection: String)
  case unreadable(String, reason: String, connection: String)

  var code: FindingCode {
    switch self {
    case .missing: 460
    case .unreadable: 461
    }
  }

  var message: String {
    switch self {
    case .missing(let path, _): "There is no schema snapshot `\(path)`."
    case .unreadable(let path, let reason, _): "The schema snapshot `\(path)` cannot be read. \(reason)"
    }
  }

  var hint: String? {
    switch self {
    case .missing(_, let connection), .unreadable(_, _, let connection): "Run `flowrun schema pull \(connection)` to make it."
    }
  }
}
