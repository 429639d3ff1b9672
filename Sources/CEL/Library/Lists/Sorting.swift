extension Function {
  private static let sortable: [(type: Type, name: String)] = [
    (.int, "int"), (.uint, "uint"), (.double, "double"), (.bool, "bool"), (.duration, "duration"), (.timestamp, "timestamp"), (.string, "string"),
    (.bytes, "bytes"),
  ]

  /// `sort`, and the function that `sortBy` becomes. Sorting is stable.
  static let sorting: [Function] = [
    Function(
      "sort", sortable.map { .member("list_\($0.name)_sort", [.list($0.type)], .list($0.type)) { list in sorted(list.asList ?? [], by: nil) } }),
    Function(
      Macro.sortByKeys,
      sortable.map {
        .global("list_\($0.name)_sortByAssociatedKeys", [.list(.parameter("T")), .list($0.type)], .list(.parameter("T"))) { list, keys in
          sorted(list.asList ?? [], by: keys.asList)
        }
      }),
  ]

  private static func sorted(_ elements: [Value], by keys: [Value]?) -> Value {
    let keys = keys ?? elements
    guard let first = keys.first, keys.count == elements.count else { return .list(elements) }
    for key in keys {
      guard key.type == first.type else {
        return Failures.bad("A list is sorted by values of one type, not by \(first.type.shownName) and \(key.type.shownName).")
      }
      if case .double(let number) = key, number.isNaN { continue }
      guard Value.order(key, key) != nil else { return Failures.bad("A list cannot be sorted by \(key.type.shownName).") }
    }
    let order = keys.indices.sorted { a, b in
      switch precedes(keys[a], keys[b]) {
      case 0: a < b
      case let sign: sign < 0
      }
    }
    return .list(order.map { elements[$0] })
  }

  /// NaN stands last.
  private static func precedes(_ a: Value, _ b: Value) -> Int {
    if let order = Value.order(a, b) { return order }
    func isNaN(_ value: Value) -> Bool { if case .double(let number) = value { number.isNaN } else { false } }
    return isNaN(a) ? (isNaN(b) ? 0 : 1) : -1
  }
}

extension Macro {
  /// No text can spell it.
  static let sortByKeys = "@sortByAssociatedKeys"

  /// `list.sortBy(x, key)`: sorted by what `key` gives for each element.
  static let sortBy = Macro("sortBy", isMember: true, count: 2) { (call) throws(MacroError) in
    guard let target = call.target else { return nil }
    let name = try call.name(call.arguments[0])
    let held = "@list\(call.nextID)"
    let keys = call.make(.comprehension(.init(.list, range: call.make(.identifier(held)), variables: [name], body: call.arguments[1])))
    let sorted = call.call(sortByKeys, [call.make(.identifier(held)), keys])
    return call.make(.bind(name: held, value: target, body: sorted))
  }
}
