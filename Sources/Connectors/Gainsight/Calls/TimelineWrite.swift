import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// Creates and updates Timeline entries, each in a request of its own. Reference 6.1.
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
    let results = await Concurrently.map(call.records) { record in
      do throws(CallFailure) { return try await write(record) } catch { return .failed(error) }
    }
    return try GainsightConnector.settled(results)
  }

  private func write(_ record: WriteRecord) async throws(CallFailure) -> RecordResult {
    let given = record.fields.first { $0.key.lowercased() == "externalid" }?.value.asString
    let external = given ?? "flowrun:\(ContentDigest.hex(record.fields.map { "\($0.key)=\($0.value.jsonText)" }))"
    let body = try body(record, external)
    let path = record.id == nil ? Self.path : "\(Self.path)?identifier=gsid"
    let envelope = try await connector.client.send(record.id == nil ? .post : .put, path, body: body, .write, tally)
    let outcome = WorkOutcome(envelope?.data)
    // One record was sent, so whatever name the answer gives it, it is that one.
    if let failure = outcome.failures.values.first {
      guard record.id == nil, let id = try await known(external) else { return .failed(failure) }
      return .written(id: id)
    }
    if let id = record.id ?? outcome.ids.values.first { return .written(id: id) }
    throw CallFailure(.unknown, code: "bad_answer", message: "Gainsight's answer says nothing of the Timeline entry that was sent.")
  }

  /// The entry of that ExternalId. Reference 10.2, 16: a failure that names a known one is a write that was done.
  private func known(_ external: String) async throws(CallFailure) -> String? {
    var query = ObjectQuery(select: ["Gsid"])
    query.conditions = [ObjectQuery.Condition(field: "ExternalId", comparison: "EQ", values: [.string(external)])]
    return try await connector.client.page(query, of: "timeline", tally).first?.member("Gsid")?.text
  }

  private func body(_ record: WriteRecord, _ external: String) throws(CallFailure) -> [UInt8] {
    var references = writer.references
    (references["InternalAttendees"], references["ExternalAttendees"]) = ("gsuser", "person_record")
    var lookups = LookupBlock(references)
    var json = JSONWriter()
    json.beginObject()
    json.key("records")
    json.beginArray()
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
    json.endArray()
    try lookups.write(&json)
    json.endObject()
    return json.bytes
  }
}
