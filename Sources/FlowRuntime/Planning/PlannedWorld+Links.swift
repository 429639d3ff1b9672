import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema
import Synchronization

// Paths over references: what a plan changed of a reference, or of the record that it leads to, shows through them.
extension PlannedWorld {
  struct Link {
    var path: String
    /// The reference field itself.
    var field: String
    /// The path at the referred record.
    var rest: String
    var objects: [String]
  }

  /// The paths over references that something planned could show through.
  func links(of paths: [String], _ object: ObjectSchema, _ connection: String) -> [Link] {
    OrderedSet(paths).compactMap { path in
      guard let dot = path.firstIndex(of: "."), let field = object.reference(spelt: String(path[..<dot])), let reference = field.reference
      else { return nil }
      let places = [object.name] + reference.objects
      let touched = state.withLock { state in
        places.contains { state.tables[Place(connection: connection, object: $0)].map { !$0.isUntouched } ?? false }
      }
      guard touched else { return nil }
      return Link(path: path, field: field.name, rest: String(path[path.index(after: dot)...]), objects: reference.objects)
    }
  }

  /// Reads the end of a link anew for every record.
  func follow(_ link: Link, _ records: inout [Record], _ connection: String, _ reader: RecordReader) async throws(CallFailure) {
    let names = records.compactMap { $0[link.field]?.asString }
    var wanted: [String] = Array(OrderedSet(names))
    var values: [String: Value] = [:]
    for name in link.objects where !wanted.isEmpty {
      let place = Place(connection: connection, object: name)
      guard let object = object(place), let identity = object.field(object.identity) else { continue }
      let answer = try await find(
        FindCall(connection: connection, object: name, fields: [link.rest], match: [object.identity], keys: wanted.map { [.string($0)] }), reader)
      for record in answer.records {
        guard let id = record[object.identity] else { continue }
        for key in wanted where identity.canonical(.string(key)) == identity.canonical(id) {
          values[key] = record[link.rest] ?? .null
        }
      }
      wanted.removeAll { values[$0] != nil }
    }
    for index in records.indices { records[index][link.path] = records[index][link.field]?.asString.flatMap { values[$0] } ?? .null }
  }

  /// References that are given by a unique field of the referred record, as identities: path → value → identity.
  func identities(_ call: WriteCall, _ object: ObjectSchema, _ reader: RecordReader) async throws(CallFailure) -> [String: [Value: String]] {
    var found: [String: [Value: String]] = [:]
    let paths: OrderedSet<String> = OrderedSet(call.records.flatMap { Array($0.fields.keys) }.filter { $0.contains(".") })
    for path in paths {
      let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, let reference = object.reference(spelt: parts[0])?.reference else { continue }
      let given = call.records.compactMap { $0.fields[path] }.filter { !$0.isNull }
      let values: [Value] = Array(OrderedSet(given))
      for name in reference.objects {
        guard let next = self.object(Place(connection: call.connection, object: name)), let key = next.field(parts[1]), !values.isEmpty else {
          continue
        }
        let answer = try await find(
          FindCall(connection: call.connection, object: name, fields: [next.identity], match: [parts[1]], keys: values.map { [key.canonical($0)] }),
          reader)
        for value in values where found[path]?[value] == nil {
          let hits = answer.records.filter { key.canonical($0[parts[1]] ?? .null) == key.canonical(value) }
          if hits.count == 1, let id = hits[0][next.identity]?.asString { found[path, default: [:]][value] = id }
        }
      }
    }
    return found
  }
}
