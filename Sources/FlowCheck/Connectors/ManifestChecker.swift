import CEL
public import Diagnostics
public import FlowSyntax
import OrderedCollections
import Schema

/// Turns a connector's manifest as written into one that can be used.
public enum ManifestChecker {
  /// Reads and checks a manifest. Nil when it has an error; what was found is in `findings` either way.
  public static func load(_ file: SourceFile, into findings: Findings) -> CheckedManifest? {
    let own = Findings()
    let manifest = ManifestParser.parse(file, into: own)
    let checked = check(manifest, into: own)
    own.all.forEach(findings.add)
    return own.hasErrors ? nil : checked
  }

  /// Checks a manifest that has been read.
  public static func check(_ manifest: Manifest, into findings: Findings) -> CheckedManifest? {
    guard manifest.isWhole else { return nil }
    let own = Findings()
    defer { own.all.forEach(findings.add) }
    let checked = ManifestCheck(manifest, own).run()
    return own.hasErrors ? nil : checked
  }
}

/// The check of one manifest: what its parts share.
final class ManifestCheck {
  let manifest: Manifest
  let findings: Findings
  let scopes = ManifestScopes()
  let compiler: FormulaCompiler

  init(_ manifest: Manifest, _ findings: Findings) {
    self.manifest = manifest
    self.findings = findings
    compiler = FormulaCompiler(findings: findings)
  }

