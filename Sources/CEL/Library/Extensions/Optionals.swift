extension Library {
  /// Optional values: `optional.of`, `.?`, `[?]`, `orValue` …
  public static let optionals = Library(
    "optional", version: 2,
    functions: [
      Function("optional.of", [.global("optional_of", [v], .optional(v)) { .optional($0) }]),
      Function("optional.none", [.global("optional_none", [], .optional(v)) { .optional(nil) }]),
      Function("optional.ofNonZeroValue", [.global("optional_ofNonZeroValue", [v], .optional(v)) { .optional($0.isZero ? nil : $0) }]),
      Function("hasValue", [.member("optional_hasValue", [.optional(v)], .bool) { $0 == .optional(nil) ? .bool(false) : .bool(true) }]),
      Function(
        "value",
        [
          .member("optional_value", [.optional(v)], v) { value in
            if case .optional(let inner?) = value { inner } else { Failures.bad("The optional has no value.") }
          }
        ]),
      Function("or", [Overload("optional_or_optional", isMember: true, [.optional(v), .optional(v)], .optional(v), .none)]),
      Function("orValue", [Overload("optional_orValue_value", isMember: true, [.optional(v), v], v, .none)]),
      Function("optional.unwrap", [.global("optional_unwrap", [.list(.optional(v))], .list(v)) { unwrap($0) }]),
      Function("unwrapOpt", [.member("optional_unwrapOpt", [.list(.optional(v))], .list(v)) { unwrap($0) }]),
      Function("first", [.member("list_first", [.list(v)], .optional(v)) { .optional($0.asList?.first) }]),
      Function("last", [.member("list_last", [.list(v)], .optional(v)) { .optional($0.asList?.last) }]),
    ],
    macros: [
      Macro("optMap", isMember: true, count: 2) { (call) throws(MacroError) in try call.optionalMap(wraps: true) },
      Macro("optFlatMap", isMember: true, count: 2) { (call) throws(MacroError) in try call.optionalMap(wraps: false) },
    ],
    types: ["optional_type": .optional(.dyn)])

  private static let v = Type.parameter("V")

  private static func unwrap(_ list: Value) -> Value {
    var values: [Value] = []
    for element in list.asList ?? [] {
      guard case .optional(let inner) = element else { return .error(Failures.notOptional(element)) }
      if let inner { values.append(inner) }
    }
    return .list(values)
  }
}

extension Value {
  /// Whether this is its type's zero: null, false, 0, empty, the epoch.
  var isZero: Bool {
    switch self {
    case .null, .bool(false), .int(0), .uint(0), .optional(nil): true
    case .double(let number): number == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let list): list.isEmpty
    case .map(let map): map.isEmpty
    case .duration(let span): span == .zero
    case .timestamp(let time): time.seconds == 0 && time.nanos == 0
    default: false
    }
  }
}

extension MacroCall {
  /// `target.optMap(name, body)`: the target is evaluated once under a name that no formula can spell.
  mutating func optionalMap(wraps: Bool) throws(MacroError) -> Expr? {
    guard let target else { return nil }
    let name = try name(arguments[0])
    let hidden = "@optional"
    let condition = call("hasValue", target: make(.identifier(hidden)), [])
    let value = call("value", target: make(.identifier(hidden)), [])
    let bound = make(.bind(name: name, value: value, body: arguments[1]))
    let yes = wraps ? call("optional.of", [bound]) : bound
    let no = call("optional.none", [])
    let choice = call(Operator.conditional, [condition, yes, no])
    return make(.bind(name: hidden, value: target, body: choice))
  }
}
