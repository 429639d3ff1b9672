import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// Creates and updates CTAs and Success Plans: up to 50 a request, each with an answer of its own. Reference 5.3 and 5.4.
struct WorkWrite {
  let client: GainsightClient
  let writer: RecordWriter
  let form: WorkForm
  let tally: CallTally

  init(_ client: GainsightClient, _ writer: RecordWriter, _ form: WorkForm, _ tally: CallTally) {
    (self.client, self.writer, self.form, self.tally) = (client, writer, form, tally)
  }

  func run(_ call: WriteCall) async throws(CallFailure) -> [RecordResult] {
    let references = Self.references(call.records)
    let body = try body(call.records, references)
    let envelope = try await client.send(call.verb == .update ? .put : .post, form.path, body: body, .write, tally)
    let outcome = WorkOutcome(envelope?.data)
    return zip(call.records, references).map { record, reference in
      if let failure = outcome.failures[reference] { return .failed(failure) }
      if let id = outcome.ids[reference] { return .written(id: record.id ?? id) }
      return .failed(CallFailure(.unknown, code: "bad_answer", message: "Gainsight's answer says nothing of a \(form.noun) that was sent."))
    }
  }

  /// Reference 5.3: `referenceId` tells which answer belongs to which record. It may one day be what repeats are known by (10.2, 13), so it
  /// is made of what is written, and one that the flow gives goes as it is.
  static func references(_ records: [WriteRecord]) -> [String] {
    var seen: Set<String> = []
    return records.map { record in
      let given = record.fields.first { $0.key.lowercased() == "referenceid" }?.value.asString
      let reference = given ?? "flowrun-\(ContentDigest.hex([record.id ?? ""] + record.fields.map { "\($0.key)=\($0.value.jsonText)" }))"
      var unique = reference
      var number = 2
      while !seen.insert(unique).inserted {
        unique = "\(reference)-\(number)"
        number += 1
      }
      return unique
    }
  }

  private func body(_ records: [WriteRecord], _ references: [String]) throws(CallFailure) -> [UInt8] {
    var lookups = LookupBlock(writer.references)
    var json = JSONWriter()
    json.beginObject()
    json.key("requests")
    json.beginArray()
    for (record, reference) in zip(records, references) {
      json.beginObject()
      json.key("record")
      json.beginObject()
      json.key("referenceId")
      json.string(reference)
      if let id = record.id {
        json.key("Gsid")
        json.string(id)
      }
      for (name, value) in record.fields where name.lowercased() != "referenceid" {
        let wire = writer.value(name, value)
        json.key(try key(try FieldPath(name), wire, &lookups))
        wire.writeJSON(into: &json)
      }
      json.endObject()
      json.endObject()
    }
    json.endArray()
    try lookups.write(&json)
    json.endObject()
    return json.bytes
  }

  private func key(_ path: FieldPath, _ wire: Value, _ lookups: inout LookupBlock) throws(CallFailure) -> String {
    guard path.parts.count == 2, let label = form.labels[path.parts[0].lowercased()] else { return try lookups.key(path, isNull: wire.isNull) }
    guard path.parts[1].lowercased() == "name" else {
      throw CallFailure(
        .rejected, code: "bad_reference", message: "Of \(path.parts[0]) the name is written: `\(path.parts[0]).Name`.", fields: [path.text])
    }
    return wire.isNull ? path.parts[0] : label
  }
}

/// What became of each record, by its reference. Reference 5.3: `{"success": [{reference: id}], "failure": [{reference: reason}]}`.
struct WorkOutcome {
  var ids: [String: String] = [:]
  var failures: [String: CallFailure] = [:]

  init(_ data: JSONNode?) {
    for (reference, node) in Self.entries(data?.member("success")) { ids[reference] = Self.id(node) }
    for name in ["failure", "failures"] {
      for (reference, node) in Self.entries(data?.member(name)) { failures[reference] = RecordRefusal.failure(node) }
    }
  }

  /// A list of objects with one member each, or one object with them all.
  private static func entries(_ node: JSONNode?) -> [(String, JSONNode)] {
    switch node?.kind {
    case .array: node.map { $0.elements.flatMap { entries($0) } } ?? []
    case .object: node.map { $0.entries.map { ($0.key.string, $0.value) } } ?? []
    default: []
    }
  }

  private static func id(_ node: JSONNode) -> String? {
    switch node.kind {
    case .array: node.elements.first { _ in true }.flatMap(id)
    case .object: (node.member("activityId") ?? node.member("Gsid"))?.text
    default: node.text
    }
  }
}

/// Why one record of several was refused: text, an object with code and message, or a list of such.
enum RecordRefusal {
  static func failure(_ node: JSONNode) -> CallFailure {
    switch node.kind {
    case .array:
      return node.elements.first { _ in true }.map(failure) ?? CallFailure(.rejected, code: "refused", message: "Gainsight gives no reason.")
    case .object:
      let code = (node.member("errorCode") ?? node.member("code"))?.text ?? "refused"
      let words = ["errorDesc", "errorMessage", "message", "detail"].lazy.compactMap { node.member($0)?.text }.first { !$0.isEmpty }
      let kind = ErrorTable.kind(code, .write) ?? .rejected
      return CallFailure(
        kind, code: code, message: words ?? "Gainsight gives no reason.", fields: [node.member("fieldName")?.text].compactMap(\.self),
        affectsConnection: kind == .auth || kind == .rate)
    default: return CallFailure(.rejected, code: "refused", message: node.text ?? "Gainsight gives no reason.")
    }
  }
}

/// A short name made of content: the same for the same, and no secret.
enum ContentDigest {
  /// FNV-1a, twice from different starts: 128 bits.
  static func hex(_ parts: [String]) -> String {
    [0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142].map { (start: UInt64) in
      var hash = start
      for part in parts {
        for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ 0x1F) &* 0x100_0000_01b3
      }
      let text = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }
}
