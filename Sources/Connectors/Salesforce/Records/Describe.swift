import ConnectorKit
import JSON
import Schema

/// An object's describe as the shared vocabulary has it. Reference 2.4.
enum Describe {
  static func object(_ node: JSONNode) -> ObjectSchema? {
    guard let name = node.member("name")?.text, let list = node.member("fields"), list.kind == .array else { return nil }
    let fields = list.elements.compactMap(field)
    let names = Set(fields.map(\.name))
    // Reference 7.3: the order in which stamps are to be preferred.
    let watermark = ["SystemModstamp", "LastModifiedDate", "CreatedDate"].first(where: names.contains)
    return ObjectSchema(
      name, label: node.member("label")?.text, fields: fields, identity: "Id", watermark: watermark,
      modified: names.contains("LastModifiedDate") ? "LastModifiedDate" : nil, created: names.contains("CreatedDate") ? "CreatedDate" : nil,
      createable: node.member("createable")?.isTrue ?? true, updateable: node.member("updateable")?.isTrue ?? true)
  }

  private static func field(_ node: JSONNode) -> FieldSchema? {
    guard let name = node.member("name")?.text, let kind = node.member("type")?.text else { return nil }
    let type = type(kind)
    func flag(_ key: String, _ missing: Bool = false) -> Bool { node.member(key)?.isTrue ?? missing }
    func number(_ key: String) -> Int? { node.member(key).flatMap { $0.kind == .int ? Int($0.int) : nil } }
    // A describe that says nothing of it leaves it to the answer of a write.
    let createable = flag("createable", true)
    let nillable = flag("nillable", true)
    var field = FieldSchema(
      name, type, label: node.member("label")?.text, form: form(type, flag("caseSensitive")), nullable: nillable,
      createable: createable, updateable: flag("updateable", true), required: createable && !nillable && !flag("defaultedOnCreate"),
      unique: flag("unique"), externalID: flag("externalId") || flag("idLookup"), picklist: picklist(node), restricted: flag("restrictedPicklist"),
      reference: reference(node))
    if let length = number("length"), length > 0 { field.length = length }
    switch type {
    case .integer: field.scale = 0
    case .number, .currency, .percent: field.scale = number("scale")
    default: break
    }
    return field
  }

  /// Reference 2.4: the type names of describe.
  static func type(_ name: String) -> FieldType {
    switch name {
    case "id": .id
    case "string", "combobox", "encryptedstring": .string
    case "textarea": .text
    case "boolean": .boolean
    case "int", "long": .integer
    case "double": .number
    case "currency": .currency
    case "percent": .percent
    case "date": .date
    case "datetime": .datetime
    case "time": .time
    case "reference": .reference
    case "picklist": .picklist
    case "multipicklist": .multipicklist
    case "email": .email
    case "phone": .phone
    case "url": .url
    default: .any
    }
  }

  /// Reference 3.3: strings are compared without case, unique ones that say otherwise aside.
  static func form(_ type: FieldType, _ isCaseSensitive: Bool) -> ValueForm {
    switch type {
    case .id, .reference: .salesforceID
    case .string, .email, .phone, .url: isCaseSensitive ? .plain : .caseless
    default: .plain
    }
  }

  private static func picklist(_ node: JSONNode) -> [PicklistValue] {
    guard let values = node.member("picklistValues"), values.kind == .array else { return [] }
    return values.elements.compactMap { item in
      item.member("value")?.text.map { PicklistValue($0, label: item.member("label")?.text, active: item.member("active")?.isTrue ?? true) }
    }
  }

  private static func reference(_ node: JSONNode) -> Reference? {
    guard let objects = node.member("referenceTo")?.texts, !objects.isEmpty, let path = node.member("relationshipName")?.text else { return nil }
    return Reference(to: objects, path: path)
  }
}
