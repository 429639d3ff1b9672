public import Diagnostics

/// Reads a connector's manifest.
///
/// It takes any bytes and always comes back: what cannot be read is missing from the manifest and has a finding.
public struct ManifestParser {
  let findings: Findings
  var values: ValueReader { ValueReader(findings: findings) }
  var requests: RequestParser { RequestParser(values: values) }

  /// The manifest as written. It may be used only when `findings` has no error.
  public static func parse(_ file: SourceFile, into findings: Findings) -> Manifest {
    var manifest = Manifest(file: file, span: file.span(0..<0))
    let before = findings.all.count
    guard let root = YAMLParser.parse(file, into: findings) else { return manifest }
    manifest.span = root.span
    guard findings.all.count == before else { return manifest }
    ManifestParser(findings: findings).read(root, into: &manifest)
    return manifest
  }

  /// True for the bytes of a manifest: a line begins with `connector:`.
  public static func isManifest(_ bytes: [UInt8]) -> Bool {
    let word = Array("connector:".utf8)
    return bytes.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: word) }
  }

  private func read(_ root: YAMLNode, into manifest: inout Manifest) {
    guard let keys = MappingReader(root, ManifestKeys.construct, key: "connector", into: findings) else { return }
    manifest.isWhole = true
    manifest.hasParts = keys.pair(ManifestKeys.operations) != nil || keys.pair(ManifestKeys.objects) != nil
    SharedParser(values: values).version(keys[FlowKeys.flowrun])
    manifest.name = values.name(keys[ManifestKeys.connector], ManifestKeys.connector)
    manifest.url = values.text(keys[ManifestKeys.url], ManifestKeys.url)
    if let url = manifest.url, !Self.isAddress(url.value) { findings.add(ManifestShapeFact.badAddress(url.value), at: url.span) }
    if let node = keys[ManifestKeys.auth] { manifest.auth = ways(node) }
    manifest.headers = requests.headers(keys[ManifestKeys.headers], ManifestKeys.headers)
    manifest.limits = limits(keys[ManifestKeys.limits])
    manifest.errors = errors(keys[ManifestKeys.errors])
    if let node = keys[ManifestKeys.idempotency],
      let inner = MappingReader(node, ManifestKeys.idempotencyConstruct, key: "idempotency", into: findings)
    {
      manifest.idempotency = headerName(inner[ManifestKeys.idempotencyHeader], ManifestKeys.idempotencyHeader)
    }
    manifest.operations = named(keys[ManifestKeys.operations], ManifestKeys.operations).compactMap { operation($0, $1) }
    manifest.notify = notify(keys[ManifestKeys.notify])
    manifest.objects = named(keys[ManifestKeys.objects], ManifestKeys.objects).compactMap { ObjectParser(requests: requests).object($0, $1) }
  }

  /// `https://host/path`, without query, fragment and user.
  static func isAddress(_ text: String) -> Bool {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), let host = text.split(separator: "/").dropFirst().first, !host.isEmpty else {
      return false
    }
    return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !text.contains { "?#@".contains($0) }
  }

  private func named(_ node: YAMLNode?, _ key: Key) -> [(Located<String>, YAMLNode)] {
    guard let node, let pairs = node.pairs(wanted: key.type.words, key: key.name, into: findings) else { return [] }
    if pairs.isEmpty { findings.add(ShapeFact.nothingIn(key: key.name), at: node.span) }
    return pairs.compactMap { pair in
      guard let name = values.name(pair.key, Key(key.name, .name, example: "", "")), !pair.value.isMissing else { return nil }
      return (name, pair.value)
    }
  }

  func headerName(_ node: YAMLNode?, _ key: Key) -> Located<String>? {
    guard let name = values.text(node, key) else { return nil }
    if !RequestParser.isHeader(name.value) { findings.add(ManifestShapeFact.badHeader(name.value), at: name.span) }
    return name
  }

  private func ways(_ node: YAMLNode) -> [Manifest.Way] {
    guard let keys = MappingReader(node, ManifestKeys.authConstruct, key: "auth", into: findings) else { return [] }
    var ways: [Manifest.Way] = []
    if values.boolean(keys[ManifestKeys.none], ManifestKeys.none)?.value == true { ways.append(.none) }
    if values.boolean(keys[ManifestKeys.bearer], ManifestKeys.bearer)?.value == true { ways.append(.bearer) }
    if values.boolean(keys[ManifestKeys.basic], ManifestKeys.basic)?.value == true { ways.append(.basic) }
    if let header = headerName(keys[ManifestKeys.header], ManifestKeys.header) { ways.append(.header(header)) }
    if let node = keys[ManifestKeys.clientCredentials], let oauth = oauth(node) { ways.append(.clientCredentials(oauth)) }
    if let node = keys[ManifestKeys.hmac], let signature = signature(node) { ways.append(.hmac(signature)) }
    if ways.isEmpty, !ManifestKeys.ways.contains(where: { keys.pair($0) != nil || keys.isMisspelt($0) }) {
      findings.add(ManifestShapeFact.noWay, at: keys.head)
    }
    return ways
  }

  private func oauth(_ node: YAMLNode) -> Manifest.OAuth? {
    guard let keys = MappingReader(node, ManifestKeys.oauthConstruct, key: "client_credentials", into: findings) else { return nil }
    let url = values.text(keys[ManifestKeys.tokenURL], ManifestKeys.tokenURL)
    if let url, !url.value.hasPrefix("/"), !Self.isAddress(url.value) { findings.add(ManifestShapeFact.badAddress(url.value), at: url.span) }
    return Manifest.OAuth(
      tokenURL: url, scope: values.text(keys[ManifestKeys.scope], ManifestKeys.scope)?.value,
      sending: values.choice(keys[ManifestKeys.send], ManifestKeys.send, Manifest.OAuth.Sending.self)?.value ?? .basic)
  }

  private func signature(_ node: YAMLNode) -> Manifest.Signature? {
    guard let keys = MappingReader(node, ManifestKeys.hmacConstruct, key: "hmac", into: findings) else { return nil }
    return Manifest.Signature(
      header: headerName(keys[ManifestKeys.signature], ManifestKeys.signature), over: values.formula(keys[ManifestKeys.over], ManifestKeys.over),
      encoding: values.choice(keys[ManifestKeys.encoding], ManifestKeys.encoding, Manifest.Signature.Encoding.self)?.value ?? .hex,
      prefix: values.text(keys[ManifestKeys.prefix], ManifestKeys.prefix)?.value ?? "",
      timeHeader: headerName(keys[ManifestKeys.timeHeader], ManifestKeys.timeHeader))
  }

  private func limits(_ node: YAMLNode?) -> Manifest.Limits? {
    guard let node, let keys = MappingReader(node, ManifestKeys.limitsConstruct, key: "limits", into: findings) else { return nil }
    return Manifest.Limits(
      calls: values.integer(keys[ManifestKeys.calls], ManifestKeys.calls)?.value,
      perSecond: values.number(keys[RequestKeys.perSecond], RequestKeys.perSecond)?.value,
      perMinute: values.number(keys[RequestKeys.perMinute], RequestKeys.perMinute)?.value)
  }

  private func errors(_ node: YAMLNode?) -> Manifest.Errors? {
    guard let node, let keys = MappingReader(node, ManifestKeys.errorsConstruct, key: "errors", into: findings) else { return nil }
    var errors = Manifest.Errors(
      failed: values.formula(keys[ManifestKeys.failed], ManifestKeys.failed), code: values.formula(keys[ManifestKeys.code], ManifestKeys.code),
      message: values.template(keys[ManifestKeys.message], ManifestKeys.message), wait: values.formula(keys[ManifestKeys.wait], ManifestKeys.wait),
      fields: values.formula(keys[ManifestKeys.fields], ManifestKeys.fields))
    let items = keys[ManifestKeys.classes]?.items(wanted: ManifestKeys.classes.type.words, key: "classes", into: findings) ?? []
    errors.classes = items.compactMap(errorClass)
    return errors
  }

  private func errorClass(_ node: YAMLNode) -> Manifest.Errors.Class? {
    guard let keys = MappingReader(node, ManifestKeys.classConstruct, key: "classes", into: findings),
      let kind = requests.word(keys[ManifestKeys.kind], ManifestKeys.kind, of: Manifest.classes)
    else { return nil }
    return Manifest.Errors.Class(
      kind: kind, codes: values.texts(keys[ManifestKeys.codes], ManifestKeys.codes) ?? [],
      status: requests.statuses(keys[ManifestKeys.status], ManifestKeys.status) ?? [],
      when: values.formula(keys[ManifestKeys.when], ManifestKeys.when), hint: values.text(keys[ManifestKeys.hint], ManifestKeys.hint)?.value,
      span: node.span)
  }

  private func operation(_ name: Located<String>, _ node: YAMLNode) -> Manifest.Operation? {
    guard let keys = MappingReader(node, ManifestKeys.operationConstruct, key: name.value, into: findings) else { return nil }
    _ = values.text(keys[FlowKeys.description], FlowKeys.description)
    guard let request = requests.request(keys) else { return nil }
    return Manifest.Operation(
      name: name, request: request, input: requests.fieldSpecs(keys[ManifestKeys.input], ManifestKeys.input),
      output: values.fields(keys[ManifestKeys.output], ManifestKeys.output) ?? [],
      outputTypes: requests.fieldSpecs(keys[ManifestKeys.outputTypes], ManifestKeys.outputTypes))
  }

  private func notify(_ node: YAMLNode?) -> Manifest.Notify? {
    guard let node, let keys = MappingReader(node, ManifestKeys.notifyConstruct, key: "notify", into: findings),
      let operation = values.text(keys[ManifestKeys.sends], ManifestKeys.sends)
    else { return nil }
    return Manifest.Notify(
      operation: operation, with: values.fields(keys[ManifestKeys.sendsWith], ManifestKeys.sendsWith) ?? [],
      escape: escapes(keys[ManifestKeys.escape]), receiver: values.formula(keys[ManifestKeys.receiver], ManifestKeys.receiver),
      person: values.text(keys[ManifestKeys.person], ManifestKeys.person),
      mentionable: values.formula(keys[ManifestKeys.mentionable], ManifestKeys.mentionable),
      id: values.formula(keys[ManifestKeys.id], ManifestKeys.id))
  }

  private func escapes(_ node: YAMLNode?) -> [(character: Located<String>, text: String)] {
    guard let node, let pairs = node.pairs(wanted: ManifestKeys.escape.type.words, key: "escape", into: findings) else { return [] }
    return pairs.compactMap { pair in
      guard let name = pair.name, let text = values.text(pair.value, ManifestKeys.escape, .text) else { return nil }
      if name.unicodeScalars.count != 1 { findings.add(ManifestShapeFact.notOneCharacter(name), at: pair.key.span) }
      return (Located(name, pair.key.span), text.value)
    }
  }
}
