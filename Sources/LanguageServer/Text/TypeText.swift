import CEL
import Schema

/// Types in the words of hover texts.
enum TypeText {
  static func words(_ type: Type) -> String {
    switch type {
    case .dyn, .error, .parameter: "any"
    case .null: "null"
    case .bool: "true or false"
    case .int, .uint: "whole number"
    case .double: "number"
    case .string: "text"
    case .picklist(let list): "one of " + list.values.prefix(mostValues).map { "`\($0)`" }.joined(separator: ", ") + rest(list.values)
    case .bytes: "bytes"
    case .timestamp: "time"
    case .date: "date"
    case .duration: "duration"
    case .list(let element): "list of \(words(element))"
    case .map(_, let value): "mapping of \(words(value))"
    case .optional(let inner): "\(words(inner)), or none"
    case .nullable(let inner): "\(words(inner)), or null"
    case .object(let object): object.name.isEmpty ? "record" : "record of `\(object.name)`"
    case .reference(let object, _): object.name.isEmpty ? "reference" : "reference to `\(object.name)`"
    case .opaque(let name, _): name
    case .type: "type"
    }
  }

  private static let mostValues = 12

  private static func rest(_ values: [String]) -> String {
    values.count > mostValues ? " and \(values.count - mostValues) more" : ""
  }

  /// What `.name` may follow: the record in a type.
  static func record(_ type: Type) -> ObjectType? {
    switch type {
    case .nullable(let inner), .optional(let inner): record(inner)
    case .object(let object), .reference(let object, _): object
    default: nil
    }
  }
}

/// A field in words.
enum FieldText {
  static func type(_ field: FieldSchema) -> String {
    var text = word(field.type)
    if let length = field.length { text += "(\(length))" }
    if let reference = field.reference { text += " to " + reference.objects.joined(separator: " or ") }
    if field.nullable { text += ", may be null" }
    if field.required { text += ", required" }
    if field.unique { text += ", unique" }
    if !field.updateable { text += ", cannot be updated" }
    return text
  }

  /// The kind as a reader of flows says it; what is special about it stays.
  private static func word(_ type: FieldType) -> String {
    switch type {
    case .string: "text"
    case .boolean: "true or false"
    case .integer: "whole number"
    case .datetime: "time"
    default: type.rawValue
    }
  }

  /// Everything that is worth knowing, as Markdown.
  static func page(_ field: FieldSchema, of object: ObjectSchema) -> String {
    var text = "**\(object.name).\(field.name)**: \(type(field))\n\n\(field.label)"
    let values = field.picklist.filter(\.active).map { "`\($0.value)`" }
    if !values.isEmpty {
      text += "\n\nValues: " + values.prefix(30).joined(separator: ", ") + (values.count > 30 ? " and \(values.count - 30) more" : "")
    }
    return text
  }
}
