/// A type of the Common Expression Language, and what flow formulas add to it: nullable, object and reference types.
public indirect enum Type: Sendable, Hashable {
  /// Not known before evaluation; any operation is let through.
  case dyn
  case null, bool, int, uint, double, string, bytes, timestamp, duration
  /// A day: text `yyyy-MM-dd` when evaluated, and good wherever text is; a type of its own for the checker of flows.
  case date
  /// Text out of a closed set.
  case picklist(Picklist)
  case list(Type)
  case map(Type, Type)
  /// The type of a type value.
  case type(Type)
  case optional(Type)
  /// The type or null.
  case nullable(Type)
  /// A map with named fields.
  case object(ObjectType)
  /// The id of a record where a value is needed, the record where a path goes on.
  case reference(ObjectType, id: Type)
  /// A type parameter of a declaration.
  case parameter(String)
  /// A type that a library defines.
  case opaque(String, [Type])
  /// What has no type because it is wrong; never reported twice.
  case error
}

extension Type: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .date: "date"
    case .picklist: "string"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .type(let type): "type(\(type))"
    case .optional(let type): "optional_type(\(type))"
    case .nullable(let type): "\(type) or null"
    case .object(let object): object.name
    case .reference(let object, _): "reference(\(object.name))"
    case .parameter(let name): "<\(name)>"
    case .opaque(let name, let arguments):
      arguments.isEmpty ? name : "\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
    case .error: "!error!"
    }
  }

  /// The name that `type(x)` shows, without parameters.
  public var name: String {
    switch self {
    case .list: "list"
    case .map, .object: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .date, .picklist: "string"
    case .nullable(let type), .reference(_, let type): type.name
    case .opaque(let name, _): name
    default: description
    }
  }

  /// The type without parameters, as evaluation sees it: all lists are of one type.
  public var runtime: Type {
    switch self {
    case .list: .list(.dyn)
    case .map, .object: .map(.dyn, .dyn)
    case .type: .type(.dyn)
    case .optional: .optional(.dyn)
    case .date, .picklist: .string
    case .nullable(let type), .reference(_, let type): type.runtime
    case .opaque(let name, _): .opaque(name, [])
    default: self
    }
  }
}
