/// `/sobjects/{T}/describe/layouts`, `namedLayouts`, `compactLayouts` and `approvalLayouts`: one layout with every field that a person may fill in.
struct LayoutResource {
  let call: DataCall
  let definition: ObjectDefinition

  private static let master = "012000000000000AAA"

  func reply(_ kind: String, _ name: String?) throws(Rejection) -> Reply {
    guard call.request.method == "GET" || call.request.method == "HEAD" else { throw call.notAllowed("GET,HEAD") }
    let body: SandboxValue
    switch (kind.lowercased(), name) {
    case ("layouts", nil): body = ["layouts": [layout], "recordTypeMappings": [mapping], "recordTypeSelectorRequired": [false]]
    case ("layouts", let name?):
      guard RecordID.canonical(name) == Self.master else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
      body = layout
    case ("approvallayouts", nil): body = ["approvalLayouts": []]
    case ("compactlayouts", nil):
      body = ["compactLayouts": [compact], "defaultCompactLayoutId": .null, "recordTypeCompactLayoutMappings": []]
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
    return .json(body).noting(.describe, definition.name)
  }

  private var id: String { RecordID.make(prefix: "00h", sequence: (SalesforceSchema.objects.firstIndex { $0.name == definition.name } ?? 0) + 1) }

  private var mapping: SandboxValue {
    let url = "/services/data/\(call.version.text)/sobjects/\(definition.name)/describe/layouts/\(Self.master)"
    return [
      "active": true, "available": true, "defaultRecordTypeMapping": true, "developerName": "Master", "layoutId": .string(id), "master": true,
      "name": "Master", "picklistsForRecordType": .null, "recordTypeId": .string(Self.master), "urls": ["layout": .string(url)],
    ]
  }

  private var layout: SandboxValue {
    [
      "id": .string(id), "buttonLayoutSection": .null, "detailLayoutSections": .array([section(isEdit: false)]),
      "editLayoutSections": .array([section(isEdit: true)]), "highlightsPanelLayoutSection": .null, "multirowEditLayoutSections": [],
      "offlineLinks": [], "quickActionList": ["quickActionListItems": []], "relatedContent": .null, "relatedLists": [], "saveOptions": [],
    ]
  }

  private var compact: SandboxValue {
    let names = [definition.nameField.map { definition.fields[$0] }].compactMap { $0 }
    return [
      "actions": [], "fieldItems": .array(names.map { item($0, isEdit: false) }), "id": .null, "imageItems": [], "label": "System Default",
      "name": "SYSTEM", "objectType": .string(definition.name),
    ]
  }

  private func section(isEdit: Bool) -> SandboxValue {
    let fields = definition.fields.filter { isEdit ? $0.createable || $0.updateable : $0.type != .address }
    let rows = fields.map { field -> SandboxValue in ["layoutItems": .array([item(field, isEdit: isEdit)]), "numItems": 1] }
    return [
      "collapsed": false, "columns": 1, "heading": .string("\(definition.label) Information"), "layoutRows": .array(rows),
      "layoutSectionId": .null, "parentLayoutId": .string(id), "rows": .int(rows.count), "tabOrder": "TopToBottom", "useCollapsibleSection": false,
      "useHeading": false,
    ]
  }

  private func item(_ field: FieldDefinition, isEdit: Bool) -> SandboxValue {
    [
      "editableForNew": .bool(field.createable), "editableForUpdate": .bool(field.updateable), "label": .string(field.label),
      "layoutComponents": [
        ["displayLines": 1, "tabOrder": 1, "type": "Field", "value": .string(field.name), "details": FieldDescribe.value(field)]
      ], "placeholder": false, "required": .bool(isEdit && field.required),
    ]
  }
}
