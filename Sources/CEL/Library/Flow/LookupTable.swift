/// A table that `vlookup` looks into: keys, and a value or a row for each.
///
/// Keys are compared as text, so that 7, 7.0 and "7" are the same key.
public final class LookupTable: OpaqueContent {
  /// How many columns make a key.
  public let keyCount: Int
  /// Keys that came more than once; the first row of each counts.
  public let repeated: [[String]]
  private let single: [String: Value]
  private let compound: [[String]: Value]

  /// Each entry has `keyCount` keys.
  public init(keyCount: Int, _ entries: [(keys: [Value], value: Value)]) {
    var single: [String: Value] = [:]
    var compound: [[String]: Value] = [:]
    var repeated: [[String]] = []
    for entry in entries {
      let keys = entry.keys.map(Lenient.printed)
      if keyCount == 1, keys.count == 1 {
        if single[keys[0]] != nil { repeated.append(keys) } else { single[keys[0]] = entry.value }
      } else {
        if compound[keys] != nil { repeated.append(keys) } else { compound[keys] = entry.value }
      }
    }
    self.keyCount = keyCount
    self.repeated = repeated
    self.single = single
    self.compound = compound
  }

  /// The type of a table whose values have type `value`.
  public static func type(of value: Type) -> Type { .opaque("table", [value]) }

  public var type: Type { Self.type(of: .dyn) }

  /// The value for these keys; null where there is none.
  public func value(_ keys: ArraySlice<Value>) -> Value {
    if keys.count == 1, let key = keys.first { return single[Lenient.printed(key)] ?? .null }
    return compound[keys.map(Lenient.printed)] ?? .null
  }

  public var hashValue: Int { ObjectIdentifier(self).hashValue }
  public func isEqual(to other: any OpaqueContent) -> Bool { self === other }
}

extension Value {
  /// A table as a value.
  public static func table(_ table: LookupTable) -> Value { .opaque(OpaqueValue(table)) }
}
