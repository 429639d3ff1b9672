import CEL
import Calls
import OrderedCollections
import Schema

/// What a memory connection refuses: what the schema of the object says a real one would.
struct MemoryRules {
  let schema: ConnectionSchema
  let object: ObjectSchema
  let tables: [String: OrderedDictionary<String, Record>]

  /// The fields as they are kept: references by path are resolved, values canonical but for the case of text.
  func checked(_ record: WriteRecord, _ verb: WriteCall.Verb) throws(CallFailure) -> Record {
    var kept = Record()
    for (path, value) in record.fields {
      let (field, value) = try resolved(path, value)
      kept[field.name] = try value.isNull ? cleared(field) : checked(value, field, verb, record.id)
    }
    guard verb == .create else { return kept }
    for field in object.fields.values where field.required && kept[field.name]?.isNull ?? true {
      throw refused("required", "`\(field.name)` is required.", field)
    }
    // A checkbox is never empty.
    for field in object.fields.values where field.type == .boolean && !field.nullable && kept[field.name]?.isNull ?? true {
      kept[field.name] = .bool(false)
    }
    return kept
  }

  private func resolved(_ path: String, _ value: Value) throws(CallFailure) -> (FieldSchema, Value) {
    let parts = path.split(separator: ".").map(String.init)
    if parts.count == 1 {
      if let field = object.field(path) { return (field, value) }
      guard !object.complete else {
        throw CallFailure(.rejected, code: "no_field", message: "\(object.name) has no field `\(path)`.", fields: [path])
      }
      return (FieldSchema(path, .any), value)
    }
    guard parts.count == 2, let field = object.reference(spelt: parts[0]), let reference = field.reference else {
      throw CallFailure(.rejected, code: "no_field", message: "`\(path)` names no referred record.", fields: [path])
    }
    if value.isNull { return (field, .null) }
    for next in reference.objects.compactMap(schema.object) {
      let key = next.field(parts[1])
      let found = (tables[next.name] ?? [:]).filter { entry in
        let theirs = entry.value[key?.name ?? parts[1]] ?? .null
        return (key?.canonical(theirs) ?? theirs) == (key?.canonical(value) ?? value)
      }
      if found.count == 1, let id = found.keys.first { return (field, .string(id)) }
    }
    throw refused("no_reference", "No single record is named by `\(path)`.", field)
  }

  private func cleared(_ field: FieldSchema) throws(CallFailure) -> Value {
    if !field.nullable { throw refused("not_nullable", "`\(field.name)` cannot be empty.", field) }
    return .null
  }

  private func checked(_ value: Value, _ field: FieldSchema, _ verb: WriteCall.Verb, _ id: String?) throws(CallFailure) -> Value {
    guard verb == .create ? field.createable : field.updateable else { throw refused("read_only", "`\(field.name)` cannot be written.", field) }
    let value = field.reading(value)
    try checkType(value, field)
    if let length = field.length, let text = value.asString, text.unicodeScalars.count > length {
      throw refused("too_long", "`\(field.name)` takes \(length) characters.", field)
    }
    if field.restricted, let text = value.asString, !field.picklist.contains(where: { $0.value == text && $0.active }) {
      throw refused("not_in_picklist", "`\(field.name)` has no value `\(text)`.", field)
    }
    if field.unique {
      let mine = field.canonical(value)
      let taken = (tables[object.name] ?? [:]).contains { $0.key != id && field.canonical($0.value[field.name] ?? .null) == mine }
      if taken { throw CallFailure(.conflict, code: "duplicate", message: "`\(field.name)` is taken.", fields: [field.name]) }
    }
    return value
  }

  private func checkType(_ value: Value, _ field: FieldSchema) throws(CallFailure) {
    let fits =
      switch field.type {
      case .integer, .number, .currency, .percent: value.asDouble != nil
      case .boolean: value.asBool != nil
      case .date: value.asString.map { $0.utf8.count == 10 && TimeText.read(.string($0)) != nil } ?? false
      case .datetime: value.asTimestamp != nil
      case .list, .object, .any, .multipicklist, .time: true
      default: value.asString != nil
      }
    if !fits { throw refused("wrong_type", "`\(field.name)` takes no such value.", field) }
  }

  private func refused(_ code: String, _ message: String, _ field: FieldSchema) -> CallFailure {
    CallFailure(.rejected, code: code, message: message, fields: [field.name])
  }
}
