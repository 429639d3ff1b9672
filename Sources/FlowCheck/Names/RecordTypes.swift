import CEL
import OrderedCollections
import Schema

/// What records look like to formulas: the fields of an object, and over its references those of others.
struct RecordTypes: Sendable {
  let schema: ConnectionSchema

  /// The type of a record. Each field that a formula asks for goes into `reads`, by its path from the record.
  ///
  /// `nullable`: every field may be null, as in `was`.
  func type(_ object: ObjectSchema, nullable: Bool = false, reads: FieldReads? = nil) -> ObjectType {
    type([object], prefix: "", nullable: nullable, reads: reads)
  }

  private func type(_ objects: [ObjectSchema], prefix: String, nullable: Bool, reads: FieldReads?) -> ObjectType {
    let open = objects.isEmpty || objects.contains { !$0.complete }
    return ObjectType(
      objects.map(\.name).joined(separator: " or "), isOpen: open,
      field: { name in
        let path = prefix.isEmpty ? name : "\(prefix).\(name)"
        guard let found = field(name, objects, path: path, nullable: nullable, reads: reads) else {
          if open { reads?.add(path) }
          return nil
        }
        if found.isReference { reads?.addReference(path) } else { reads?.add(path) }
        return found.type
      },
      names: { objects.flatMap(names) })
  }

  private func names(_ object: ObjectSchema) -> [String] {
    let fields = object.fields.values
    return fields.map(\.name) + fields.compactMap { $0.reference.map(\.path) }.filter { object.fields[$0] == nil }
  }

  private func field(
    _ name: String, _ objects: [ObjectSchema], path: String, nullable: Bool, reads: FieldReads?
  ) -> (type: Type, isReference: Bool)? {
    for object in objects {
      if let reference = object.reference(spelt: name) {
        let targets = (reference.reference?.objects ?? []).compactMap(schema.object)
        let record = type(targets, prefix: path, nullable: true, reads: reads)
        let isField = object.fields[name] != nil
        let type = Type.reference(record, id: isField ? .string : .error)
        let canBeNull = (reference.nullable || nullable || path.contains("."))
        return (canBeNull ? .nullable(type) : type, true)
      }
      if let field = object.fields[name] {
        let type = Self.type(of: field, in: object)
        let isSure = !path.contains(".") && name == object.identity && !nullable || !(field.nullable || nullable)
        if type == .dyn || isSure { return (type, false) }
        return (.nullable(type), false)
      }
    }
    return nil
  }

  /// The type of a field's values. A number of a schema is a double, whatever its scale; the values of a picklist are known
  /// where its object is, and it is closed where the system takes no others.
  static func type(of field: FieldSchema, in object: ObjectSchema) -> Type {
    switch field.type {
    case .picklist where object.complete && !field.picklist.isEmpty:
      .picklist(Picklist("\(object.name).\(field.name)", values: field.picklist.map(\.value), isOpen: !field.restricted))
    case .id, .string, .text, .picklist, .multipicklist, .reference, .email, .phone, .url, .time: .string
    case .boolean: .bool
    case .integer, .number, .currency, .percent: .double
    case .date: .date
    case .datetime: .timestamp
    case .list: .list(.dyn)
    case .object, .any: .dyn
    }
  }
}
