import Diagnostics

/// Requests of a manifest, and what belongs to them.
struct RequestParser {
  let values: ValueReader
  private var findings: Findings { values.findings }

  /// The request whose method is one of these keys.
  func request(_ keys: MappingReader) -> Manifest.Request? {
    let methods = RequestKeys.methods.compactMap { key in keys.pair(key).map { (key, $0) } }
    guard let (key, pair) = methods.first, let method = Manifest.Method(rawValue: key.name) else {
      if !RequestKeys.methods.contains(where: { keys.isMisspelt($0) }) { findings.add(ManifestShapeFact.noMethod, at: keys.head) }
      return nil
    }
    if methods.count > 1 { findings.add(ManifestShapeFact.twoMethods(key.name, methods[1].0.name), at: methods[1].1.key.span) }
    guard !pair.value.isMissing, let path = values.template(pair.value, key) else { return nil }
    check(path)
    var request = Manifest.Request(method: method, path: path, span: keys.head)
    if let node = keys[RequestKeys.query] { request.query = values.fields(node, RequestKeys.query) ?? [] }
    request.headers = headers(keys[RequestKeys.headers], RequestKeys.headers)
    if let node = keys[RequestKeys.form] { request.form = values.fields(node, RequestKeys.form) ?? [] }
    request.body = keys[RequestKeys.body].flatMap(values.data)
    request.effect = values.choice(keys[RequestKeys.effect], RequestKeys.effect, Manifest.Effect.self)
    request.repeatable = values.boolean(keys[RequestKeys.repeatable], RequestKeys.repeatable)?.value
    request.limit = rate(keys[RequestKeys.limit])
    request.readBack = readBack(keys[RequestKeys.readBack])
    if let body = request.body, !request.form.isEmpty { findings.add(ManifestShapeFact.bodyWithForm, at: body.span) }
    if method == .get, let sent = keys.pair(RequestKeys.body) ?? keys.pair(RequestKeys.form) {
      findings.add(ManifestShapeFact.bodyOfGet, at: sent.key.span)
    }
    return request
  }

  /// What is written out of a path must be one.
  private func check(_ path: TextValue) {
    let literal: String
    switch path.content {
    case .literal(.string(let text)): literal = text
    case .template(let pieces):
      literal = pieces.map { piece in if case .text(let text) = piece { text } else { "x" } }.joined()
    default:
      findings.add(ManifestShapeFact.badPath(path.span.text), at: path.span)
      return
    }
    let segments = literal.split(separator: "/", omittingEmptySubsequences: false)
    let isPath =
      literal.hasPrefix("/") && !literal.hasPrefix("//") && literal.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      && !literal.contains { "?#\\".contains($0) } && !segments.contains("..") && !segments.contains(".")
    if !isPath { findings.add(ManifestShapeFact.badPath(path.span.text), at: path.span) }
  }

  func headers(_ node: YAMLNode?, _ key: Key) -> [Field] {
    guard let node, let fields = values.fields(node, key) else { return [] }
    for field in fields where !Self.isHeader(field.name.value) || Self.own.contains(field.name.value.lowercased()) {
      findings.add(ManifestShapeFact.badHeader(field.name.value), at: field.name.span)
    }
    return fields
  }

  private static let own: Set<String> = ["authorization", "host", "content-length", "content-type", "transfer-encoding", "connection"]

  static func isHeader(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
  }

  private func rate(_ node: YAMLNode?) -> Manifest.Rate? {
    guard let node, let keys = MappingReader(node, RequestKeys.rateConstruct, key: "limit", into: findings) else { return nil }
    let rate = Manifest.Rate(
      perSecond: values.number(keys[RequestKeys.perSecond], RequestKeys.perSecond)?.value,
      perMinute: values.number(keys[RequestKeys.perMinute], RequestKeys.perMinute)?.value, per: values.formula(keys[RequestKeys.per], RequestKeys.per)
    )
    if keys.pair(RequestKeys.perSecond) == nil, keys.pair(RequestKeys.perMinute) == nil { findings.add(ManifestShapeFact.noRate, at: keys.head) }
    return rate
  }

