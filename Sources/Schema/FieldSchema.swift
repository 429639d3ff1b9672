/// One field of an object, as its system describes it to the user that flowrun logs in as.
public struct FieldSchema: Sendable, Equatable {
  /// The API name, in the system's own spelling.
  public var name: String
  public var label: String
  public var type: FieldType
  public var form: ValueForm
  /// Most characters that a text field takes; nil when there is no bound.
  public var length: Int?
  /// Decimal places that the system keeps; nil when it keeps what it is given.
  public var scale: Int?
  public var nullable: Bool
  public var createable: Bool
  public var updateable: Bool
  /// True when a create without this field is refused.
  public var required: Bool
  /// True when no two records may have the same value.
  public var unique: Bool
  /// True when records may be found and upserted by this field.
  public var externalID: Bool
  public var picklist: [PicklistValue]
  /// True when values outside `picklist` are refused.
  public var restricted: Bool
  public var reference: Reference?

  public init(
    _ name: String, _ type: FieldType, label: String? = nil, form: ValueForm? = nil, length: Int? = nil, scale: Int? = nil,
    nullable: Bool = true, createable: Bool = true, updateable: Bool = true, required: Bool = false, unique: Bool = false,
    externalID: Bool = false, picklist: [PicklistValue] = [], restricted: Bool = false, reference: Reference? = nil
  ) {
    self.name = name
    self.type = type
    self.label = label ?? name
    self.form = form ?? (type == .email ? .caseless : .plain)
    self.length = length
    self.scale = scale
    self.nullable = nullable
    self.createable = createable
    self.updateable = updateable
    self.required = required
    self.unique = unique
    self.externalID = externalID
    self.picklist = picklist
    self.restricted = restricted
    self.reference = reference
  }
}

/// One entry of a picklist. Salesforce reads and writes `value`; Gainsight writes `label` and reads back `id`.
public struct PicklistValue: Sendable, Equatable {
  public var value: String
  public var label: String
  public var id: String?
  public var active: Bool

  public init(_ value: String, label: String? = nil, id: String? = nil, active: Bool = true) {
    self.value = value
    self.label = label ?? value
    self.id = id
    self.active = active
  }
}

/// Where a reference field leads, and how a path over it is spelt.
public struct Reference: Sendable, Equatable {
  /// Names of the objects that the id may belong to; more than one for a polymorphic field.
  public var objects: [String]
  /// What stands before the dot in a path: `Owner` for Salesforce's `OwnerId`, the field's own name for Gainsight.
  public var path: String

  public init(to objects: [String], path: String) {
    self.objects = objects
    self.path = path
  }
}
