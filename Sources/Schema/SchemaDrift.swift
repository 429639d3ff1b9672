import OrderedCollections

/// How a connection's objects differ from those of a snapshot.
public enum SchemaDrift {
  /// One difference.
  public struct Difference: Sendable, Equatable {
    public enum Kind: String, Sendable {
      case objectGone = "object_gone"
      case objectChanged = "object_changed"
      case fieldGone = "field_gone"
      case fieldNew = "field_new"
      case fieldChanged = "field_changed"
    }

    public var kind: Kind
    /// As the snapshot names it.
    public var object: String
    /// Nil where the object as such differs.
    public var field: String?
    /// What of it: `type`, `length`, `picklist`, …; nil for what is gone or new.
    public var property: String?
    public var before: String?
    public var after: String?

    public init(_ kind: Kind, object: String, field: String? = nil, property: String? = nil, before: String? = nil, after: String? = nil) {
      self.kind = kind
      self.object = object
      self.field = field
      self.property = property
      self.before = before
      self.after = after
    }
  }

  /// From the snapshot to what is there now, in the snapshot's order; objects that only `now` has are not asked about.
  public static func between(_ snapshot: ConnectionSchema, and now: ConnectionSchema) -> [Difference] {
    snapshot.objects.values.flatMap { old in
      guard let new = now.object(old.name) else { return [Difference(.objectGone, object: old.name)] }
      let changed = properties(old, new).map {
        Difference(.objectChanged, object: old.name, property: $0.name, before: $0.before, after: $0.after)
      }
      let fields = old.fields.values.flatMap { self.fields($0, new.field($0.name), of: old.name) }
      let added = new.fields.values.filter { old.field($0.name) == nil }.map { Difference(.fieldNew, object: old.name, field: $0.name) }
      return changed + fields + added
    }
  }

  private static func fields(_ old: FieldSchema, _ new: FieldSchema?, of object: String) -> [Difference] {
    guard let new else { return [Difference(.fieldGone, object: object, field: old.name)] }
    return properties(old, new).map {
      Difference(.fieldChanged, object: object, field: old.name, property: $0.name, before: $0.before, after: $0.after)
    }
  }

  private typealias Property = (name: String, before: String?, after: String?)

  private static func properties(_ old: ObjectSchema, _ new: ObjectSchema) -> [Property] {
    let all: [Property] = [
      ("identity", old.identity, new.identity), ("watermark", old.watermark, new.watermark), ("modified", old.modified, new.modified),
      ("created", old.created, new.created), ("createable", "\(old.createable)", "\(new.createable)"),
      ("updateable", "\(old.updateable)", "\(new.updateable)"),
    ]
    return all.filter { $0.before != $0.after }
  }

  private static func properties(_ old: FieldSchema, _ new: FieldSchema) -> [Property] {
    let all: [Property] = [
      ("type", old.type.rawValue, new.type.rawValue), ("form", old.form.rawValue, new.form.rawValue),
      ("length", old.length.map(String.init), new.length.map(String.init)), ("scale", old.scale.map(String.init), new.scale.map(String.init)),
      ("nullable", "\(old.nullable)", "\(new.nullable)"), ("createable", "\(old.createable)", "\(new.createable)"),
      ("updateable", "\(old.updateable)", "\(new.updateable)"), ("required", "\(old.required)", "\(new.required)"),
      ("unique", "\(old.unique)", "\(new.unique)"), ("external_id", "\(old.externalID)", "\(new.externalID)"),
      ("restricted", "\(old.restricted)", "\(new.restricted)"), ("reference", old.reference.map(words), new.reference.map(words)),
    ]
    return all.filter { $0.before != $0.after } + values(old.picklist, new.picklist)
  }

  private static func words(_ reference: Reference) -> String { "\(reference.objects.joined(separator: ", ")) by \(reference.path)" }

  /// Values that are gone, new, or no longer or again offered. Their order and labels are no drift.
  private static func values(_ old: [PicklistValue], _ new: [PicklistValue]) -> [Property] {
    let before = old.filter(\.active).map(\.value)
    let after = new.filter(\.active).map(\.value)
    let gone = before.filter { !after.contains($0) }.map { Property("picklist", $0, nil) }
    return gone + after.filter { !before.contains($0) }.map { Property("picklist", nil, $0) }
  }
}
