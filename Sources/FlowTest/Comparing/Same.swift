import CEL
import OrderedCollections
import Schema

/// Whether a value is the one that a test expects.
enum Same {
  /// As the field compares them: the form in which a system keeps a value is not what a test is about.
  static func holds(_ expected: Value, _ actual: Value, _ field: FieldSchema?) -> Bool {
    if let field, field.form != .caseless || field.type == .id { return loosely(field.canonical(expected), field.canonical(actual)) }
    return loosely(expected, actual)
  }

  /// Numbers by value, times by moment; of mappings only the expected keys.
  static func loosely(_ expected: Value, _ actual: Value) -> Bool {
    if isNothing(expected) || isNothing(actual) { return isNothing(expected) && isNothing(actual) }
    if let a = expected.asDouble, let b = actual.asDouble { return a == b }
    if let a = expected.asList, let b = actual.asList {
      return a.count == b.count && zip(a, b).allSatisfy { loosely($0, $1) }
    }
    if let a = expected.asRecord, let b = actual.asRecord {
      return a.allSatisfy { loosely($0.value, b[$0.key] ?? .null) }
    }
    if case .timestamp = actual, let time = Lenient.moment(expected) { return actual == .timestamp(time) }
    if case .timestamp = expected, let time = Lenient.moment(actual) { return expected == .timestamp(time) }
    return expected == actual
  }

  private static func isNothing(_ value: Value) -> Bool { value.isNull || value.asString == "" }
}
