import ConnectorKit
import JSON
import Schema

/// An object's metadata as the shared vocabulary has it. Reference 4.5.
enum Describe {
  static func object(_ node: JSONNode, as name: String) -> ObjectSchema? {
    guard let list = node.member("fields"), list.kind == .array else { return nil }
    let fields = list.elements.compactMap(field)
    let names = Set(fields.map(\.name))
    let form = ObjectForm.of(name)
    let (watermark, created) = (form.watermark, form.created)
    return ObjectSchema(
      name, label: node.member("label")?.text, fields: fields, identity: "Gsid", watermark: names.contains(watermark) ? watermark : nil,
      modified: names.contains(watermark) ? watermark : nil, created: names.contains(created) ? created : nil, createable: form.writing != nil,
      updateable: form.writing != nil)
  }

  private static func field(_ node: JSONNode) -> FieldSchema? {
    guard let name = (node.member("fieldName") ?? node.member("name"))?.text, let kind = node.member("dataType")?.text else { return nil }
    let meta = node.member("meta")
    func flag(_ key: String, _ standard: Bool) -> Bool { meta?.member(key).map(\.isTrue) ?? standard }
    func number(_ key: String) -> Int? { meta?.member(key).flatMap { $0.kind == .int ? Int($0.int) : nil } }
    let type = type(kind, meta)
    let writable = !flag("readOnly", false)
    var field = FieldSchema(
      name, type, label: node.member("label")?.text, form: kind == "SFDCID" || name == "SfdcAccountId" ? .salesforceID : nil,
      nullable: flag("nillable", true), createable: writable && flag("createable", true), updateable: writable && flag("updateable", true),
      required: flag("required", false), unique: kind == "GSID" && name == "Gsid", externalID: name == "Gsid", picklist: picklist(node),
      restricted: type == .picklist, reference: reference(node, name))
    if [.string, .text, .email, .url].contains(type), let length = number("length"), length > 0 { field.length = length }
    if [.number, .currency, .percent].contains(type) { field.scale = number("decimalPlaces") }
    return field
  }

  /// Reference 4.5: the data types that have been seen.
  private static func type(_ name: String, _ meta: JSONNode?) -> FieldType {
    switch name {
    case "GSID": meta?.member("hasLookup")?.isTrue == true ? .reference : .id
    case "STRING", "SFDCID", "JSONSTRING": .string
    case "RICHTEXTAREA": .text
    case "NUMBER", "JSONNUMBER": .number
    case "PERCENTAGE": .percent
    case "CURRENCY": .currency
    case "BOOLEAN", "JSONBOOLEAN": .boolean
    case "DATE": .date
    case "DATETIME": .datetime
    case "EMAIL": .email
    case "URL": .url
    case "LOOKUP": .reference
    case "PICKLIST": .picklist
    case "MULTISELECTDROPDOWNLIST": .multipicklist
    default: .any
    }
  }

  /// Reference 0.6: the label is written, the item's id is read back.
  private static func picklist(_ node: JSONNode) -> [PicklistValue] {
    guard let options = node.member("options"), options.kind == .array else { return [] }
    return options.elements.compactMap { option in
      option.member("label")?.text.map {
        PicklistValue($0, id: option.member("value")?.text, active: option.member("active")?.isTrue ?? true)
      }
    }
  }

  private static func reference(_ node: JSONNode, _ name: String) -> Reference? {
    guard let objects = node.member("meta")?.member("lookupDetail")?.member("lookupObjects"), objects.kind == .array else { return nil }
    let names = objects.elements.compactMap { $0.member("objectName")?.text.map(ObjectForm.known) }
    return names.isEmpty ? nil : Reference(to: names, path: name)
  }
}
