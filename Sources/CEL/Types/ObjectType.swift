public import OrderedCollections

/// A map with named fields, as a schema or an event's shape describes it. Objects may refer to each other: fields can be found when asked for.
public final class ObjectType: Sendable {
  public let name: String
  /// True when names beyond the fields are allowed and of any type.
  public let isOpen: Bool
  private let find: @Sendable (String) -> Type?
  private let list: @Sendable () -> [String]

  public init(_ name: String, isOpen: Bool = false, fields: OrderedDictionary<String, Type>) {
    self.name = name
    self.isOpen = isOpen
    find = { fields[$0] }
    list = { Array(fields.keys) }
  }

  /// Fields that are found when asked for.
  public init(
    _ name: String, isOpen: Bool = false, field: @escaping @Sendable (String) -> Type?, names: @escaping @Sendable () -> [String]
  ) {
    self.name = name
    self.isOpen = isOpen
    find = field
    list = names
  }

  /// The declared type of a field; nil for a name beyond the fields.
  public func field(_ name: String) -> Type? { find(name) }

  /// The names of the fields in their order.
  public var names: [String] { list() }
}

extension ObjectType: Hashable {
  public static func == (a: ObjectType, b: ObjectType) -> Bool { a === b }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
