public import Diagnostics

/// Reads `flowrun.yaml`.
///
/// It takes any bytes and always comes back: what cannot be read is missing from the project and has a finding.
public struct ProjectParser {
  let findings: Findings
  var values: ValueReader { ValueReader(findings: findings) }
  private var shared: SharedParser { SharedParser(values: values) }

  /// The project as written. It may be used only when `findings` has no error.
  public static func parse(_ file: SourceFile, into findings: Findings) -> Project {
    var project = Project(file: file, span: file.span(0..<0))
    let before = findings.all.count
    guard let root = YAMLParser.parse(file, into: findings) else { return project }
    project.span = root.span
    let isWhole = findings.all.count == before
    ProjectParser(findings: isWhole ? findings : Findings()).read(root, into: &project)
    return project
  }

  private func read(_ root: YAMLNode, into project: inout Project) {
    guard let keys = MappingReader(root, ProjectKeys.construct, key: "project", into: findings) else { return }
    shared.version(keys[FlowKeys.flowrun])
    project.timeZone = values.text(keys[FlowKeys.timeZone], FlowKeys.timeZone)
    project.settings = settings(keys[ProjectKeys.settings])
    project.connections = connections(keys[ProjectKeys.connections], inProfile: false)
    project.retry = shared.retry(keys[FlowKeys.retry])
    project.alert = shared.alert(keys[FlowKeys.alert])
    project.state = state(keys[ProjectKeys.state])
    project.serve = serve(keys[ProjectKeys.serve])
    project.lint = lint(keys[ProjectKeys.lint])
    project.profiles = profiles(keys[ProjectKeys.profiles])
  }

  private func named(_ node: YAMLNode?, _ key: Key) -> [(name: Located<String>, node: YAMLNode)] {
    guard let node, let pairs = node.pairs(wanted: key.type.words, key: key.name, into: findings) else { return [] }
    return pairs.compactMap { pair in
      guard let name = values.name(pair.key, Key(key.name, .name, example: "", "")), !pair.value.isMissing else { return nil }
      return (name, pair.value)
    }
  }

  private func settings(_ node: YAMLNode?) -> [Project.Setting] {
    named(node, ProjectKeys.settings).compactMap { entry in
      literal(entry.node, key: entry.name.value).map { Project.Setting(name: entry.name, value: $0) }
    }
  }

  private func literal(_ node: YAMLNode, key: String) -> DataLiteral? {
    switch node.content {
    case .scalar:
      guard let scalar = values.literal(node, Key(key, .data, example: "", "")) else { return nil }
      if case .string(let text) = scalar, SecretShape.looksLikeSecret(text) { findings.add(ProjectFact.looksLikeSecret(key: key), at: node.span) }
      return .scalar(scalar)
    case .sequence(let items): return .list(items.compactMap { literal($0, key: key) })
    case .mapping(let pairs):
      return .object(
        pairs.compactMap { pair in
          guard let name = pair.name, let value = literal(pair.value, key: "\(key).\(name)") else { return nil }
          return (name, value)
        })
    }
  }

  private func connections(_ node: YAMLNode?, inProfile: Bool) -> [Connection] {
    named(node, ProjectKeys.connections).compactMap { ConnectionParser(values: values).connection($0.name, $0.node, inProfile: inProfile) }
  }

  private func state(_ node: YAMLNode?) -> Project.State? {
    guard let node, let keys = MappingReader(node, ProjectKeys.stateConstruct, key: "state", into: findings) else { return nil }
    return Project.State(
      journal: values.text(keys[ProjectKeys.journal], ProjectKeys.journal), keep: values.duration(keys[ProjectKeys.keep], ProjectKeys.keep),
      span: node.span)
  }

  private func serve(_ node: YAMLNode?) -> Project.Serve? {
    guard let node, let keys = MappingReader(node, ProjectKeys.serveConstruct, key: "serve", into: findings) else { return nil }
    return Project.Serve(
      hooks: address(keys[ProjectKeys.hooks], ProjectKeys.hooks), admin: address(keys[ProjectKeys.admin], ProjectKeys.admin), span: node.span)
  }

  /// `HOST:PORT`, `[::1]:8080`.
  private func address(_ node: YAMLNode?, _ key: Key) -> Located<String>? {
    guard let text = values.text(node, key) else { return nil }
    let colon = text.value.lastIndex(of: ":")
    let port = colon.flatMap { UInt16(text.value[text.value.index(after: $0)...]) }
    guard let colon, colon > text.value.startIndex, port != nil else {
      findings.add(ProjectFact.badAddress(key: key.name, found: text.value), at: text.span)
      return nil
    }
    return text
  }

  private func lint(_ node: YAMLNode?) -> Project.Lint? {
    guard let node, let keys = MappingReader(node, ProjectKeys.lintConstruct, key: "lint", into: findings) else { return nil }
    var lint = Project.Lint(ignore: [], span: node.span)
    guard let ignore = keys[ProjectKeys.ignore], let pairs = ignore.pairs(wanted: "a mapping", key: "ignore", into: findings) else { return lint }
    for pair in pairs {
      guard let name = pair.name else { continue }
      guard let code = FindingCode(name) else {
        findings.add(ProjectFact.notACode(name), at: pair.key.span)
        continue
      }
      lint.ignore.append((Located(code, pair.key.span), values.texts(pair.value, Key(name, .list(.text), example: "", "")) ?? []))
    }
    return lint
  }

  private func profiles(_ node: YAMLNode?) -> [Project.Profile] {
    named(node, ProjectKeys.profiles).compactMap { entry in
      guard let keys = MappingReader(entry.node, ProjectKeys.profile, key: entry.name.value, into: findings) else { return nil }
      return Project.Profile(
        name: entry.name, timeZone: values.text(keys[FlowKeys.timeZone], FlowKeys.timeZone), settings: settings(keys[ProjectKeys.settings]),
        connections: connections(keys[ProjectKeys.connections], inProfile: true), retry: shared.retry(keys[FlowKeys.retry]),
        alert: shared.alert(keys[FlowKeys.alert]), state: state(keys[ProjectKeys.state]), serve: serve(keys[ProjectKeys.serve]),
        span: entry.node.span)
    }
  }
}
