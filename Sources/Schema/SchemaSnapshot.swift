import CEL
import JSON
import OrderedCollections

/// The text of a schema snapshot: what `flowrun schema pull` saves, so that flows are checked offline.
///
/// One line a field, in the order that the system gave: a change of the organisation is a small diff.
public enum SchemaSnapshot {
  /// The JSON text, the same for the same schema.
  public static func text(of schema: ConnectionSchema) -> String {
    let objects = schema.objects.values.map { object in
      let fields = object.fields.values.map { "      \(line($0))" }.joined(separator: ",\n")
      return "    \(head(object)),\n     \"fields\": [\n\(fields)\n    ]}"
    }
    return "{\"snapshot\": 1, \"objects\": [\n\(objects.joined(separator: ",\n"))\n]}\n"
  }

  /// Reads a snapshot's text.
  public static func read(_ bytes: [UInt8]) throws(SnapshotFailure) -> ConnectionSchema {
    let value: Value
    do throws(JSONError) {
      value = try Value(json: bytes)
    } catch {
      throw SnapshotFailure("It is no JSON: \(error.description)")
    }
    guard value["snapshot"]?.asInt == 1, let objects = value["objects"]?.asList else {
      throw SnapshotFailure("It is no schema snapshot of this version.")
    }
    var read: [ObjectSchema] = []
    for object in objects { read.append(try self.object(object)) }
    return ConnectionSchema(read)
  }

  private static func head(_ object: ObjectSchema) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("name", object.name)
    if object.label != object.name { writer.member("label", object.label) }
    writer.member("identity", object.identity)
    for (key, name) in [("watermark", object.watermark), ("modified", object.modified), ("created", object.created)] {
      if let name { writer.member(key, name) }
    }
    if !object.createable { writer.member("createable", false) }
    if !object.updateable { writer.member("updateable", false) }
    writer.endObject()
    return String(writer.text.dropLast())
  }

  private static func line(_ field: FieldSchema) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("name", field.name)
    writer.member("type", field.type.rawValue)
    if field.label != field.name { writer.member("label", field.label) }
    if field.form != .plain { writer.member("form", field.form.rawValue) }
    if let length = field.length { writer.member("length", length) }
    if let scale = field.scale { writer.member("scale", scale) }
    // What holds for most fields is left out.
    for (key, value, usual) in flags(field) where value != usual { writer.member(key, value) }
    if let reference = field.reference {
      writer.key("reference")
      writer.beginObject()
      writer.key("to")
      writer.beginArray()
      for object in reference.objects { writer.string(object) }
      writer.endArray()
      writer.member("path", reference.path)
      writer.endObject()
    }
    if !field.picklist.isEmpty { picklist(field.picklist, &writer) }
    writer.endObject()
    return writer.text
  }

  private static func flags(_ field: FieldSchema) -> [(String, Bool, Bool)] {
    [
      ("nullable", field.nullable, true), ("createable", field.createable, true), ("updateable", field.updateable, true),
      ("required", field.required, false), ("unique", field.unique, false), ("external_id", field.externalID, false),
      ("restricted", field.restricted, false),
    ]
  }

  private static func picklist(_ items: [PicklistValue], _ writer: inout JSONWriter) {
    writer.key("picklist")
    writer.beginArray()
    for item in items {
      writer.beginObject()
      writer.member("value", item.value)
      if item.label != item.value { writer.member("label", item.label) }
      if let id = item.id { writer.member("id", id) }
      if !item.active { writer.member("active", false) }
      writer.endObject()
    }
    writer.endArray()
  }

  private static func object(_ value: Value) throws(SnapshotFailure) -> ObjectSchema {
    guard let name = value["name"]?.asString, let identity = value["identity"]?.asString, let fields = value["fields"]?.asList else {
      throw SnapshotFailure("An object lacks `name`, `identity` or `fields`.")
    }
    var read: [FieldSchema] = []
    for field in fields { read.append(try self.field(field, of: name)) }
    return ObjectSchema(
      name, label: value["label"]?.asString, fields: read, identity: identity, watermark: value["watermark"]?.asString,
      modified: value["modified"]?.asString, created: value["created"]?.asString, createable: value["createable"]?.asBool ?? true,
      updateable: value["updateable"]?.asBool ?? true)
  }

  private static func field(_ value: Value, of object: String) throws(SnapshotFailure) -> FieldSchema {
    guard let name = value["name"]?.asString, let type = value["type"]?.asString.flatMap(FieldType.init(rawValue:)) else {
      throw SnapshotFailure("A field of `\(object)` lacks its `name`, or has no `type` that is known.")
    }
    let reference = value["reference"].flatMap { reference -> Reference? in
      guard let to = reference["to"]?.asList, let path = reference["path"]?.asString else { return nil }
      return Reference(to: to.compactMap(\.asString), path: path)
    }
    let items = (value["picklist"]?.asList ?? []).compactMap { item -> PicklistValue? in
      guard let text = item["value"]?.asString else { return nil }
      return PicklistValue(text, label: item["label"]?.asString, id: item["id"]?.asString, active: item["active"]?.asBool ?? true)
    }
    return FieldSchema(
      name, type, label: value["label"]?.asString, form: value["form"]?.asString.flatMap(ValueForm.init(rawValue:)) ?? .plain,
      length: value["length"]?.asInt.map { Int($0) }, scale: value["scale"]?.asInt.map { Int($0) }, nullable: value["nullable"]?.asBool ?? true,
      createable: value["createable"]?.asBool ?? true, updateable: value["updateable"]?.asBool ?? true,
      required: value["required"]?.asBool ?? false, unique: value["unique"]?.asBool ?? false, externalID: value["external_id"]?.asBool ?? false,
      picklist: items, restricted: value["restricted"]?.asBool ?? false, reference: reference)
  }
}

/// Why a snapshot cannot be read.
public struct SnapshotFailure: Error, Sendable, Equatable {
  /// One sentence.
  public var message: String

  init(_ message: String) { self.message = message }
}

extension JSONWriter {
  fileprivate mutating func member(_ key: String, _ text: String) {
    self.key(key)
    string(text)
  }

  fileprivate mutating func member(_ key: String, _ flag: Bool) {
    self.key(key)
    bool(flag)
  }

  fileprivate mutating func member(_ key: String, _ number: Int) {
    self.key(key)
    int(Int64(number))
  }
}
