import Diagnostics
import FlowSyntax

/// `flowrun.yaml`, found and read, with a profile laid over it.
struct LoadedProject {
  var project: Project
  /// Paths in it are seen from here.
  var folder: String

  /// The project that a flow belongs to: `flowrun.yaml` in its folder or one above. Nil when there is none.
  ///
  /// What is wrong with the file goes to `findings`.
  static func of(flow path: String, profile: String?, into findings: Findings) throws(CommandFailure) -> LoadedProject? {
    guard var folder = Files.folder(of: path) else { return nil }
    while true {
      let candidate = Files.path("flowrun.yaml", in: folder)
      if Files.exists(candidate) { return try read(candidate, folder: folder, profile: profile, into: findings) }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    guard profile == nil else {
      throw CommandFailure(.usage, "--profile needs a project: there is no flowrun.yaml in the folder of \(path) or above it.")
    }
    return nil
  }

  private static func read(
    _ path: String, folder: String, profile: String?, into findings: Findings
  ) throws(CommandFailure) -> LoadedProject {
    let file = SourceFile(name: shown(path), bytes: try Files.read(path))
    var project = ProjectParser.parse(file, into: findings)
    if let profile {
      guard let layer = project.profiles.first(where: { $0.name.value == profile }) else {
        let names = project.profiles.map(\.name.value)
        throw CommandFailure(.usage, "\(file.name) has no profile `\(profile)`. \(Phrase.unknown(profile, valid: names))")
      }
      project.lay(layer)
    }
    return LoadedProject(project: project, folder: folder)
  }

  /// A path as messages show it: from the working folder when it lies in it.
  private static func shown(_ path: String) -> String {
    guard let here = Files.folder(of: "./x"), path.hasPrefix(here + "/") else { return path }
    return String(path.dropFirst(here.count + 1))
  }
}

extension Project {
  /// Lays a profile over the project: what it names replaces or joins what is there, option by option.
  mutating func lay(_ layer: Profile) {
    timeZone = layer.timeZone ?? timeZone
    retry = layer.retry ?? retry
    alert = layer.alert ?? alert
    state = layer.state ?? state
    serve = layer.serve ?? serve
    for setting in layer.settings {
      settings.removeAll { $0.name.value == setting.name.value }
      settings.append(setting)
    }
    for connection in layer.connections {
      guard let place = connections.firstIndex(where: { $0.name.value == connection.name.value }) else {
        connections.append(connection)
        continue
      }
      connections[place].lay(connection)
    }
  }
}

extension Connection {
  fileprivate mutating func lay(_ layer: Connection) {
    connector = layer.connector ?? connector
    limits = layer.limits ?? limits
    schema = layer.schema ?? schema
    if !layer.stamp.isEmpty { stamp = layer.stamp }
    // Another way to log in replaces the old one as a whole: two ways at once are a mistake.
    for group in ["auth.", "hook."] where layer.options.contains(where: { $0.path.hasPrefix(group) }) {
      options.removeAll { $0.path.hasPrefix(group) }
    }
    for option in layer.options {
      options.removeAll { $0.path == option.path }
      options.append(option)
    }
  }
}
