extension Library {
  /// `distinct`, `flatten`, `lists.range`, `reverse`, `slice`, `sort`, `sortBy`. `first` and `last` come with the optionals.
  public static let lists = Library("lists", version: 2, functions: Function.lists, macros: [.sortBy])
}

extension Function {
  private static let t = Type.parameter("T")

  static let lists: [Function] =
    [
      Function("distinct", [.member("list_distinct", [.list(t)], .list(t)) { list in .list(distinct(list.asList ?? [])) }]),
      Function(
        "flatten",
        [
          .member("list_flatten", [.list(.list(t))], .list(t)) { list in flatten(list, depth: .int(1)) },
          .member("list_flatten_int", [.list(.dyn), .int], .list(.dyn)) { list, depth in flatten(list, depth: depth) },
        ]),
      Function("lists.range", [.global("lists_range", [.int], .list(.int), range)]),
      Function("reverse", [.member("list_reverse", [.list(t)], .list(t)) { list in .list((list.asList ?? []).reversed()) }]),
      Function("slice", [.member("list_slice", [.list(t), .int, .int], .list(t), slice)]),
    ] + sorting

  private static func distinct(_ elements: [Value]) -> [Value] {
    var seen = Set<Value>()
    return elements.filter { seen.insert($0).inserted }
  }

  private static func flatten(_ list: Value, depth: Value) -> Value {
    guard let levels = depth.asInt, levels >= 0 else { return Failures.bad("`flatten` needs a depth of 0 or more.") }
    var out: [Value] = []
    append(list.asList ?? [], levels, to: &out)
    return .list(out)
  }

  private static func append(_ elements: [Value], _ levels: Int64, to out: inout [Value]) {
    for element in elements {
      if levels > 0, case .list(let inner) = element { append(inner.elements, levels - 1, to: &out) } else { out.append(element) }
    }
  }

  private static let longestRange: Int64 = 1_000_000

  @Sendable private static func range(_ count: Value) -> Value {
    let count = count.asInt ?? 0
    guard count <= longestRange else { return Failures.bad("`lists.range` makes at most \(longestRange) elements.") }
    return .list((0..<max(count, 0)).map(Value.int))
  }

  @Sendable private static func slice(_ list: Value, _ from: Value, _ to: Value) -> Value {
    guard case .list(let list) = list, let start = from.asInt, let end = to.asInt else { return Failures.bad("`slice` needs a list and two places.") }
    guard start >= 0, end >= 0 else { return Failures.bad("`slice` needs places of 0 or more, not \(start) to \(end).") }
    guard start <= end else { return Failures.bad("`slice` needs its start before its end, not \(start) to \(end).") }
    guard end <= list.count else { return Failures.bad("`slice` ends at \(end), but the list has \(list.count) elements.") }
    return .list(Array(list.elements[Int(start)..<Int(end)]))
  }
}
