/// One sObject: its name, prefix, fields and what may be done with it.
struct ObjectDefinition: Sendable {
  var name: String
  var label: String
  var labelPlural: String
  var keyPrefix: String
  var fields: [FieldDefinition]
  var createable = true
  var updateable = true
  var deletable = true
  var replicateable = true
  var hasIsDeleted = true

  private let positions: [String: Int]
  private let relations: [String: Int]

  /// An object with the audit fields of salesforce.md 8 around its own.
  init(
    _ name: String, _ label: String, plural: String, prefix: String, deleted: Bool = true, modifiedBy: Bool = true,
    _ fields: [FieldDefinition]
  ) {
    self.name = name
    self.label = label
    labelPlural = plural
    keyPrefix = prefix
    hasIsDeleted = deleted
    var all: [FieldDefinition] = [
      FieldDefinition(
        name: "Id", label: "\(label) ID", type: .id, length: 18, nillable: false, createable: false, updateable: false,
        defaultedOnCreate: true, idLookup: true)
    ]
    if deleted { all.append(.flag("IsDeleted").readOnly()) }
    all += fields
    all += [.datetime("CreatedDate").readOnly().required(true), .reference("CreatedById", to: ["User"]).readOnly().required(true)]
    all.append(.datetime("LastModifiedDate").readOnly().required(true))
    if modifiedBy { all.append(.reference("LastModifiedById", to: ["User"]).readOnly().required(true)) }
    all.append(.datetime("SystemModstamp").readOnly().required(true))
    self.fields = all
    positions = Dictionary(all.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    relations = Dictionary(
      all.enumerated().compactMap { index, field in field.relationshipName.map { ($0.lowercased(), index) } },
      uniquingKeysWith: { first, _ in first })
  }

  func with(_ change: (inout ObjectDefinition) -> Void) -> ObjectDefinition {
    var copy = self
    change(&copy)
    return copy
  }

  /// The position of a field, whatever the case of its name.
  func position(of field: String) -> Int? { positions[field] ?? positions[field.lowercased()] }

  /// The position of the lookup field with this relation name.
  func relation(_ name: String) -> Int? { relations[name.lowercased()] }

  var nameField: Int? { fields.firstIndex(where: \.nameField) }
}
