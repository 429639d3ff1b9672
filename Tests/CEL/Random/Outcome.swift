import CEL

/// Whether two evaluations came to the same: equal values of equal kinds, or both failed. NaN is like NaN.
func agree(_ a: Value, _ b: Value, mixesNumbers: Bool = false) -> Bool {
  switch (a, b) {
  case (.error, .error): true
  case (.error, _), (_, .error): false
  case (.double(let x), .double(let y)): x == y || (x.isNaN && y.isNaN)
  case (.list(let x), .list(let y)):
    x.count == y.count && zip(x.elements, y.elements).allSatisfy { agree($0, $1, mixesNumbers: mixesNumbers) }
  case (.map(let x), .map(let y)):
    x.count == y.count
      && x.entries.allSatisfy { entry in y.value(forKey: entry.key).map { agree(entry.value, $0, mixesNumbers: mixesNumbers) } ?? false }
  case (.optional(let x?), .optional(let y?)): agree(x, y, mixesNumbers: mixesNumbers)
  default: a == b && (mixesNumbers || a.type == b.type)
  }
}

/// Whether a value is one of the type. An int is good where a flow has a double.
func conforms(_ value: Value, _ type: Type, isFlow: Bool) -> Bool {
  switch (value, type) {
  case (_, .dyn): true
  case (.null, .null), (.null, .nullable): true
  case (_, .nullable(let inner)): conforms(value, inner, isFlow: isFlow)
  case (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .string), (.bytes, .bytes), (.timestamp, .timestamp),
    (.duration, .duration), (.type, .type), (.string, .date), (.string, .picklist):
    true
  case (.int, .double), (.uint, .double): isFlow
  case (.list(let list), .list(let element)): list.elements.allSatisfy { conforms($0, element, isFlow: isFlow) }
  case (.map(let map), .map(let key, let inner)):
    map.entries.allSatisfy { conforms($0.key, key, isFlow: isFlow) && conforms($0.value, inner, isFlow: isFlow) }
  case (.map(let map), .object(let object)):
    object.names.allSatisfy { name in
      object.field(name).map { type in map.value(forKey: .string(name)).map { conforms($0, type, isFlow: isFlow) } ?? false } ?? false
    }
  case (.optional(let inner), .optional(let type)): inner.map { conforms($0, type, isFlow: isFlow) } ?? true
  default: false
  }
}
