import Diagnostics

/// One entry of `connections:`.
struct ConnectionParser {
  let values: ValueReader
  private var findings: Findings { values.findings }

  init(values: ValueReader) { self.values = values }

  /// `inProfile`: it lays over a connection of that name, so nothing in it is required.
  func connection(_ name: Located<String>, _ node: YAMLNode, inProfile: Bool) -> Connection? {
    var construct = ConnectionKeys.construct
    if inProfile { construct.keys[0].isRequired = false }
    guard let keys = MappingReader(node, construct, key: name.value, into: findings) else { return nil }
    var connection = Connection(
      name: name, connector: values.text(keys[ConnectionKeys.connector], ConnectionKeys.connector), options: [],
      limits: limits(keys[ConnectionKeys.limits]), stamp: stamp(keys[ConnectionKeys.stamp]),
      schema: values.text(keys[ConnectionKeys.schema], ConnectionKeys.schema), span: node.span)
    for key in ConnectionKeys.options {
      guard let pair = keys.pair(key), !pair.value.isMissing else { continue }
      collect(pair.value, path: key.name, keySpan: pair.key.span, into: &connection.options)
    }
    return connection
  }

  private func limits(_ node: YAMLNode?) -> Connection.Limits? {
    guard let node, let keys = MappingReader(node, ConnectionKeys.limitsConstruct, key: "limits", into: findings) else { return nil }
    return Connection.Limits(
      calls: values.integer(keys[ConnectionKeys.calls], ConnectionKeys.calls),
      perSecond: values.number(keys[ConnectionKeys.perSecond], ConnectionKeys.perSecond),
      perMinute: values.integer(keys[ConnectionKeys.perMinute], ConnectionKeys.perMinute),
      perDay: values.integer(keys[ConnectionKeys.perDay], ConnectionKeys.perDay),
      share: values.percent(keys[ConnectionKeys.share], ConnectionKeys.share),
      reserve: values.percent(keys[ConnectionKeys.reserve], ConnectionKeys.reserve), span: node.span)
  }

  private func stamp(_ node: YAMLNode?) -> [(object: Located<String>, field: Located<String>)] {
    guard let node, let pairs = node.pairs(wanted: ConnectionKeys.stamp.type.words, key: "stamp", into: findings) else { return [] }
    return pairs.compactMap { pair in
      guard let name = pair.name, let field = values.text(pair.value, ConnectionKeys.stamp, .text) else { return nil }
      return (Located(name, pair.key.span), field)
    }
  }

  /// The texts below a key by dotted path: `auth.basic.user`.
  private func collect(_ node: YAMLNode, path: String, keySpan: SourceSpan, into options: inout [Connection.Option]) {
    switch node.content {
    case .scalar(let scalar):
      guard !node.isMissing else { return }
      let value = SecretReader(findings: findings).read(node, scalar)
      if options.contains(where: { $0.path == path }) { findings.add(ProjectFact.duplicateOption(path), at: keySpan) }
      // What is no reference has been told as one.
      if let literal = value.literal, !scalar.text.contains("${") {
        if SecretShape.isSecret(path) {
          findings.add(ProjectFact.secretWrittenOut(key: path), at: node.span)
        } else if SecretShape.looksLikeSecret(literal) {
          findings.add(ProjectFact.looksLikeSecret(key: path), at: node.span)
        }
      }
      options.append(Connection.Option(path: path, value: value, keySpan: keySpan))
    case .mapping(let pairs):
      if pairs.isEmpty { findings.add(ShapeFact.nothingIn(key: path), at: node.span) }
      for pair in pairs { if let name = pair.name { collect(pair.value, path: "\(path).\(name)", keySpan: pair.key.span, into: &options) } }
    case .sequence:
      findings.add(ShapeFact.wrongKind(key: path, wants: KeyType.secret.words, found: "a list"), at: node.span)
    }
  }
}
