/// The types that Salesforce's describe names (salesforce.md 2.4).
enum FieldType: String, Sendable {
  case id, string, boolean, int, double, currency, percent, date, datetime, time, reference, picklist, multipicklist, combobox, textarea
  case phone, url, email, address

  var isText: Bool {
    switch self {
    case .string, .picklist, .multipicklist, .combobox, .textarea, .phone, .url, .email: true
    default: false
    }
  }

  var isNumber: Bool { self == .int || self == .double || self == .currency || self == .percent }

  var soapType: String {
    switch self {
    case .id, .reference: "tns:ID"
    case .boolean: "xsd:boolean"
    case .int: "xsd:int"
    case .double, .currency, .percent: "xsd:double"
    case .date: "xsd:date"
    case .datetime: "xsd:dateTime"
    case .time: "xsd:time"
    case .address: "urn:address"
    default: "xsd:string"
    }
  }
}

struct PicklistValue: Sendable {
  var value: String
  var isDefault = false
}

/// One field of an object, as describe shows it and as writes are checked against it.
struct FieldDefinition: Sendable {
  var name: String
  var label: String
  var type: FieldType
  var length = 0
  var precision = 0
  var scale = 0
  var nillable = true
  var createable = true
  var updateable = true
  var defaultedOnCreate = false
  var defaultFlag = false
  var externalId = false
  var unique = false
  var caseSensitive = false
  var idLookup = false
  var calculated = false
  var nameField = false
  var restricted = false
  var picklist: [PicklistValue] = []
  var referenceTo: [String] = []
  var relationshipName: String?
  /// The name under which the referenced object shows these records.
  var childRelationship: String?
  var cascadeDelete = false
  var compoundFieldName: String?

  var custom: Bool { name.hasSuffix("__c") }
  var isLongText: Bool { type == .textarea && length > 255 }
  var filterable: Bool { !isLongText && type != .address }
  var required: Bool { createable && !nillable && !defaultedOnCreate }
  /// Held in a hash index: keys of upserts and lookups, and foreign keys but those to users, which are few and change with every write.
  var indexed: Bool { externalId || unique || idLookup || nameField || type == .reference && referenceTo != ["User"] }
}
