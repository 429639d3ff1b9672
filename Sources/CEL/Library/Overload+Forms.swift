extension Overload {
  public static func global(_ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable () -> Value) -> Overload {
    Overload(id, isMember: false, parameters, result, .nullary(body))
  }

  public static func global(_ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable (Value) -> Value) -> Overload {
    Overload(id, isMember: false, parameters, result, .unary(body))
  }

  public static func global(_ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable (Value, Value) -> Value) -> Overload {
    Overload(id, isMember: false, parameters, result, .binary(body))
  }

  public static func global(
    _ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable (Value, Value, Value) -> Value
  ) -> Overload {
    Overload(id, isMember: false, parameters, result, .ternary(body))
  }

  public static func member(_ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable (Value) -> Value) -> Overload {
    Overload(id, isMember: true, parameters, result, .unary(body))
  }

  public static func member(_ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable (Value, Value) -> Value) -> Overload {
    Overload(id, isMember: true, parameters, result, .binary(body))
  }

  public static func member(
    _ id: String, _ parameters: [Type], _ result: Type, _ body: @escaping @Sendable (Value, Value, Value) -> Value
  ) -> Overload {
    Overload(id, isMember: true, parameters, result, .ternary(body))
  }
}
