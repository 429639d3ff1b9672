/// `/v1/meta/services/…` (gainsight.md 4.5).
struct GainsightMetadata {
  let call: GainsightCall

  func reply(_ path: [String]) throws(GainsightFailure) -> Reply {
    let lower = path.map { $0.lowercased() }
    switch (call.request.method, lower.count) {
    case ("GET", 2) where lower == ["objects", "list"]:
      return call.success(.array(GainsightSchema.objects.map(summary))).noting(.describe)
    case ("GET", 3) where lower[0] == "objects" && lower[2] == "describe":
      let object = try call.table(path[1]).object
      return call.success(.array([describe(object)])).noting(.describe, object.name)
    case ("POST", 2) where lower == ["objects", "describe"]:
      guard let names = try call.json()["objectNames"]?.array?.compactMap(\.string), !names.isEmpty else {
        throw GainsightFailure("GSOBJ_1002", "objectNames is missing or empty")
      }
      return call.success(.array(try names.mapping { name throws(GainsightFailure) in describe(try call.table(name).object) })).noting(.describe)
    case ("GET", 2) where lower[0] == "dropdowns": return try dropdown(path[1])
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  private func summary(_ object: GainsightObject) -> SandboxValue {
    [
      "objectName": .string(object.name), "label": .string(object.label), "objectType": .string(object.kind), "keyPrefix": .string(object.prefix),
      "readable": true, "createable": .bool(object.isWritable), "transactional": .bool(object.kind != "SYSTEM"),
    ]
  }

  private func describe(_ object: GainsightObject) -> SandboxValue {
    var value = summary(object).object ?? SandboxObject()
    value.append("fields", .array(object.fields.map { field($0, of: object) }))
    return .object(value)
  }

  private func field(_ field: GainsightField, of object: GainsightObject) -> SandboxValue {
    let label = (field.name.hasSuffix("__gc") ? String(field.name.dropLast(4)) : field.name).replacing("_", with: " ")
    let createable = field.writable && (object.isWritable || object.kind == "STANDARD")
    var meta = SandboxObject([
      ("properties", properties(field)), ("filterable", true), ("sortable", true), ("createable", .bool(createable)),
      ("updateable", .bool(createable)), ("nillable", .bool(!field.required && field.name != "Gsid")), ("required", .bool(field.required)),
      ("readOnly", .bool(!createable)), ("hasLookup", .bool(field.target != nil)), ("length", .int(field.length)),
      ("decimalPlaces", .int(field.type == .currency ? 2 : 0)), ("hidden", false),
      ("fieldGroupType", .string(field.name.hasSuffix("__gc") ? "CUSTOM" : "STANDARD")),
    ])
    if let target = field.target {
      let targets: SandboxValue = [["objectName": .string(target)]]
      meta.append("lookupDetail", ["lookupName": SandboxValue(field.relation), "fieldName": "Gsid", "lookupObjects": targets])
    }
    var entry = SandboxObject([
      ("fieldName", .string(field.name)), ("label", .string(label)), ("dataType", .string(field.type.rawValue)), ("objectName", .string(object.name)),
    ])
    if let category = field.category { entry.append("options", .array(options(category))) }
    entry.append("meta", .object(meta))
    return .object(entry)
  }

  private func properties(_ field: GainsightField) -> SandboxValue {
    guard let category = field.category, let item = call.world.tenant.items(category).first else { return [:] }
    return [
      "PICKLIST_CATEGORY": .string(category), "PICKLIST_CATEGORY_ID": call.world.tenant.value("da_picklist", item.gsid, "CategoryGsid"),
      "sourceType": "PICKLIST",
    ]
  }

  private func options(_ category: String) -> [SandboxValue] {
    call.world.tenant.items(category).map { item in
      [
        "value": .string(item.gsid), "label": .string(item.label), "systemName": .string(item.label), "active": true,
        "displayOrder": .int(item.order),
      ]
    }
  }

  private func dropdown(_ id: String) throws(GainsightFailure) -> Reply {
    let category = GainsightSchema.picklists.map(\.category).first { category in
      category.lowercased() == id.lowercased()
        || call.world.tenant.items(category).first.map { call.world.tenant.value("da_picklist", $0.gsid, "CategoryGsid").string == id } ?? false
    }
    guard let category else { throw GainsightFailure("OBJECT_NOT_FOUND", "Requested object not found.") }
    let items = call.world.tenant.items(category).map { item -> SandboxValue in
      [
        "gsid": .string(item.gsid), "name": .string(item.label), "active": true, "displayOrder": .int(item.order),
        "systemName": .string(item.label), "color": .null,
      ]
    }
    return call.success(["categoryDetails": ["name": .string(category)], "childItems": .array(items)]).noting(.describe)
  }
}
