import CEL
import FlowCheck
import OrderedCollections
import Schema

/// What the assignments of a write give for one row.
struct Payload: Sendable {
  struct Part: Sendable {
    var path: String
    var schema: FieldSchema?
    /// Null clears the field.
    var value: Value
  }

  /// Fields that are set or cleared; those left alone are not in it.
  var parts: [Part] = []

  /// Null of a formula leaves the field alone, unless `blank` names it; a literal null clears.
  static func make(_ assignments: [CheckedWrite.Assignment], blank: Set<String>, _ bindings: Bindings) -> Result<Payload, Failed> {
    var payload = Payload()
    for assignment in assignments {
      let value = assignment.value.evaluate(bindings)
      switch value {
      case .error(let error): return .failure(Failed(path: assignment.path, message: error.message))
      case .null, .optional(nil):
        var isLiteral = false
        if case .literal = assignment.value { isLiteral = true }
        guard isLiteral || blank.contains(assignment.path) else { continue }
        payload.parts.append(Part(path: assignment.path, schema: assignment.schema, value: .null))
      default:
        payload.parts.append(Part(path: assignment.path, schema: assignment.schema, value: Self.sent(value, assignment.schema)))
      }
    }
    return .success(payload)
  }

  struct Failed: Error {
    var path: String
    var message: String
  }

  /// Days, moments and numbers are sent in their one form; text is sent as the flow gives it.
  private static func sent(_ value: Value, _ schema: FieldSchema?) -> Value {
    guard let schema else { return value }
    switch schema.type {
    case .date, .datetime, .number, .currency, .percent, .integer: return schema.canonical(value)
    default: return value
    }
  }

  /// The fields that would change in a record as it was read.
  func changes(to record: Record) -> [Part] {
    parts.filter { !Canonical.same(record[$0.path] ?? .null, $0.value, $0.schema) }
  }

  /// What a new record is given: nothing to clear there.
  var creation: Record {
    var fields = Record()
    for part in parts where !part.value.isNull { fields[part.path] = part.value }
    return fields
  }
}
