import CEL
import Schema

/// Whether what a formula gives fits the place that it is for.
enum TypeFit {
  static func mayBeBool(_ type: Type) -> Bool {
    switch plain(type) {
    case .bool, .dyn, .error: true
    default: false
    }
  }

  static func mayBeTime(_ type: Type) -> Bool {
    switch plain(type) {
    case .timestamp, .date, .dyn, .error, .null: true
    default: false
    }
  }

  /// True unless no value of the type can be one of the field.
  static func fits(_ type: Type, _ field: FieldSchema) -> Bool {
    let type = plain(type)
    switch type {
    case .dyn, .error, .null, .parameter, .opaque: return true
    case .reference(_, let id): return fits(id, field)
    default: break
    }
    switch field.type {
    case .any, .object, .list: return true
    case .boolean: return type == .bool
    case .integer, .number, .currency, .percent: return [.int, .uint, .double].contains(type)
    case .date: return type == .date || type == .string
    case .datetime: return type == .timestamp || type == .date || type == .string
    case .picklist, .multipicklist, .id, .reference, .email: return type == .string || type == .date
    case .string, .text, .phone, .url, .time: return [.string, .date].contains(type)
    }
  }

  /// Without what says that it may be null, or only one of some texts.
  static func plain(_ type: Type) -> Type {
    switch type {
    case .nullable(let inner): plain(inner)
    case .picklist: .string
    default: type
    }
  }
}

extension Type {
  /// "a number": for messages.
  var words: String {
    switch self {
    case .dyn: "a value of any kind"
    case .null: "null"
    case .bool: "true or false"
    case .int, .uint, .double: "a number"
    case .string, .picklist: "text"
    case .bytes: "bytes"
    case .timestamp: "a time"
    case .date: "a date"
    case .duration: "a duration"
    case .list: "a list"
    case .map: "a mapping"
    case .object(let object): object.name.isEmpty ? "a record" : "a record of `\(object.name)`"
    case .reference(let object, _): "a reference to `\(object.name)`"
    case .nullable(let type): "\(type.words) or null"
    default: "`\(description)`"
    }
  }
}

extension FieldType {
  /// "a number": for messages.
  var words: String {
    switch self {
    case .id: "an id"
    case .reference: "the id of a record"
    case .boolean: "`true` or `false`"
    case .integer: "a whole number"
    case .number, .currency, .percent: "a number"
    case .date: "a date"
    case .datetime: "a time"
    case .list: "a list"
    case .object, .any: "data"
    case .email: "an e-mail address"
    case .picklist, .multipicklist: "a picklist value"
    case .string, .text, .phone, .url, .time: "text"
    }
  }
}
