/// A JSON value as the sandbox keeps and sends it.
///
/// The sandbox has a value model and a JSON reader of its own, apart from the client's, so that a fault of one cannot hide in the other.
public enum SandboxValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([SandboxValue])
  case object(SandboxObject)

  /// The text of a string; nil for every other kind.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number of an integer, or of a double without a fraction.
  public var int: Int? {
    switch self {
    case .int(let number): number
    case .double(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number of an integer or a double.
  public var double: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The flag of a boolean.
  public var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The items of an array.
  public var array: [SandboxValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The members of an object.
  public var object: SandboxObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// True for JSON's null.
  public var isNull: Bool { self == .null }

  /// The member of an object; nil for every other kind and where it is missing.
  public subscript(key: String) -> SandboxValue? { object?[key] }
}

extension SandboxValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(arrayLiteral elements: SandboxValue...) { self = .array(elements) }
  public init(nilLiteral: ()) { self = .null }
  public init(dictionaryLiteral elements: (String, SandboxValue)...) { self = .object(SandboxObject(elements)) }

  /// A string, or null for nil.
  init(_ text: String?) { self = text.map(SandboxValue.string) ?? .null }
}
