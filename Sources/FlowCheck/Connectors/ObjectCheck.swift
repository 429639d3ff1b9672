import CEL
import Diagnostics
import FlowSyntax
import Schema

/// One object of a manifest.
struct ObjectCheck {
  let check: ManifestCheck
  private var findings: Findings { check.findings }
  private var scopes: ManifestScopes { check.scopes }

  init(_ check: ManifestCheck) { self.check = check }

  func run(_ object: Manifest.Object) -> CheckedManifest.Object? {
    let fields = object.fields.map { check.schema($0) }
    let names = fields.map(\.name)
    for name in [object.identity, object.watermark, object.modified, object.created].compactMap(\.self) { known(name, names, object.name.value) }
    if object.identity == nil, !names.contains("id"), !names.isEmpty {
      findings.add(ManifestFact.noIdentity(object.name.value), at: object.name.span)
    }
    let identity = object.identity?.value ?? "id"
    let schema = ObjectSchema(
      object.name.value, label: object.label, fields: fields, identity: identity, watermark: object.watermark?.value,
      modified: object.modified?.value,
      created: object.created?.value, createable: object.create != nil, updateable: object.update != nil)
    let within = object.within?.value.split(separator: ".").map(String.init) ?? []
    var paths: [String: [String]] = [:]
    for field in object.fields {
      paths[field.name.value] = field.path?.value.split(separator: ".").map(String.init) ?? within + [field.name.value]
    }
    if object.find.isEmpty, object.update != nil || object.create != nil {
      findings.add(ManifestFact.notFindable(object.name.value), at: object.name.span)
    }
    return CheckedManifest.Object(
      schema: schema, paths: paths, within: within, find: object.find.compactMap { find($0, fields, object.name.value) },
      poll: object.poll.flatMap { poll($0, object) }, create: object.create.flatMap { writing($0, creates: true) },
      update: object.update.flatMap { writing($0, creates: false) })
  }

  private func known(_ name: Located<String>, _ valid: [String], _ object: String) {
    if !valid.contains(name.value) { findings.add(NameFact.unknownField(name.value, object: object, valid: valid), at: name.span) }
  }

  private func find(_ find: Manifest.Find, _ fields: [FieldSchema], _ object: String) -> CheckedManifest.Find? {
    for name in find.by { known(name, fields.map(\.name), object) }
    let scope = scopes.finding(fields.filter { field in find.by.contains { $0.value == field.name } }, batch: find.batch > 1)
    _ = pageReads()
    guard let request = check.request(find.request, scope) else { return nil }
    let reads = pageReads()
    reportUnreadPage(find.paging, reads, find.request.span)
    guard let records = check.value(find.records, scopes.answered(scope)) else { return nil }
    return CheckedManifest.Find(
      by: find.by.map(\.value), batch: find.batch, request: request, records: records, missing: find.missing,
      paging: check.paging(find.paging, scope))
  }

  private func poll(_ poll: Manifest.Poll, _ object: Manifest.Object) -> CheckedManifest.Poll? {
    let scope = scopes.polling()
    _ = pageReads()
    _ = check.compiler.takeReads(of: "since")
    guard let request = check.request(poll.request, scope) else { return nil }
    reportUnreadPage(poll.paging, pageReads(), poll.request.span)
    let readsSince = !check.compiler.takeReads(of: "since").isEmpty
    if let watermark = object.watermark, !readsSince { findings.add(ManifestFact.sinceUnread(watermark.value), at: poll.request.span) }
    if object.watermark == nil, readsSince { findings.add(ManifestFact.noWatermark(object.name.value), at: object.name.span) }
    guard let records = check.value(poll.records, scopes.answered(scope)) else { return nil }
    return CheckedManifest.Poll(request: request, records: records, paging: check.paging(poll.paging, scope), overlap: poll.overlap)
  }

  private func pageReads() -> (page: Bool, offset: Bool) {
    (!check.compiler.takeReads(of: "page").isEmpty, !check.compiler.takeReads(of: "offset").isEmpty)
  }

  /// A request that does not ask for the page would bring the first one for ever.
  private func reportUnreadPage(_ paging: Manifest.Paging?, _ reads: (page: Bool, offset: Bool), _ span: SourceSpan) {
    switch paging {
    case .next? where !reads.page: findings.add(ManifestFact.pageUnread("page"), at: span)
    case .size? where !reads.offset: findings.add(ManifestFact.pageUnread("offset"), at: span)
    default: break
    }
  }

  private func writing(_ writing: Manifest.Writing, creates: Bool) -> CheckedManifest.Writing? {
    let isBatch = writing.batch > 1
    let scope = scopes.writing(batch: isBatch, creates: creates)
    if isBatch ? writing.ids == nil : creates && writing.id == nil { findings.add(ManifestFact.noIDs(batch: isBatch), at: writing.span) }
    guard let request = check.request(writing.request, scope) else { return nil }
    let answered = scopes.answered(scope)
    return CheckedManifest.Writing(
      request: request, batch: writing.batch, id: check.value(writing.id, answered), ids: check.value(writing.ids, answered))
  }
}
