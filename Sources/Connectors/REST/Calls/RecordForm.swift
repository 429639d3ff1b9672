import CEL
import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections
import Schema

/// Records of one object between their form in the system's JSON and the flat one of flows.
struct RecordForm {
  let object: CheckedManifest.Object

  /// The fields asked for and those by which records are known, in the schema's spelling; a path over a reference has none here.
  func fields(_ asked: [String]) throws(CallFailure) -> [(asked: String, field: FieldSchema)] {
    let schema = object.schema
    let own = [schema.identity, schema.watermark, schema.modified, schema.created].compactMap(\.self)
    var seen: Set<String> = []
    var fields: [(asked: String, field: FieldSchema)] = []
    for name in own + asked where seen.insert(name).inserted {
      guard let field = schema.field(name) else {
        throw CallFailure(.rejected, code: "no_field", message: "`\(schema.name)` has no field `\(name.prefix(80))`.", fields: [name])
      }
      fields.append((name, field))
    }
    return fields
  }

  /// The names to ask the system for: paths from `within` down.
  func names(_ fields: [(asked: String, field: FieldSchema)]) -> Value {
    var names: [Value] = []
    for (_, field) in fields {
      guard let path = object.paths[field.name], path.starts(with: object.within) else { continue }
      let name = Value.string(path.dropFirst(object.within.count).joined(separator: "."))
      if !names.contains(name) { names.append(name) }
    }
    return .list(names)
  }

  func read(_ value: Value, _ fields: [(asked: String, field: FieldSchema)]) throws(CallFailure) -> Record {
    var record = Record()
    for (asked, field) in fields {
      var here: Value? = value
      for part in object.paths[field.name] ?? [field.name] { here = here?[part] }
      record[asked] = field.type == .id ? Lenient.text(here ?? .null) : field.reading(here ?? .null)
    }
    guard let identity = record[object.schema.identity], !identity.isNull else {
      throw CallFailure(
        .retry, code: "bad_answer", message: "A record of `\(object.schema.name)` came without its `\(object.schema.identity)`.")
    }
    return record
  }

  /// The record as `body` sends it: fields where they stand below `within`.
  func write(_ fields: Record) throws(CallFailure) -> Value {
    var root = Record()
    for (name, value) in fields {
      guard let field = object.schema.field(name) else {
        throw CallFailure(.rejected, code: "no_field", message: "`\(object.schema.name)` has no field `\(name.prefix(80))`.", fields: [name])
      }
      var path = object.paths[field.name] ?? [field.name]
      if path.starts(with: object.within) { path.removeFirst(object.within.count) }
      Self.put(field.writing(value), at: path[...], into: &root)
    }
    return .map(root)
  }

  private static func put(_ value: Value, at path: ArraySlice<String>, into record: inout Record) {
    guard let first = path.first else { return }
    if path.count == 1 {
      record[first] = value
      return
    }
    var inner = record[first]?.asRecord ?? Record()
    put(value, at: path.dropFirst(), into: &inner)
    record[first] = .map(inner)
  }
}
