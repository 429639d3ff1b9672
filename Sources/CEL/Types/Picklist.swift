/// A set of text values.
public final class Picklist: Sendable {
  /// The field or list that the values belong to.
  public let name: String
  public let values: [String]
  /// Whether other values may come up too, so that one that is not listed is doubtful and no mistake for certain.
  public let isOpen: Bool

  public init(_ name: String, values: [String], isOpen: Bool = false) {
    self.name = name
    self.values = values
    self.isOpen = isOpen
  }
}

extension Picklist: Hashable {
  public static func == (a: Picklist, b: Picklist) -> Bool { a === b || (a.name == b.name && a.values == b.values) }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
