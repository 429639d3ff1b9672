public import OrderedCollections

/// An object (Account, company, …) of a connection: its fields and what the engine must know to find, poll and write it.
public struct ObjectSchema: Sendable, Equatable {
  public var name: String
  public var label: String
  public var fields: OrderedDictionary<String, FieldSchema>
  /// The field that names a record for good: `Id`, `Gsid`.
  public var identity: String
  /// The field that a poll follows: it moves with every change of the record. Nil when the object cannot be polled by change.
  public var watermark: String?
  /// When a person or program last changed the record itself. Nil when the system does not say.
  public var modified: String?
  /// When the record was created, for `on_many: newest | oldest`.
  public var created: String?
  public var createable: Bool
  public var updateable: Bool
  /// False for a built-in description of a standard object: an organisation may have fields that are not in it.
  public var complete: Bool

  public init(
    _ name: String, label: String? = nil, fields: [FieldSchema], identity: String, watermark: String? = nil, modified: String? = nil,
    created: String? = nil, createable: Bool = true, updateable: Bool = true, complete: Bool = true
  ) {
    self.name = name
    self.label = label ?? name
    self.fields = OrderedDictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.identity = identity
    self.watermark = watermark
    self.modified = modified
    self.created = created
    self.createable = createable
    self.updateable = updateable
    self.complete = complete
  }

  /// The field of that name; API names are compared without case, as both Salesforce and Gainsight do.
  public func field(_ name: String) -> FieldSchema? {
    fields[name] ?? fields.values.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The reference field whose path begins with `name` (`Owner` → `OwnerId`; `Csm` → `Csm`).
  public func reference(spelt name: String) -> FieldSchema? {
    fields.values.first { $0.reference?.path == name }
  }
}

/// The objects of one connection, by name; names are compared without case.
public struct ConnectionSchema: Sendable, Equatable {
  public var objects: OrderedDictionary<String, ObjectSchema>

  public init(_ objects: [ObjectSchema] = []) {
    self.objects = OrderedDictionary(objects.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The object of that name.
  public func object(_ name: String) -> ObjectSchema? {
    objects[name] ?? objects.values.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The field at the end of a dotted path that starts at `object`: `Owner.Email`, `Csm.Email`, `Name`.
  /// Nil when a part does not exist; a polymorphic reference is followed into the first object that has the next part.
  public func field(_ path: String, of object: ObjectSchema) -> FieldSchema? {
    var here = object
    let parts = path.split(separator: ".").map(String.init)
    guard let last = parts.last else { return nil }
    for part in parts.dropLast() {
      guard let reference = here.reference(spelt: part)?.reference,
        let next = reference.objects.compactMap({ self.object($0) }).first
      else { return nil }
      here = next
    }
    return here.field(last)
  }
}
