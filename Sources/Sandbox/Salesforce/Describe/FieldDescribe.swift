/// A field of describe, with the complete key set of the recorded entry in salesforce.md 2.4.
enum FieldDescribe {
  static func value(_ field: FieldDefinition) -> SandboxValue {
    let isText = field.type.isText || field.type == .id || field.type == .reference
    let flags: [String: Bool] = [
      "aggregatable": field.filterable && field.type != .boolean, "aiPredictionField": false, "autoNumber": field.name == "CaseNumber",
      "calculated": field.calculated, "cascadeDelete": field.cascadeDelete, "caseSensitive": field.caseSensitive, "createable": field.createable,
      "custom": field.custom, "defaultedOnCreate": field.defaultedOnCreate, "dependentPicklist": false, "deprecatedAndHidden": false,
      "displayLocationInDecimal": false, "encrypted": false, "externalId": field.externalId, "filterable": field.filterable,
      "formulaTreatNullNumberAsZero": false,
      "groupable": field.filterable && (isText || field.type == .date || field.type == .int || field.type == .boolean),
      "highScaleNumber": false, "htmlFormatted": false, "idLookup": field.idLookup, "nameField": field.nameField,
      "namePointing": field.referenceTo.count > 1, "nillable": field.nillable, "permissionable": field.createable && field.nillable,
      "polymorphicForeignKey": field.referenceTo.count > 1, "queryByDistance": field.type == .address, "restrictedDelete": false,
      "restrictedPicklist": field.restricted, "searchPrefilterable": field.type == .reference, "sortable": field.filterable,
      "unique": field.unique, "updateable": field.updateable, "writeRequiresMasterRead": false,
    ]
    let texts: [String: String?] = [
      "calculatedFormula": nil, "compoundFieldName": field.compoundFieldName, "controllerName": nil, "defaultValueFormula": nil,
      "extraTypeInfo": field.isLongText ? "plaintextarea" : nil, "filteredLookupInfo": nil, "inlineHelpText": nil, "label": field.label,
      "mask": nil, "maskType": nil, "name": field.name, "referenceTargetField": nil, "relationshipName": field.relationshipName,
      "relationshipOrder": nil, "soapType": field.type.soapType, "type": field.type.rawValue,
    ]
    let numbers: [String: Int] = [
      "byteLength": isText ? field.length * (field.type == .id || field.type == .reference ? 1 : 3) : 0, "digits": field.type == .int ? 8 : 0,
      "length": field.length, "precision": field.precision, "scale": field.scale,
    ]
    var members: [(String, SandboxValue)] = flags.map { ($0.key, .bool($0.value)) }
    members += texts.map { ($0.key, SandboxValue($0.value)) }
    members += numbers.map { ($0.key, .int($0.value)) }
    members.append(("defaultValue", defaultValue(field)))
    members.append(("picklistValues", .array(field.picklist.map(entry))))
    members.append(("referenceTo", .array(field.referenceTo.map(SandboxValue.string))))
    return .object(SandboxObject(members.sorted { $0.0 < $1.0 }))
  }

  private static func defaultValue(_ field: FieldDefinition) -> SandboxValue {
    field.type == .boolean ? .bool(field.defaultFlag) : SandboxValue(field.picklist.first(where: \.isDefault)?.value)
  }

  private static func entry(_ value: PicklistValue) -> SandboxValue {
    ["active": true, "defaultValue": .bool(value.isDefault), "label": .string(value.value), "validFor": .null, "value": .string(value.value)]
  }
}
