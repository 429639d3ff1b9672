extension Function {
  private static let a = Type.parameter("A")
  private static let b = Type.parameter("B")

  /// The operators' types. Their evaluation is the nodes' (`Program/Nodes`).
  static let operators: [Function] = [
    declared(Operator.conditional, ("conditional", [.bool, a, a], a)),
    declared(Operator.and, ("logical_and", [.bool, .bool], .bool)),
    declared(Operator.or, ("logical_or", [.bool, .bool], .bool)),
    declared(Operator.not, ("logical_not", [.bool], .bool)),
    declared(Operator.equal, ("equals", [a, a], .bool)),
    declared(Operator.notEqual, ("not_equals", [a, a], .bool)),
    ordering(Operator.less, "less"),
    ordering(Operator.lessOrEqual, "less_equals"),
    ordering(Operator.greater, "greater"),
    ordering(Operator.greaterOrEqual, "greater_equals"),
    declared(
      Operator.add, ("add_int64", [.int, .int], .int), ("add_uint64", [.uint, .uint], .uint), ("add_double", [.double, .double], .double),
      ("add_string", [.string, .string], .string), ("add_bytes", [.bytes, .bytes], .bytes),
      ("add_list", [.list(a), .list(a)], .list(a)), ("add_timestamp_duration", [.timestamp, .duration], .timestamp),
      ("add_duration_timestamp", [.duration, .timestamp], .timestamp), ("add_duration_duration", [.duration, .duration], .duration)),
    declared(
      Operator.subtract, ("subtract_int64", [.int, .int], .int), ("subtract_uint64", [.uint, .uint], .uint),
      ("subtract_double", [.double, .double], .double), ("subtract_timestamp_timestamp", [.timestamp, .timestamp], .duration),
      ("subtract_timestamp_duration", [.timestamp, .duration], .timestamp),
      ("subtract_duration_duration", [.duration, .duration], .duration)),
    declared(
      Operator.multiply, ("multiply_int64", [.int, .int], .int), ("multiply_uint64", [.uint, .uint], .uint),
      ("multiply_double", [.double, .double], .double)),
    declared(
      Operator.divide, ("divide_int64", [.int, .int], .int), ("divide_uint64", [.uint, .uint], .uint),
      ("divide_double", [.double, .double], .double)),
    declared(Operator.modulo, ("modulo_int64", [.int, .int], .int), ("modulo_uint64", [.uint, .uint], .uint)),
    declared(
      Operator.negate, ("negate_int64", [.int], .int), ("negate_double", [.double], .double), ("negate_duration", [.duration], .duration)),
    declared(Operator.in, ("in_list", [a, .list(a)], .bool), ("in_map", [a, .map(a, b)], .bool)),
    declared(
      Operator.index, ("index_list", [.list(a), .int], a), ("index_map", [.map(a, b), a], b),
      ("optional_list_index_int", [.optional(.list(a)), .int], .optional(a)),
      ("optional_map_index_value", [.optional(.map(a, b)), a], .optional(b))),
    declared(
      Operator.optionalIndex, ("list_optindex_optional_int", [.list(a), .int], .optional(a)),
      ("map_optindex_optional_value", [.map(a, b), a], .optional(b)),
      ("optional_list_optindex_int", [.optional(.list(a)), .int], .optional(a)),
      ("optional_map_optindex_value", [.optional(.map(a, b)), a], .optional(b))),
    declared(Operator.optionalSelect, ("select_optional_field", [.dyn, .string], .optional(.dyn))),
  ]

  private static func declared(_ name: String, _ overloads: (id: String, parameters: [Type], result: Type)...) -> Function {
    Function(name, overloads.map { Overload($0.id, isMember: false, $0.parameters, $0.result, .none) })
  }

  /// Numbers compare across their types; anything else with its own.
  private static func ordering(_ name: String, _ prefix: String) -> Function {
    let numbers: [(Type, String)] = [(.int, "int64"), (.uint, "uint64"), (.double, "double")]
    let others: [(Type, String)] = [
      (.bool, "bool"), (.string, "string"), (.bytes, "bytes"), (.timestamp, "timestamp"), (.duration, "duration"),
    ]
    let same = (numbers + others).map { Overload("\(prefix)_\($0.1)", isMember: false, [$0.0, $0.0], .bool, .none) }
    let mixed = numbers.flatMap { x in
      numbers.filter { $0.1 != x.1 }.map { y in Overload("\(prefix)_\(x.1)_\(y.1)", isMember: false, [x.0, y.0], .bool, .none) }
    }
    return Function(name, same + mixed)
  }
}
