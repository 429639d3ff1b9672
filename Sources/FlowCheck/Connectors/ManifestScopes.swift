import CEL
import OrderedCollections
import Schema

/// The variables of a manifest's formulas, and which of them have a value where.
struct ManifestScopes {
  static let names = [
    "input", "effect_key", "key", "keys", "fields", "since", "page", "offset", "id", "record", "records", "response", "output", "to", "subject",
    "text", "mention", "plain", "person", "request",
  ]

  /// Nothing but the time.
  let base: Scope

  init() {
    var scope = Scope(.flow(zone: .utc), names: [])
    for name in Self.names { scope.hide(name, because: .notOfThisPlace(name, place: "in this place of a manifest")) }
    scope.show("effect_key", .string)
    base = scope
  }

  var environment: Environment { base.environment }

  static let response = Type.object(
    ObjectType("response", fields: ["status": .int, "body": .dyn, "headers": .dyn]))
  static let signed = Type.object(
    ObjectType("request", fields: ["method": .string, "path": .string, "body": .string, "time": .string]))

  /// What has been answered.
  func answered(_ scope: Scope) -> Scope {
    var scope = scope
    scope.show("response", Self.response)
    return scope
  }

  func input(_ inputs: [FieldSchema]) -> Scope {
    var scope = base
    scope.show("input", .object(Self.object("input", inputs)))
    return scope
  }

  func finding(_ fields: [FieldSchema], batch: Bool) -> Scope {
    var scope = paged(base)
    let key = Type.object(ObjectType("key", fields: OrderedDictionary(uniqueKeysWithValues: fields.map { ($0.name, Self.plain($0)) })))
    scope.show(batch ? "keys" : "key", batch ? .list(key) : key)
    return scope
  }

  func polling() -> Scope {
    var scope = paged(base)
    scope.show("since", .timestamp, isNullable: true)
    return scope
  }

  private func paged(_ scope: Scope) -> Scope {
    var scope = scope
    scope.show("page", .dyn)
    scope.show("offset", .int)
    scope.show("fields", .list(.string))
    return scope
  }

  func writing(batch: Bool, creates: Bool) -> Scope {
    var scope = base
    if batch {
      let item = ObjectType("record", fields: ["id": creates ? .dyn : .string, "fields": .dyn])
      scope.show("records", .list(.object(item)))
    } else {
      scope.show("record", .dyn)
      if !creates { scope.show("id", .string) }
    }
    return scope
  }

  func sending() -> Scope {
    var scope = base
    scope.show("to", .string)
    scope.show("subject", .string, isNullable: true)
    scope.show("text", .string)
    scope.show("mention", .list(.string))
    scope.show("plain", .object(ObjectType("plain", fields: ["subject": .nullable(.string), "text": .string])))
    return scope
  }

  func naming(_ name: String, _ type: Type) -> Scope {
    var scope = base
    scope.show(name, type)
    return scope
  }

  /// Declared fields; those that need not be given may be null.
  static func object(_ name: String, _ fields: [FieldSchema]) -> ObjectType {
    ObjectType(
      name,
      fields: OrderedDictionary(
        fields.map { field in
          let type = plain(field)
          return (field.name, field.required || type == .dyn ? type : .nullable(type))
        }, uniquingKeysWith: { first, _ in first }))
  }

  static func plain(_ field: FieldSchema) -> Type { RecordTypes.type(of: field, in: ObjectSchema("", fields: [], identity: "")) }
}
