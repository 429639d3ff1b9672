/// A closed set of text values.
public final class Picklist: Sendable {
  /// The field or list that the values belong to.
  public let name: String
  public let values: [String]

  public init(_ name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

extension Picklist: Hashable {
  public static func == (a: Picklist, b: Picklist) -> Bool { a === b || (a.name == b.name && a.values == b.values) }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
