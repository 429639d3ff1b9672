extension Value: Equatable {
  public static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let x), .bool(let y)): x == y
    case (.int(let x), .int(let y)): x == y
    case (.uint(let x), .uint(let y)): x == y
    case (.double(let x), .double(let y)): x == y
    case (.int(let x), .uint(let y)), (.uint(let y), .int(let x)): x >= 0 && UInt64(bitPattern: x) == y
    case (.int(let x), .double(let y)), (.double(let y), .int(let x)): Double(x) == y
    case (.uint(let x), .double(let y)), (.double(let y), .uint(let x)): Double(x) == y
    case (.string(let x), .string(let y)): Text.areEqual(x, y)
    case (.bytes(let x), .bytes(let y)): x == y
    case (.list(let x), .list(let y)): x == y
    case (.map(let x), .map(let y)): x == y
    case (.timestamp(let x), .timestamp(let y)): x == y
    case (.duration(let x), .duration(let y)): x == y
    case (.type(let x), .type(let y)): x.runtime == y.runtime
    case (.optional(let x), .optional(let y)): x == y
    case (.opaque(let x), .opaque(let y)): x.content.isEqual(to: y.content)
    case (.error(let x), .error(let y)): x == y
    default: false
    }
  }
}

extension Value: Hashable {
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(Double(value))
    case .uint(let value): hasher.combine(Double(value))
    case .double(let value): hasher.combine(value)
    case .string(let text):
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    case .bytes(let bytes): hasher.combine(bytes)
    case .list(let list):
      hasher.combine(list.count)
      for element in list.elements { hasher.combine(element) }
    case .map(let map):
      var sum = 0
      for entry in map.entries {
        var inner = Hasher()
        inner.combine(entry.key)
        inner.combine(entry.value)
        sum &+= inner.finalize()
      }
      hasher.combine(sum)
    case .timestamp(let time): hasher.combine(time)
    case .duration(let span): hasher.combine(span)
    case .type(let type): hasher.combine(type.runtime)
    case .optional(let value): hasher.combine(value)
    case .opaque(let value): hasher.combine(value.content.hashValue)
    case .error(let error): hasher.combine(error)
    }
  }
}

extension ListValue: Equatable {
  public static func == (a: ListValue, b: ListValue) -> Bool {
    a.count == b.count && zip(a.elements, b.elements).allSatisfy { $0 == $1 }
  }
}

extension MapValue: Equatable {
  public static func == (a: MapValue, b: MapValue) -> Bool {
    let entries = a.entries
    return entries.count == b.count
      && entries.allSatisfy { entry in b.value(forKey: entry.key).map { $0 == entry.value } ?? false }
  }
}
