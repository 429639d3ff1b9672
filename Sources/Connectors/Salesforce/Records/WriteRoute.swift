import CEL
import Calls
import ConnectorKit
import OrderedCollections

/// How a write goes to Salesforce. Reference 4.2.
enum WriteRoute: Sendable, Equatable {
  case insert
  case update
  /// Insert or change by an external id that each record carries; a record that arrives twice changes itself.
  case upsert(by: String)

  /// The route of a call: creates are upserts by the object's stamp field where the connection says so and each record carries it.
  init(_ call: WriteCall, _ settings: SalesforceSettings) {
    if call.verb == .update {
      self = .update
    } else if settings.createsByUpsert, let stamp = settings.stamp(of: call.object), call.records.allSatisfy({ Self.carries($0, stamp) }) {
      self = .upsert(by: stamp)
    } else {
      self = .insert
    }
  }

  /// A blank value is no key. Reference 2.2.
  private static func carries(_ record: WriteRecord, _ field: String) -> Bool {
    guard let key = record.fields[field]?.asString else { return false }
    return key.contains { !$0.isWhitespace }
  }

  var method: HTTPRequest.Method { self == .insert ? .post : .patch }

  /// Below `/services/data/vXX.X`.
  func path(_ object: String) -> String {
    switch self {
    case .insert, .update: "/composite/sobjects"
    case .upsert(let field): "/composite/sobjects/\(PercentEncoding.segment(object))/\(PercentEncoding.segment(field))"
    }
  }

  /// The same key twice in one call fails, or writes one record twice: later ones are told to come again. Reference 4.2.
  func repeated(_ records: [WriteRecord]) -> Set<Int> {
    guard case .upsert(let field) = self else { return [] }
    var seen: Set<String> = []
    var repeated: Set<Int> = []
    for (index, record) in records.enumerated() {
      // Salesforce compares external ids without case unless the field says otherwise.
      if !seen.insert(record.fields[field]?.asString?.lowercased() ?? "").inserted { repeated.insert(index) }
    }
    return repeated
  }
}
