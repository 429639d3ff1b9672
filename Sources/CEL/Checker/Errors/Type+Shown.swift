extension Type {
  /// The type in messages: in flows as a reader of flows says it (`text`, `time`), else as CEL does (`string`, `timestamp`).
  func shown(isFlow: Bool) -> String {
    switch self {
    case .null: "null"
    case .bool where isFlow: "flag"
    case .int where isFlow, .uint where isFlow, .double where isFlow: "number"
    case .string where isFlow, .picklist where isFlow: "text"
    case .timestamp: isFlow ? "time" : "timestamp"
    case .duration: "duration"
    case .dyn where isFlow, .parameter where isFlow: "any"
    case .list(.dyn) where isFlow: "list"
    case .list(let element): isFlow ? "list of \(element.shown(isFlow: true))" : "list(\(element.shown(isFlow: false)))"
    case .map where isFlow: "map"
    case .map(let key, let value): "map(\(key.shown(isFlow: false)), \(value.shown(isFlow: false)))"
    case .type: "type"
    case .optional(let type): isFlow ? "optional \(type.shown(isFlow: true))" : "optional(\(type.shown(isFlow: false)))"
    case .nullable(let type): "\(type.shown(isFlow: isFlow)) or null"
    case .object(let object): object.isAnonymous ? "map" : isFlow ? "record of \(object.name)" : object.name
    case .reference(let object, _): object.isAnonymous ? "reference" : "reference to \(object.name)"
    case .parameter: "any type"
    case .opaque(let name, _): name
    default: description
    }
  }

  /// The type with its article, where it stands in a sentence.
  func phrase(isFlow: Bool) -> String {
    let words = shown(isFlow: isFlow)
    guard isFlow else { return words }
    switch self {
    case .bool, .int, .uint, .double, .timestamp, .date, .duration, .list, .map, .object, .reference, .type: return "a \(words)"
    case .optional: return "an \(words)"
    case .nullable(let inner): return "\(inner.phrase(isFlow: true)) or null"
    default: return words
    }
  }

  /// Two types beside each other: numbers that differ only in having decimals are told apart.
  static func phrases(_ one: Type, _ other: Type, isFlow: Bool) -> (String, String) {
    func precise(_ type: Type) -> String {
      switch type {
      case .int, .uint: "a whole number"
      case .double: "a number with decimals"
      case .nullable(let inner): "\(precise(inner)) or null"
      default: type.phrase(isFlow: true)
      }
    }
    guard isFlow, one.withoutNull.isNumber, other.withoutNull.isNumber else { return (one.phrase(isFlow: isFlow), other.phrase(isFlow: isFlow)) }
    return (precise(one), precise(other))
  }
}
