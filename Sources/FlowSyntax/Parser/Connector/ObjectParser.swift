import Diagnostics

/// The objects of a manifest.
struct ObjectParser {
  let requests: RequestParser
  private var values: ValueReader { requests.values }
  private var findings: Findings { values.findings }

  func object(_ name: Located<String>, _ node: YAMLNode) -> Manifest.Object? {
    guard let keys = MappingReader(node, ObjectKeys.construct, key: name.value, into: findings) else { return nil }
    return Manifest.Object(
      name: name, label: values.text(keys[ObjectKeys.label], ObjectKeys.label)?.value,
      identity: values.text(keys[ObjectKeys.identity], ObjectKeys.identity),
      watermark: values.text(keys[ObjectKeys.watermark], ObjectKeys.watermark), modified: values.text(keys[ObjectKeys.modified], ObjectKeys.modified),
      created: values.text(keys[ObjectKeys.created], ObjectKeys.created), within: values.text(keys[ObjectKeys.within], ObjectKeys.within),
      fields: requests.fieldSpecs(keys[ObjectKeys.fields], ObjectKeys.fields), find: finds(keys[ObjectKeys.find]),
      poll: keys[ObjectKeys.poll].flatMap(poll), create: writing(keys[ObjectKeys.create], ObjectKeys.createConstruct, ObjectKeys.create),
      update: writing(keys[ObjectKeys.update], ObjectKeys.updateConstruct, ObjectKeys.update))
  }

  private func finds(_ node: YAMLNode?) -> [Manifest.Find] {
    guard let node else { return [] }
    if case .sequence(let items) = node.content { return items.filter { !$0.isMissing }.compactMap(find) }
    return find(node).map { [$0] } ?? []
  }

  private func find(_ node: YAMLNode) -> Manifest.Find? {
    guard let keys = MappingReader(node, ObjectKeys.findConstruct, key: "find", into: findings), let request = requests.request(keys),
      let by = values.texts(keys[ObjectKeys.by], ObjectKeys.by), let records = values.formula(keys[ObjectKeys.records], ObjectKeys.records)
    else { return nil }
    return Manifest.Find(
      by: by, batch: values.integer(keys[ObjectKeys.batch], ObjectKeys.batch)?.value ?? 1, request: request.reading, records: records,
      missing: requests.statuses(keys[ObjectKeys.missing], ObjectKeys.missing) ?? [404], paging: requests.paging(keys[ObjectKeys.paging]))
  }

  private func poll(_ node: YAMLNode) -> Manifest.Poll? {
    guard let keys = MappingReader(node, ObjectKeys.pollConstruct, key: "poll", into: findings), let request = requests.request(keys),
      let records = values.formula(keys[ObjectKeys.records], ObjectKeys.records)
    else { return nil }
    return Manifest.Poll(
      request: request.reading, records: records, paging: requests.paging(keys[ObjectKeys.paging]),
      overlap: values.duration(keys[ObjectKeys.overlap], ObjectKeys.overlap)?.value ?? 60)
  }

  private func writing(_ node: YAMLNode?, _ construct: Construct, _ key: Key) -> Manifest.Writing? {
    guard let node, let keys = MappingReader(node, construct, key: key.name, into: findings), let request = requests.request(keys) else { return nil }
    let id = construct.key("id") == nil ? nil : values.formula(keys[ObjectKeys.id], ObjectKeys.id)
    return Manifest.Writing(
      request: request, batch: values.integer(keys[ObjectKeys.writeBatch], ObjectKeys.writeBatch)?.value ?? 1, id: id,
      ids: values.formula(keys[ObjectKeys.ids], ObjectKeys.ids), span: keys.head)
  }
}

extension Manifest.Request {
  /// The same, known to change nothing.
  fileprivate var reading: Manifest.Request {
    var request = self
    request.effect = Located(.read, span)
    return request
  }
}
