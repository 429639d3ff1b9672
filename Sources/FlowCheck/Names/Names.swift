import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// Finds connections, objects and fields by the names that a flow gives them.
struct Names {
  let context: ProjectContext
  let findings: Findings

  /// An object and what is needed to follow its references.
  struct Resolved {
    var connection: String
    var object: ObjectSchema
    var types: RecordTypes
    /// The field that carries the engine's effect key.
    var stamp: String?
  }

  /// The connection of that name; nil outside a project, and where there is none, which is a finding.
  func connection(_ name: Located<String>) -> ProjectContext.Connection? {
    guard let connections = context.connections else { return nil }
    if let connection = connections[name.value] { return connection }
    findings.add(NameFact.unknownConnection(name.value, valid: Array(connections.keys)), at: name.span)
    return nil
  }

  func object(_ name: ObjectName) -> Resolved? {
    guard context.connections != nil else {
      // Outside a project nothing is known of an object but that it is one.
      let object = ObjectSchema(name.object.value, fields: [], identity: "Id", complete: false)
      return Resolved(connection: name.connection.value, object: object, types: RecordTypes(schema: ConnectionSchema()), stamp: nil)
    }
    guard let connection = connection(name.connection) else { return nil }
    guard connection.hasRecords else {
      findings.add(NameFact.noRecords(name.connection.value), at: name.connection.span)
      return nil
    }
    guard let object = connection.schema.object(name.object.value) else {
      let isCustom = ["__c", "__gc"].contains { name.object.value.lowercased().hasSuffix($0) }
      if isCustom, connection.schema.objects.values.contains(where: { !$0.complete }) {
        let open = ObjectSchema(name.object.value, fields: [], identity: identity(of: connection), complete: false)
        return Resolved(
          connection: name.connection.value, object: open, types: RecordTypes(schema: connection.schema), stamp: connection.stamp[open.name])
      }
      findings.add(
        NameFact.unknownObject(name.object.value, connection: name.connection.value, valid: Array(connection.schema.objects.keys)),
        at: name.object.span)
      return nil
    }
    return Resolved(
      connection: name.connection.value, object: object, types: RecordTypes(schema: connection.schema), stamp: connection.stamp[object.name])
  }

  /// What most objects of a connection are known by.
  private func identity(of connection: ProjectContext.Connection) -> String {
    connection.schema.objects.values.first?.identity ?? "Id"
  }

  /// The field at the end of a path, in the schema's spelling; nil where it is not known. What is wrong is a finding.
  func field(_ path: Located<String>, of resolved: Resolved) -> (path: String, schema: FieldSchema?)? {
    let parts = path.value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var objects = [resolved.object]
    var spelt: [String] = []
    for part in parts.dropLast() {
      guard let reference = objects.lazy.compactMap({ $0.reference(spelt: part) }).first else {
        let object = objects.first ?? resolved.object
        if !object.complete, object.field(part) == nil { return (path.value, nil) }
        findings.add(NameFact.pathThroughNothing(path.value, part: part, object: object.name), at: place(spelt.count, of: parts, path))
        return nil
      }
      spelt.append(reference.reference?.path ?? part)
      objects = (reference.reference?.objects ?? []).compactMap(resolved.types.schema.object)
    }
    guard let last = parts.last, !last.isEmpty else { return nil }
    guard let object = objects.first else { return (path.value, nil) }
    if let field = objects.lazy.compactMap({ $0.field(last) }).first {
      return ((spelt + [field.name]).joined(separator: "."), field)
    }
    if let fact = FieldNames.objection(last, objects: objects, object: object) {
      findings.add(fact, at: place(parts.count - 1, of: parts, path))
      if fact.severity == .error { return nil }
    }
    return (path.value, nil)
  }

  /// The part of a path, where it is written as it reads.
  private func place(_ index: Int, of parts: [String], _ path: Located<String>) -> SourceSpan {
    guard path.span.text == path.value else { return path.span }
    let start = path.span.range.lowerBound + parts[..<index].reduce(0) { $0 + $1.utf8.count + 1 }
    return path.span.file.span(start..<start + parts[index].utf8.count)
  }
}
