/// The short forms in which the schema is declared.
extension FieldDefinition {
  static func text(_ name: String, _ length: Int, label: String? = nil) -> FieldDefinition {
    make(name, .string, label: label, length: length)
  }

  static func longText(_ name: String, _ length: Int = 32000) -> FieldDefinition { make(name, .textarea, length: length) }

  static func phone(_ name: String) -> FieldDefinition { make(name, .phone, length: 40) }

  static func url(_ name: String) -> FieldDefinition { make(name, .url, length: 255) }

  static func email(_ name: String) -> FieldDefinition { make(name, .email, length: 80) }

  static func flag(_ name: String, default value: Bool = false) -> FieldDefinition {
    make(name, .boolean).with { field in
      field.nillable = false
      field.defaultedOnCreate = true
      field.defaultFlag = value
    }
  }

  static func whole(_ name: String) -> FieldDefinition { make(name, .int) }

  static func number(_ name: String, _ precision: Int, _ scale: Int) -> FieldDefinition {
    make(name, .double).with { field in
      field.precision = precision
      field.scale = scale
    }
  }

  static func currency(_ name: String, _ precision: Int = 18, _ scale: Int = 2) -> FieldDefinition {
    number(name, precision, scale).with { $0.type = .currency }
  }

  static func percent(_ name: String) -> FieldDefinition { number(name, 3, 0).with { $0.type = .percent } }

  static func date(_ name: String) -> FieldDefinition { make(name, .date) }

  static func datetime(_ name: String) -> FieldDefinition { make(name, .datetime) }

  static func picklist(_ name: String, _ values: [String], default preset: String? = nil, length: Int = 255) -> FieldDefinition {
    make(name, .picklist, length: length).with { field in
      field.picklist = values.map { PicklistValue(value: $0, isDefault: $0 == preset) }
      field.defaultedOnCreate = preset != nil
    }
  }

  /// A lookup: the relation's name is the field's without `Id`, or with `__r` for `__c`.
  static func reference(_ name: String, to targets: [String], children: String? = nil) -> FieldDefinition {
    make(name, .reference, length: 18).with { field in
      field.referenceTo = targets
      field.childRelationship = children
      field.relationshipName = name.hasSuffix("__c") ? name.dropLast(3) + "__r" : name.hasSuffix("Id") ? String(name.dropLast(2)) : nil
    }
  }

  /// The parts of an address and the compound that shows them (salesforce.md 2.1).
  static func address(_ prefix: String) -> [FieldDefinition] {
    let parts: [FieldDefinition] = [
      make("\(prefix)Street", .textarea, length: 255), text("\(prefix)City", 40), text("\(prefix)State", 80),
      text("\(prefix)PostalCode", 20), text("\(prefix)Country", 80),
    ]
    let compound = make("\(prefix)Address", .address).readOnly()
    return parts.map { part in part.with { $0.compoundFieldName = "\(prefix)Address" } } + [compound]
  }

  private static func make(_ name: String, _ type: FieldType, label: String? = nil, length: Int = 0) -> FieldDefinition {
    FieldDefinition(name: name, label: label ?? self.label(of: name), type: type, length: length)
  }

  /// `Health_Score__c` is labelled `Health Score`, `AccountId` is `Account ID`, `BillingCity` is `Billing City`.
  private static func label(of name: String) -> String {
    if name.hasSuffix("__c") { return String(name.dropLast(3).replacing("_", with: " ")) }
    var label = ""
    for character in name {
      if character.isUppercase, let last = label.last, !last.isUppercase { label.append(" ") }
      label.append(character)
    }
    return label.hasSuffix(" Id") ? "\(label.dropLast(2))ID" : label
  }

  func with(_ change: (inout FieldDefinition) -> Void) -> FieldDefinition {
    var copy = self
    change(&copy)
    return copy
  }

  func required(_ isDefaulted: Bool = false) -> FieldDefinition {
    with { field in
      field.nillable = false
      field.defaultedOnCreate = isDefaulted || field.defaultedOnCreate
    }
  }

  func readOnly() -> FieldDefinition {
    with { field in
      field.createable = false
      field.updateable = false
    }
  }

  func createOnly() -> FieldDefinition { with { $0.updateable = false } }

  func formula() -> FieldDefinition { readOnly().with { $0.calculated = true } }

  func restrictedPicklist() -> FieldDefinition { with { $0.restricted = true } }

  func uniqueExternalId() -> FieldDefinition {
    with { field in
      field.externalId = true
      field.unique = true
      field.idLookup = true
    }
  }

  func lookupKey() -> FieldDefinition { with { $0.idLookup = true } }

  func asName() -> FieldDefinition { with { $0.nameField = true } }

  func named(_ relationship: String) -> FieldDefinition { with { $0.relationshipName = relationship } }

  func cascading() -> FieldDefinition { with { $0.cascadeDelete = true } }
}
