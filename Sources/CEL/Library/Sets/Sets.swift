extension Library {
  /// Lists as sets: order and repetition do not count.
  public static let sets = Library(
    "sets", version: 0,
    functions: [
      Function("sets.contains", [relation("list_sets_contains_list") { a, b in b.allSatisfy(a.contains) }]),
      Function("sets.equivalent", [relation("list_sets_equivalent_list") { a, b in a.allSatisfy(b.contains) && b.allSatisfy(a.contains) }]),
      Function("sets.intersects", [relation("list_sets_intersects_list") { a, b in a.contains(where: b.contains) }]),
    ])

  private static func relation(_ id: String, _ holds: @escaping @Sendable (Members, Members) -> Bool) -> Overload {
    let element = Type.parameter("T")
    return .global(id, [.list(element), .list(element)], .bool) { a, b in .bool(holds(Members(a), Members(b))) }
  }
}

/// The elements of a list, found by value. Hashing serves long lists; NaN is in no list.
private struct Members: Sequence {
  private let elements: [Value]
  private let index: Set<Value>?

  init(_ list: Value) {
    elements = list.asList ?? []
    index = elements.count > 8 ? Set(elements) : nil
  }

  func contains(_ value: Value) -> Bool { index?.contains(value) ?? elements.contains(value) }
  func makeIterator() -> IndexingIterator<[Value]> { elements.makeIterator() }
}
