public import Schema

/// The objects that every organisation has, as far as flows use them. Reference 8: names and types are sure, lengths and picklist values
/// are the organisation's, so an object is never complete here.
public enum StandardObjects {
  /// All of them.
  public static let all = ConnectionSchema([
    account, contact, opportunity, opportunityContactRole, task, event, caseObject, user, feedItem,
  ])

  static func object(_ name: String, _ fields: [FieldSchema], label: String? = nil, owned: Bool = true, deletable: Bool = true) -> ObjectSchema {
    var all = [StandardField.id()] + fields
    if deletable { all.append(StandardField.readOnly("IsDeleted", .boolean)) }
    if owned { all.append(StandardField.reference("OwnerId", ["User", "Group"], "Owner")) }
    all += StandardField.audit
    return ObjectSchema(
      name, label: label, fields: all, identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate",
      complete: false)
  }
}

/// How fields are written down here.
enum StandardField {
  static func id() -> FieldSchema {
    FieldSchema("Id", .id, form: .salesforceID, length: 18, nullable: false, createable: false, updateable: false, unique: true, externalID: true)
  }

  static func text(_ name: String, _ length: Int? = nil, _ type: FieldType = .string, required: Bool = false) -> FieldSchema {
    FieldSchema(name, type, form: type == .text ? .plain : .caseless, length: length, nullable: !required, required: required)
  }

  static func picklist(_ name: String, _ values: [String] = [], required: Bool = false) -> FieldSchema {
    FieldSchema(name, .picklist, length: 255, nullable: !required, required: required, picklist: values.map { PicklistValue($0) })
  }

  static func value(_ name: String, _ type: FieldType, required: Bool = false) -> FieldSchema {
    FieldSchema(name, type, scale: type == .integer ? 0 : nil, nullable: !required && type != .boolean, required: required)
  }

  static func readOnly(_ name: String, _ type: FieldType) -> FieldSchema {
    FieldSchema(name, type, scale: type == .integer ? 0 : nil, nullable: type != .boolean, createable: false, updateable: false)
  }

  static func reference(
    _ name: String, _ objects: [String], _ path: String, required: Bool = false, createable: Bool = true, updateable: Bool = true
  ) -> FieldSchema {
    FieldSchema(
      name, .reference, form: .salesforceID, length: 18, nullable: !required, createable: createable, updateable: updateable, required: required,
      reference: Reference(to: objects, path: path))
  }

  static let audit: [FieldSchema] = [
    readOnly("CreatedDate", .datetime), reference("CreatedById", ["User"], "CreatedBy", createable: false, updateable: false),
    readOnly("LastModifiedDate", .datetime), reference("LastModifiedById", ["User"], "LastModifiedBy", createable: false, updateable: false),
    readOnly("SystemModstamp", .datetime),
  ]
}
