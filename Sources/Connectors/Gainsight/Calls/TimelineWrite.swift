import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// Creates and updates Timeline entries, `timeline_batch` in a request. Reference 6.1.
///
/// `ExternalId` makes a repeated create harmless: an entry that is known already counts as written.
struct TimelineWrite {
  let connector: GainsightConnector
  let writer: RecordWriter
  let tally: CallTally

  private static let path = "/v1/ant/es/activity"

  init(_ connector: GainsightConnector, _ writer: RecordWriter, _ tally: CallTally) {
    (self.connector, self.writer, self.tally) = (connector, writer, tally)
  }

  func run(_ call: WriteCall) async throws(CallFailure) -> [RecordResult] {
    // An update's answer goes by an ExternalId that is not known here, so there each entry has a request of its own.
    let size = call.verb == .create ? connector.client.settings.timelineBatch : 1
    let chunks = stride(from: 0, to: call.records.count, by: size).map { Array(call.records[$0..<min($0 + size, call.records.count)]) }
    let results = await Concurrently.map(chunks) { records in
      do throws(CallFailure) { return try await write(records) } catch { return records.map { _ in .failed(error) } }
    }
    return try GainsightConnector.settled(results.flatMap { $0 })
  }

  private func write(_ records: [WriteRecord]) async throws(CallFailure) -> [RecordResult] {
    let externals = records.map { record in
      record.fields.first { $0.key.lowercased() == "externalid" }?.value.asString
        ?? "flowrun:\(ContentDigest.hex(record.fields.map { "\($0.key)=\($0.value.jsonText)" }))"
    }
    let isUpdate = records[0].id != nil
    let body = try body(records, externals)
    let envelope = try await connector.client.send(
      isUpdate ? .put : .post, isUpdate ? "\(Self.path)?identifier=gsid" : Self.path, body: body, .write, tally)
    let outcome = WorkOutcome(envelope?.data)
    var results: [RecordResult] = []
    for (record, external) in zip(records, externals) {
      // Of one record, whatever name the answer gives it, it is that one.
      let isOnly = records.count == 1
      if let failure = outcome.failures[external] ?? (isOnly ? outcome.failures.values.first : nil) {
        let known = isUpdate ? nil : try await known(external)
        results.append(known.map { .written(id: $0) } ?? .failed(failure))
      } else if let id = record.id ?? outcome.ids[external] ?? (isOnly ? outcome.ids.values.first : nil) {
        results.append(.written(id: id))
      } else {
        results.append(
          .failed(CallFailure(.unknown, code: "bad_answer", message: "Gainsight's answer says nothing of a Timeline entry that was sent.")))
      }
    }
    return results
  }

  /// The entry of that ExternalId. Reference 10.2, 16: a failure that names a known one is a write that was done.
  private func known(_ external: String) async throws(CallFailure) -> String? {
    var query = ObjectQuery(select: ["Gsid"])
    query.conditions = [ObjectQuery.Condition(field: "ExternalId", comparison: "EQ", values: [.string(external)])]
    return try await connector.client.page(query, of: "timeline", tally).first?.member("Gsid")?.text
  }

  private func body(_ records: [WriteRecord], _ externals: [String]) throws(CallFailure) -> [UInt8] {
    var references = writer.references
    (references["InternalAttendees"], references["ExternalAttendees"]) = ("gsuser", "person_record")
    var lookups = LookupBlock(references)
    var json = JSONWriter()
    json.beginObject()
    json.key("records")
    json.beginArray()
    for (record, external) in zip(records, externals) { try entry(record, external, &lookups, &json) }
    json.endArray()
    try lookups.write(&json)
    json.endObject()
    return json.bytes
  }

  private func entry(_ record: WriteRecord, _ external: String, _ lookups: inout LookupBlock, _ json: inout JSONWriter) throws(CallFailure) {
    json.beginObject()
    if let id = record.id {
      json.key("Gsid")
      json.string(id)
    } else {
      json.key("ExternalId")
      json.string(external)
      if !record.fields.keys.contains(where: { $0.lowercased() == "contextname" }) {
        json.key("ContextName")
        json.string(record.fields.keys.contains { $0.lowercased().hasPrefix("gsrelationshipid") } ? "Relationship" : "Company")
      }
    }
    for (name, value) in record.fields where name.lowercased() != "externalid" {
      let wire = writer.value(name, value)
      switch name.lowercased() {
      case "internalattendees": json.key(lookups.helper("InternalAttendees", by: "Email"))
      case "externalattendees": json.key(lookups.helper("ExternalAttendees", by: "Email"))
      default: json.key(try lookups.key(try FieldPath(name), isNull: wire.isNull))
      }
      wire.writeJSON(into: &json)
    }
    json.endObject()
  }
}
