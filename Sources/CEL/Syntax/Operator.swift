/// Internal names of operators, which no source text can spell.
public enum Operator {
  public static let conditional = "_?_:_"
  public static let and = "_&&_"
  public static let or = "_||_"
  public static let not = "!_"
  public static let negate = "-_"
  public static let equal = "_==_"
  public static let notEqual = "_!=_"
  public static let less = "_<_"
  public static let lessOrEqual = "_<=_"
  public static let greater = "_>_"
  public static let greaterOrEqual = "_>=_"
  public static let add = "_+_"
  public static let subtract = "_-_"
  public static let multiply = "_*_"
  public static let divide = "_/_"
  public static let modulo = "_%_"
  public static let `in` = "@in"
  public static let index = "_[_]"
  public static let optionalIndex = "_[?_]"
  public static let optionalSelect = "_?._"

  /// The text between operands of a two-sided operator, and how tightly it binds.
  static let binary: [String: (symbol: String, precedence: Int)] = [
    or: ("||", 1), and: ("&&", 2), equal: ("==", 3), notEqual: ("!=", 3), less: ("<", 3), lessOrEqual: ("<=", 3), greater: (">", 3),
    greaterOrEqual: (">=", 3), `in`: ("in", 3), add: ("+", 4), subtract: ("-", 4), multiply: ("*", 5), divide: ("/", 5), modulo: ("%", 5),
  ]
}
