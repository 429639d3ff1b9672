extension Type {
  /// The type in messages: `int`, `list(string)`, `timestamp`, `Account`.
  var shown: String {
    switch self {
    case .null: "null"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element.shown))"
    case .map(let key, let value): "map(\(key.shown), \(value.shown))"
    case .type: "type"
    case .optional(let type): "optional(\(type.shown))"
    case .nullable(let type): "\(type.shown) or null"
    case .object(let object): object.isAnonymous ? "map" : object.name
    case .reference(let object, _): object.isAnonymous ? "reference" : "reference to \(object.name)"
    case .parameter: "any type"
    case .opaque(let name, _): name
    default: description
    }
  }
}
