import CEL
import Diagnostics
import FlowSyntax
import Schema

/// `set:` and `set_on_create:`.
struct AssignmentCheck {
  let check: FlowCheck
  let resolved: Names.Resolved
  private var findings: Findings { check.findings }

  init(_ check: FlowCheck, _ resolved: Names.Resolved) {
    self.check = check
    self.resolved = resolved
  }

  func run(_ fields: [Field], _ kind: RecordStepCheck.WriteKind, _ scope: Scope, onCreate: Bool) -> [CheckedWrite.Assignment] {
    var seen: Set<String> = []
    return fields.compactMap { field in
      let compiled = check.compiler.data(field.value, in: scope)
      guard let (path, schema) = check.names.field(field.name, of: resolved) else { return nil }
      if !seen.insert(path).inserted { findings.add(RuleFact.setTwice(path), at: field.name.span) }
      reportReadOnly(field.name, path, schema, kind)
      reportSharedKey(field.name, path, schema)
      guard let compiled else { return nil }
      if let schema {
        ValueCheck(findings: findings, isComplete: resolved.object.complete).run(compiled, field.value, schema)
        if case .literal(.null) = compiled.expression, !schema.nullable {
          findings.add(ValueFact.clearsRequired(field: schema.name), at: field.value.span)
        }
      }
      return CheckedWrite.Assignment(path: path, schema: schema, value: compiled.expression)
    }
  }

  /// A path over a reference names the record by what only one can have: its id, a unique field, or what stands for its name.
  private func reportSharedKey(_ name: Located<String>, _ path: String, _ schema: FieldSchema?) {
    guard path.contains("."), let schema, schema.type != .id, !schema.unique, !schema.externalID else { return }
    switch schema.type {
    case .boolean, .integer, .number, .currency, .percent, .date, .datetime, .time, .picklist, .multipicklist, .text, .reference, .list, .object:
      let first = path.split(separator: ".").first.map(String.init) ?? path
      let objects = resolved.object.reference(spelt: first)?.reference?.objects ?? []
      findings.add(RuleFact.sharedKey(name.value, object: objects.first ?? first), at: name.span)
    case .id, .string, .email, .phone, .url, .any: break
    }
  }

  /// Of a path over a reference it is the reference that is written.
  private func reportReadOnly(_ name: Located<String>, _ path: String, _ schema: FieldSchema?, _ kind: RecordStepCheck.WriteKind) {
    let first = path.split(separator: ".").first.map(String.init) ?? path
    let written = path.contains(".") ? resolved.object.reference(spelt: first) : schema
    guard let written else { return }
    if kind != .create, !written.updateable {
      findings.add(RuleFact.fieldNotUpdateable(written.name, object: resolved.object.name), at: name.span)
    } else if kind != .update, !written.createable {
      findings.add(RuleFact.fieldNotCreateable(written.name, object: resolved.object.name), at: name.span)
    }
  }
}
