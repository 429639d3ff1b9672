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
  /// What has been read of it.
  var files: ProjectFiles

  /// The project that a flow belongs to: `flowrun.yaml` in its folder or one above. Nil when there is none, or its profile does not exist.
  ///
  /// What is wrong with the file goes to `findings`.
  /// `read`: the bytes of a file by its absolute path.
  static func of(
    flow path: String, profile: String?, into findings: Findings, keepsFiles: Bool = false,
    read: (String) throws(CommandFailure) -> [UInt8] = Files.read
  ) throws(CommandFailure) -> LoadedProject? {
    guard let start = Files.folder(of: path) else { return nil }
    var folder = start
    while true {
      let candidate = Files.path("flowrun.yaml", in: folder)
      if Files.exists(candidate) {
        let file = SourceFile(name: shown(candidate), bytes: try read(candidate))
        let project = ProjectParser.parse(file, into: findings)
        let files = ProjectFiles(folder: folder, keeps: keepsFiles)
        files.note("flowrun.yaml", file.bytes)
        return project.with(profile: profile, into: findings).map { LoadedProject(project: $0, folder: folder, files: files) }
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
      let kind = kind(of: connection, into: findings)
      var known = ProjectContext.Connection(
        connector: connector, schema: snapshot(of: connection, into: findings) ?? kind?.schema ?? ConnectionSchema(),
        stamp: Dictionary(connection.stamp.map { ($0.object.value, $0.field.value) }, uniquingKeysWith: { first, _ in first }),
        hasRecords: kind.map { !$0.schema.objects.isEmpty } ?? false, callsPerDay: connection.limits?.perDay?.value,
        operations: kind?.operations, isMute: kind.map { !$0.sendsMessages } ?? false)
      known.channels = kind?.channels
      known.operationNames = kind?.operationNames
      if let path = connection.schema, let bytes = files.read(path.value) { known.note(snapshot: bytes) }
      connections[connection.name.value] = known
    }
    if let alert = project.alert, let name = alert.notify?.value, let carrier = connections[name] { AlertCheck(carrier).run(alert, into: findings) }
    let files = files
    return ProjectContext(
      timeZone: project.timeZone?.value ?? "UTC",
      settings: OrderedDictionary(project.settings.map { ($0.name.value, $0.value) }, uniquingKeysWith: { _, last in last }),
      connections: connections, retry: project.retry?.seconds(over: .init()) ?? .init(),
      readFile: { files.read($0) })
  }

  /// The pulled schema of a connection; nil when it names none, or the file is missing or broken, which is a finding.
  func snapshot(of connection: Connection, into findings: Findings) -> ConnectionSchema? {
    guard let path = connection.schema else { return nil }
    guard let bytes = files.read(path.value) else {
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
