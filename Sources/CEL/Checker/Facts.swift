/// What is known not to be null at one place: paths such as `["event", "company", "arr"]`, each from a variable on.
/// What a path leads through is not null either.
public struct Facts: Sendable, Equatable {
  /// All paths known, their beginnings among them.
  public private(set) var paths: Set<[String]> = []
  /// True where evaluation cannot come: anything holds there.
  var isUnreachable = false

  public static let none = Facts()
  static let unreachable: Facts = {
    var facts = Facts()
    facts.isUnreachable = true
    return facts
  }()

  public init(_ paths: some Sequence<[String]> = []) {
    for path in paths { insert(path) }
  }

  public mutating func insert(_ path: [String]) {
    for length in stride(from: path.count, to: 0, by: -1) {
      // Where a path is known its beginnings are.
      guard paths.insert(Array(path[..<length])).inserted else { return }
    }
  }

  public func contains(_ path: [String]) -> Bool { paths.contains(path) }

  /// What is known where both hold.
  public func and(_ other: Facts) -> Facts {
    if paths.isEmpty, !isUnreachable { return other }
    if other.paths.isEmpty, !other.isUnreachable { return self }
    var facts = Facts()
    facts.paths = paths.union(other.paths)
    facts.isUnreachable = isUnreachable || other.isUnreachable
    return facts
  }

  /// What is known where one of them holds.
  public func or(_ other: Facts) -> Facts {
    if isUnreachable { return other }
    if other.isUnreachable { return self }
    var facts = Facts()
    facts.paths = paths.intersection(other.paths)
    return facts
  }

}