  func run() -> CheckedManifest? {
    if !manifest.hasParts, let name = manifest.name {
      findings.add(ManifestFact.doesNothing(name.value), at: name.span)
    }
    let headers = parts(manifest.headers, scopes.base)
    let operations = manifest.operations.compactMap(operation)
    let notify = manifest.notify.flatMap(notify)
    let objects = manifest.objects.compactMap { ObjectCheck(self).run($0) }
    let ways = manifest.auth.compactMap(way)
    let errors = errors(manifest.errors)
    guard let name = manifest.name?.value, !findings.hasErrors else { return nil }
    return CheckedManifest(
      name: name, url: manifest.url?.value, ways: ways, headers: headers, limits: manifest.limits ?? Manifest.Limits(), errors: errors,
      idempotencyHeader: manifest.idempotency?.value,
      operations: OrderedDictionary(operations.map { ($0.name, $0.operation) }, uniquingKeysWith: { first, _ in first }), notify: notify,
      objects: OrderedDictionary(objects.map { ($0.schema.name, $0) }, uniquingKeysWith: { first, _ in first }), environment: scopes.environment,
      schema: ConnectionSchema(objects.map(\.schema)),
      operationSchemas: OrderedDictionary(operations.map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first }))
  }

  // MARK: values

  func value(_ value: TextValue?, _ scope: Scope) -> Expression? { value.flatMap { compiler.value($0, in: scope)?.expression } }

  func condition(_ value: TextValue?, _ key: String, _ scope: Scope) -> Expression? {
    guard let value, let compiled = compiler.value(value, in: scope) else { return nil }
    if !TypeFit.mayBeBool(compiled.type) {
      findings.add(ValueFact.wantsBoolean(key: key, type: compiled.type.words), at: value.span)
      return nil
    }
    return compiled.expression
  }

  func parts(_ fields: [Field], _ scope: Scope) -> [CheckedManifest.Part] {
    fields.compactMap { field in compiler.data(field.value, in: scope).map { CheckedManifest.Part(name: field.name.value, value: $0.expression) } }
  }

  /// `variable`: a variable that the request must read, and why.
  func request(_ request: Manifest.Request, _ scope: Scope) -> CheckedManifest.Request? {
    var path: [Expression.Piece] = []
    switch request.path.content {
    case .literal(.string(let text)): path = [.text(text)]
    case .template:
      guard case .template(let pieces)? = value(request.path, scope) else { return nil }
      path = pieces
    default: return nil
    }
    let changes = request.effect.map { $0.value == .write } ?? (request.method != .get)
    let isRepeatable = request.repeatable ?? (!changes || request.method == .put || request.method == .delete)
    var readBack: CheckedManifest.ReadBack?
    if case .request(let back, let found)? = request.readBack, let look = self.request(back, scope),
      let isFound = condition(found, "found", scopes.answered(scope))
    {
      readBack = .request(look, found: isFound)
    }
    return CheckedManifest.Request(
      method: request.method, path: path, query: parts(request.query, scope), headers: parts(request.headers, scope),
      form: parts(request.form, scope), body: request.body.flatMap { compiler.data($0, in: scope)?.expression }, changes: changes,
      isRepeatable: isRepeatable,
      limit: request.limit.map { CheckedManifest.Rate(perSecond: $0.perSecond, perMinute: $0.perMinute, per: value($0.per, scope)) },
      readBack: readBack)
  }

  func paging(_ paging: Manifest.Paging?, _ scope: Scope) -> CheckedManifest.Paging? {
    switch paging {
    case .next(let next)?: value(next, scopes.answered(scope)).map { .next($0) }
    case .url(let url)?: value(url, scopes.answered(scope)).map { .url($0) }
    case .link?: .link
    case .size(let size)?: .size(size)
    case nil: nil
    }
  }

  func schema(_ field: Manifest.FieldSpec, input: Bool = false) -> FieldSchema {
    let type = FieldType(rawValue: field.type) ?? .any
    return FieldSchema(
      field.name.value, type, label: field.label, length: field.length, nullable: !field.isRequired || !input, createable: !field.isReadOnly,
      updateable: !field.isReadOnly && !field.isCreateOnly, required: field.isRequired, unique: field.isUnique, externalID: field.isUnique,
      picklist: field.values.map { PicklistValue($0) }, restricted: !field.values.isEmpty)
  }

  // MARK: parts of a manifest

  private func way(_ way: Manifest.Way) -> CheckedManifest.Way? {
    switch way {
    case .none: return CheckedManifest.Way.none
    case .bearer: return .bearer
    case .basic: return .basic
    case .header(let name): return .header(name.value)
    case .clientCredentials(let oauth):
      return oauth.tokenURL.map { .clientCredentials(tokenURL: $0.value, scope: oauth.scope, sending: oauth.sending) }
    case .hmac(let signature):
      guard let header = signature.header, let over = value(signature.over, scopes.naming("request", ManifestScopes.signed)) else { return nil }
      return .hmac(
        CheckedManifest.Signature(
          header: header.value, over: over, encoding: signature.encoding, prefix: signature.prefix, timeHeader: signature.timeHeader?.value))
    }
  }

  private func errors(_ errors: Manifest.Errors?) -> CheckedManifest.Errors {
    let scope = scopes.answered(scopes.base)
    guard let errors else { return CheckedManifest.Errors() }
    return CheckedManifest.Errors(
      failed: condition(errors.failed, "failed", scope), code: value(errors.code, scope), message: value(errors.message, scope),
      wait: value(errors.wait, scope), fields: value(errors.fields, scope),
      classes: errors.classes.map { found in
        if found.codes.isEmpty, found.status.isEmpty, found.when == nil { findings.add(ManifestFact.classOfAll(found.kind), at: found.span) }
        return CheckedManifest.Errors.Class(
          kind: found.kind, codes: Set(found.codes.map(\.value)), status: Set(found.status), when: condition(found.when, "when", scope),
          hint: found.hint)
      })
  }

  private func operation(_ operation: Manifest.Operation) -> (name: String, operation: CheckedManifest.Operation, schema: OperationSchema)? {
    let inputs = operation.input.map { schema($0, input: true) }
    let scope = scopes.input(inputs)
    let output = operation.output.isEmpty ? nil : parts(operation.output, scopes.answered(scope))
    var known: [FieldSchema]?
    if !operation.output.isEmpty {
      let types = OrderedDictionary(operation.outputTypes.map { ($0.name.value, schema($0)) }, uniquingKeysWith: { first, _ in first })
      known = operation.output.map { types[$0.name.value] ?? FieldSchema($0.name.value, .any) }
      for type in operation.outputTypes where !operation.output.contains(where: { $0.name.value == type.name.value }) {
        findings.add(ManifestFact.unknownOutput(type.name.value, valid: operation.output.map(\.name.value)), at: type.name.span)
      }
    }
    guard let request = request(operation.request, scope) else { return nil }
    let name = operation.name.value
    return (
      name,
      CheckedManifest.Operation(
        request: request, inputs: inputs, escaped: Set(operation.input.filter(\.isEscaped).map(\.name.value)), output: output),
      OperationSchema(name, inputs: inputs, output: known)
    )
  }

  private func operation(_ name: Located<String>) -> Manifest.Operation? {
    if let found = manifest.operations.first(where: { $0.name.value == name.value }) { return found }
    findings.add(ManifestFact.unknownOperation(name.value, valid: manifest.operations.map(\.name.value)), at: name.span)
    return nil
  }

  private func notify(_ notify: Manifest.Notify) -> CheckedManifest.Notify? {
    let scope = scopes.sending()
    let with = parts(notify.with, scope)
    if let target = operation(notify.operation) {
      CallInputs(findings: findings).check(
        notify.with, against: target.input.map { schema($0, input: true) }, of: target.name.value, at: notify.operation.span)
    }
    if let person = notify.person, let lookup = operation(person) {
      let gives = lookup.output.contains { $0.name.value == "id" } && lookup.input.contains { $0.name.value == "email" }
      if !gives { findings.add(ManifestFact.namesNobody(person.value), at: person.span) }
    }
    var escape: [Unicode.Scalar: String] = [:]
    for (character, text) in notify.escape { if let scalar = character.value.unicodeScalars.first { escape[scalar] = text } }
    return CheckedManifest.Notify(
      operation: notify.operation.value, with: with, escape: escape, receiver: condition(notify.receiver, "receiver", scopes.naming("to", .string)),
      person: notify.person?.value, mentionable: condition(notify.mentionable, "mentionable", scopes.naming("person", .string)),
      id: value(notify.id, scopes.naming("output", .dyn)))
  }
}
