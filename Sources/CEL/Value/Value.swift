public import OrderedCollections

/// A record: fields in their order. Keys are compared as Swift compares strings, unlike the keys of CEL maps in general, which are code points.
public typealias Record = OrderedDictionary<String, Value>

/// A value of the Common Expression Language. Failed evaluations are values too.
///
/// `==` and `hash` are CEL's: int, uint and double are one number line (an int beside a double is read as a double),
/// strings are equal when their code points are, maps are compared without order, NaN equals nothing.
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case list(ListValue)
  case map(MapValue)
  case timestamp(Timestamp)
  case duration(Timespan)
  case type(Type)
  indirect case optional(Value?)
  case opaque(OpaqueValue)
  case error(EvaluationError)

  public static func list(_ elements: [Value]) -> Value { .list(ListValue(elements)) }
  public static func map(_ record: Record) -> Value { .map(MapValue(record)) }
}

/// A value of a type that a library defines.
public protocol OpaqueContent: AnyObject, Sendable {
  var type: Type { get }
  var hashValue: Int { get }
  func isEqual(to other: any OpaqueContent) -> Bool
}

/// Holds a library's own value.
public struct OpaqueValue: Sendable {
  public let content: any OpaqueContent
  public init(_ content: any OpaqueContent) { self.content = content }
}