  private func readBack(_ node: YAMLNode?) -> Manifest.ReadBack? {
    guard let node, let keys = MappingReader(node, RequestKeys.readBackConstruct, key: "read_back", into: findings),
      var request = request(keys), let found = values.formula(keys[RequestKeys.found], RequestKeys.found)
    else { return nil }
    request.effect = Located(.read, node.span)
    return .request(request, found: found)
  }

  func paging(_ node: YAMLNode?) -> Manifest.Paging? {
    guard let node, let keys = MappingReader(node, RequestKeys.pagingConstruct, key: "paging", into: findings) else { return nil }
    let given = RequestKeys.pagingKinds.compactMap { keys.pair($0) }
    if given.isEmpty, !RequestKeys.pagingKinds.contains(where: { keys.isMisspelt($0) }) { findings.add(ManifestShapeFact.noPaging, at: node.span) }
    if given.count > 1 { findings.add(ManifestShapeFact.twoPagings(given[0].name ?? "", given[1].name ?? ""), at: given[1].key.span) }
    if let next = values.formula(keys[RequestKeys.next], RequestKeys.next) { return .next(next) }
    if let url = values.formula(keys[RequestKeys.url], RequestKeys.url) { return .url(url) }
    if values.boolean(keys[RequestKeys.link], RequestKeys.link)?.value == true { return .link }
    return values.integer(keys[RequestKeys.size], RequestKeys.size).map { .size($0.value) }
  }

  /// One of some words.
  func word(_ node: YAMLNode?, _ key: Key, of valid: [String]) -> String? {
    guard let node, let text = values.text(node, key) else { return nil }
    if valid.contains(text.value) { return text.value }
    let fix = NearestName.of(text.value, in: valid).map { Fix("Write `\($0)`.", replace: node.span, with: $0) }
    findings.add(ShapeFact.badValue(key: key.name, wants: key.type.words, found: text.value), at: node.span, fix: fix)
    return nil
  }

  func statuses(_ node: YAMLNode?, _ key: Key) -> [Int]? {
    guard let node, let items = node.items(wanted: key.type.words, key: key.name, into: findings) else { return nil }
    return items.compactMap { values.integer($0, Key(key.name, .integer(100...599), example: "", ""))?.value }
  }

  /// Names and types, or more about them.
  func fieldSpecs(_ node: YAMLNode?, _ key: Key) -> [Manifest.FieldSpec] {
    guard let node, let pairs = node.pairs(wanted: "a mapping of names and types", key: key.name, into: findings) else { return [] }
    if pairs.isEmpty { findings.add(ShapeFact.nothingIn(key: key.name), at: node.span) }
    return pairs.compactMap { pair in
      guard let name = pair.name else { return nil }
      guard Identifier.isValid(name) else {
        values.bad(pair.key, Key(key.name, .name, example: "", ""))
        return nil
      }
      return fieldSpec(Located(name, pair.key.span), pair.value)
    }
  }

  private func fieldSpec(_ name: Located<String>, _ node: YAMLNode) -> Manifest.FieldSpec? {
    guard !node.isMissing else { return nil }
    if case .scalar = node.content {
      return word(node, RequestKeys.type, of: Manifest.fieldTypes).map { Manifest.FieldSpec(name: name, type: $0) }
    }
    guard let keys = MappingReader(node, RequestKeys.fieldConstruct, key: name.value, into: findings),
      let type = word(keys[RequestKeys.type], RequestKeys.type, of: Manifest.fieldTypes)
    else { return nil }
    func flag(_ key: Key) -> Bool { values.boolean(keys[key], key)?.value ?? false }
    return Manifest.FieldSpec(
      name: name, type: type, isRequired: flag(RequestKeys.required), label: values.text(keys[RequestKeys.label], RequestKeys.label)?.value,
      length: values.integer(keys[RequestKeys.length], RequestKeys.length)?.value,
      values: (values.texts(keys[RequestKeys.values], RequestKeys.values) ?? []).map(\.value), isReadOnly: flag(RequestKeys.readOnly),
      isCreateOnly: flag(RequestKeys.createOnly), isUnique: flag(RequestKeys.unique), isEscaped: flag(RequestKeys.escaped),
      path: values.text(keys[RequestKeys.path], RequestKeys.path))
  }
}
