public import OrderedCollections

extension Value {
  public var isNull: Bool { if case .null = self { true } else { false } }
  public var isError: Bool { if case .error = self { true } else { false } }
  public var asBool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var asString: String? { if case .string(let value) = self { value } else { nil } }
  public var asBytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
  public var asTimestamp: Timestamp? { if case .timestamp(let value) = self { value } else { nil } }
  public var asDuration: Timespan? { if case .duration(let value) = self { value } else { nil } }
  public var asError: EvaluationError? { if case .error(let value) = self { value } else { nil } }

  /// The value of an int, or of a uint that fits.
  public var asInt: Int64? {
    switch self {
    case .int(let value): value
    case .uint(let value): Int64(exactly: value)
    default: nil
    }
  }

  /// The value of any number.
  public var asDouble: Double? {
    switch self {
    case .double(let value): value
    case .int(let value): Double(value)
    case .uint(let value): Double(value)
    default: nil
    }
  }

  /// The elements of a list.
  public var asList: [Value]? { if case .list(let list) = self { list.elements } else { nil } }

  /// The entries of a map whose keys are all strings.
  public var asRecord: Record? { if case .map(let map) = self { map.record } else { nil } }

  /// A field of a map; nil where there is none, or the value is no map.
  public subscript(field: String) -> Value? { if case .map(let map) = self { map.value(forKey: field) } else { nil } }
}

// No `nil` literal: `condition ? value : nil` would then be null where an absent value is meant.
extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .map(Record(elements, uniquingKeysWith: { _, last in last }))
  }
}

extension Value: CustomStringConvertible {
  /// JSON text, or what went wrong.
  public var description: String { if case .error(let error) = self { "error: \(error.message)" } else { jsonText } }
}
