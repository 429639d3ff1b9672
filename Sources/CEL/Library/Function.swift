/// A function or method: a name and its overloads. A namespaced function has dots in its name (`math.abs`).
public struct Function: Sendable {
  public let name: String
  public var overloads: [Overload]

  public init(_ name: String, _ overloads: [Overload]) {
    self.name = name
    self.overloads = overloads
  }
}

/// One way to call a function.
public struct Overload: Sendable {
  /// What computes the result. Arguments have the types that the overload declares; the receiver of a method comes first.
  public enum Implementation: Sendable {
    case nullary(@Sendable () -> Value)
    case unary(@Sendable (Value) -> Value)
    case binary(@Sendable (Value, Value) -> Value)
    case ternary(@Sendable (Value, Value, Value) -> Value)
    case many(@Sendable ([Value]) -> Value)
    /// Declared for checking only.
    case none
  }

  public let id: String
  /// Called as `receiver.name(…)`; the receiver's type is the first parameter.
  public let isMember: Bool
  public let parameters: [Type]
  /// The last parameter may come any number of times, or not at all.
  public let isVariadic: Bool
  public let result: Type
  /// A null among the arguments is the result.
  public let nullGivesNull: Bool
  /// One line for people.
  public var summary: String
  /// Formulas and the JSON text of what they give; each is a test.
  public var examples: [(formula: String, result: String)]
  public let implementation: Implementation
  /// Makes the function of the first argument where the others are known when the formula is compiled; nil where those are wrong. Overloads that
  /// take as many arguments share it.
  var preparation: (@Sendable (_ constants: [Value]) -> (@Sendable (Value) -> Value)?)?

  public init(
    _ id: String, isMember: Bool, _ parameters: [Type], isVariadic: Bool = false, _ result: Type, nullGivesNull: Bool = false,
    summary: String = "", examples: [(formula: String, result: String)] = [], _ implementation: Implementation
  ) {
    self.id = id
    self.isMember = isMember
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.result = result
    self.nullGivesNull = nullGivesNull
    self.summary = summary
    self.examples = examples
    self.implementation = implementation
  }

  /// Whether that many arguments, the receiver among them, can be right.
  func accepts(count: Int) -> Bool { isVariadic ? count >= parameters.count - 1 : count == parameters.count }

  /// The declared type of an argument.
  func parameter(_ index: Int) -> Type { isVariadic && index >= parameters.count - 1 ? parameters[parameters.count - 1] : parameters[index] }
}
