/// describeGlobal and describe (salesforce.md 2.4).
struct DescribeResource {
  let call: DataCall

  func global() throws(Rejection) -> Reply {
    if try isUnchanged() { return Reply.empty(304).noting(.describe) }
    let objects = SalesforceSchema.objects.map { summary($0) }
    return .json(["encoding": "UTF-8", "maxBatchSize": 200, "sobjects": .array(objects)]).noting(.describe)
  }

  func object(_ definition: ObjectDefinition) throws(Rejection) -> Reply {
    if try isUnchanged() { return Reply.empty(304).noting(.describe, definition.name) }
    var object = flags(definition)
    object.append("actionOverrides", [])
    object.append("childRelationships", .array(children(of: definition)))
    object.append("compactLayoutable", true)
    object.append("fields", .array(definition.fields.map(FieldDescribe.value)))
    object.append("listviewable", .null)
    object.append("lookupLayoutable", .null)
    object.append("namedLayoutInfos", [])
    object.append("networkScopeFieldName", .null)
    object.append("recordTypeInfos", [master(definition)])
    object.append("searchLayoutable", true)
    object.append("supportedScopes", [["label": .string("All \(definition.labelPlural)"), "name": "everything"]])
    object.append("urls", urls(definition))
    return .json(.object(object)).noting(.describe, definition.name)
  }

  /// An entry of describeGlobal.
  func summary(_ definition: ObjectDefinition) -> SandboxValue {
    var object = flags(definition)
    object.append("urls", urls(definition))
    return .object(object)
  }

  private func isUnchanged() throws(Rejection) -> Bool {
    try Preconditions(call.request).isUnchanged(since: Instant(year: 2026, month: 1, day: 1))
  }

  private func flags(_ definition: ObjectDefinition) -> SandboxObject {
    let flags: [(String, Bool)] = [
      ("activateable", false), ("createable", definition.createable), ("custom", definition.name.hasSuffix("__c")), ("customSetting", false),
      ("deepCloneable", false), ("deletable", definition.deletable), ("deprecatedAndHidden", false),
      ("feedEnabled", ["Account", "Contact", "Opportunity", "Case", "User"].contains(definition.name)), ("hasSubtypes", false),
      ("isInterface", false), ("isSubtype", false), ("layoutable", definition.createable),
      ("mergeable", ["Account", "Contact", "Case"].contains(definition.name)), ("mruEnabled", definition.createable), ("queryable", true),
      ("replicateable", definition.replicateable), ("retrieveable", true), ("searchable", definition.createable),
      ("triggerable", definition.createable), ("undeletable", definition.deletable), ("updateable", definition.updateable),
    ]
    var object = SandboxObject(flags.map { ($0.0, .bool($0.1)) })
    for (name, value) in [
      ("name", definition.name), ("label", definition.label), ("labelPlural", definition.labelPlural), ("keyPrefix", definition.keyPrefix),
    ] {
      object.append(name, .string(value))
    }
    for name in [
      "associateEntityType", "associateParentEntity", "defaultImplementation", "extendedBy", "extendsInterfaces", "implementedBy",
      "implementsInterfaces",
    ] {
      object.append(name, .null)
    }
    return object
  }

  private func urls(_ definition: ObjectDefinition) -> SandboxValue {
    let base = "/services/data/\(call.version.text)/sobjects/\(definition.name)"
    return ["rowTemplate": .string("\(base)/{ID}"), "describe": .string("\(base)/describe"), "sobject": .string(base)]
  }

  private func children(of definition: ObjectDefinition) -> [SandboxValue] {
    (SalesforceSchema.children[definition.name] ?? []).map { child in
      [
        "cascadeDelete": .bool(child.field.cascadeDelete), "childSObject": .string(child.object), "deprecatedAndHidden": false,
        "field": .string(child.field.name), "junctionIdListNames": [], "junctionReferenceTo": [],
        "relationshipName": SandboxValue(child.field.childRelationship), "restrictedDelete": false,
      ]
    }
  }

  private func master(_ definition: ObjectDefinition) -> SandboxValue {
    let id = "012000000000000AAA"
    let url = "/services/data/\(call.version.text)/sobjects/\(definition.name)/describe/layouts/\(id)"
    return [
      "active": true, "available": true, "defaultRecordTypeMapping": true, "developerName": "Master", "master": true, "name": "Master",
      "recordTypeId": .string(id), "urls": ["layout": .string(url)],
    ]
  }
}
