/// The data types that Gainsight's metadata names (gainsight.md 4.5).
enum GainsightType: String, Sendable {
  case gsid = "GSID", string = "STRING", sfdcID = "SFDCID", number = "NUMBER", percentage = "PERCENTAGE", currency = "CURRENCY"
  case boolean = "BOOLEAN", date = "DATE", datetime = "DATETIME", email = "EMAIL", url = "URL", richText = "RICHTEXTAREA", lookup = "LOOKUP"
  case picklist = "PICKLIST", multiselect = "MULTISELECTDROPDOWNLIST", list = "JSON"

  var isNumber: Bool { self == .number || self == .percentage || self == .currency }
  var isText: Bool {
    switch self {
    case .gsid, .string, .sfdcID, .email, .url, .richText, .lookup: true
    default: false
    }
  }
}

/// A field of a Gainsight object.
struct GainsightField: Sendable {
  var name: String
  var type: GainsightType
  var length = 0
  var writable = true
  var required = false
  /// The object a lookup refers to.
  var target: String?
  /// The category of a picklist's items.
  var category: String?
  /// Kept in a hash index.
  var indexed = false

  /// The name under which a lookup's fields are read: `Csm__gr`, and `X__gr` for a custom `X__gc`.
  var relation: String? {
    guard target != nil else { return nil }
    return (name.hasSuffix("__gc") ? String(name.dropLast(4)) : name) + "__gr"
  }

  static func gsid() -> GainsightField { GainsightField(name: "Gsid", type: .gsid, length: 36, writable: false) }

  static func text(_ name: String, _ length: Int = 255) -> GainsightField { GainsightField(name: name, type: .string, length: length) }

  static func of(_ type: GainsightType, _ name: String) -> GainsightField { GainsightField(name: name, type: type) }

  static func lookup(_ name: String, _ target: String) -> GainsightField { GainsightField(name: name, type: .lookup, target: target, indexed: true) }

  static func picklist(_ name: String, _ category: String) -> GainsightField {
    GainsightField(name: name, type: .picklist, category: category)
  }

  func readOnly() -> GainsightField { with { $0.writable = false } }
  func needed() -> GainsightField { with { $0.required = true } }
  func asKey() -> GainsightField { with { $0.indexed = true } }

  private func with(_ change: (inout GainsightField) -> Void) -> GainsightField {
    var copy = self
    change(&copy)
    return copy
  }
}

/// A Gainsight object: its API name, the prefix of its ids and its fields.
struct GainsightObject: Sendable {
  var name: String
  var label: String
  var prefix: String
  var fields: [GainsightField]
  /// STANDARD, CUSTOM or SYSTEM.
  var kind = "STANDARD"
  /// True where the object API may write it (gainsight.md 4.3).
  var isWritable = false
  var modifiedField: String?

  private let positions: [String: Int]
  private let relations: [String: Int]

  init(
    _ name: String, _ label: String, prefix: String, kind: String = "STANDARD", writable: Bool = false, modified: String? = "ModifiedDate",
    _ fields: [GainsightField]
  ) {
    self.name = name
    self.label = label
    self.prefix = prefix
    self.kind = kind
    isWritable = writable
    modifiedField = modified
    let all = [GainsightField.gsid()] + fields
    self.fields = all
    positions = Dictionary(all.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    relations = Dictionary(
      all.enumerated().compactMap { index, field in field.relation.map { ($0.lowercased(), index) } }, uniquingKeysWith: { first, _ in first })
  }

  func position(of field: String) -> Int? { positions[field.lowercased()] }
  func relation(_ name: String) -> Int? { relations[name.lowercased()] }
}
