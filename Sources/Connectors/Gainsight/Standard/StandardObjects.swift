public import Schema

/// The objects that every tenant has, as far as flows use them. Reference 3.5, 4, 5, 7.1. Picklist items and custom fields are the tenant's,
/// so an object is never complete here.
public enum StandardObjects {
  /// All of them.
  public static let all = ConnectionSchema([
    company, relationship, person, personRecord, companyPerson, user, callToAction, task, successPlan, timeline, npsResponse, scorecardHistory, score,
    configItem, relationshipType,
  ])

  static func object(_ name: String, _ fields: [FieldSchema]) -> ObjectSchema {
    let form = ObjectForm.of(name)
    let (watermark, created) = (form.watermark, form.created)
    let own = [StandardField.id(), StandardField.readOnly(created, .datetime), StandardField.readOnly(watermark, .datetime)]
    return ObjectSchema(
      name, fields: [own[0]] + fields + own[1...], identity: "Gsid", watermark: watermark, modified: watermark, created: created,
      createable: form.writing != nil, updateable: form.writing != nil, complete: false)
  }
}

/// How fields are written down here.
enum StandardField {
  static func id() -> FieldSchema {
    FieldSchema("Gsid", .id, length: 36, nullable: false, createable: false, updateable: false, unique: true, externalID: true)
  }

  static func value(_ name: String, _ type: FieldType = .string, required: Bool = false) -> FieldSchema {
    FieldSchema(name, type, nullable: !required, required: required)
  }

  static func readOnly(_ name: String, _ type: FieldType = .string) -> FieldSchema {
    FieldSchema(name, type, createable: false, updateable: false)
  }

  static func picklist(_ name: String, _ labels: [String] = []) -> FieldSchema {
    FieldSchema(name, .picklist, picklist: labels.map { PicklistValue($0) })
  }

  /// A reference is spelt by its own name in a path.
  static func lookup(_ name: String, _ object: String, required: Bool = false, writable: Bool = true) -> FieldSchema {
    FieldSchema(
      name, .reference, length: 36, nullable: !required, createable: writable, updateable: writable, required: required,
      reference: Reference(to: [object], path: name))
  }

  /// Taken by a create, and not changed after.
  static func onCreate(_ name: String, _ type: FieldType = .string) -> FieldSchema { FieldSchema(name, type, updateable: false) }

  static func salesforceID(_ name: String, key: Bool, writable: Bool = true) -> FieldSchema {
    FieldSchema(name, .string, form: .salesforceID, length: 18, createable: writable, updateable: writable, externalID: key)
  }
}
