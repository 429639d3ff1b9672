import CEL
public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension GainsightConnector {
  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    let tally = CallTally()
    try Self.checked(call.object)
    if call.records.isEmpty { return WriteAnswer(results: []) }
    guard let writing = ObjectForm.of(call.object).writing else {
      throw CallFailure(
        .rejected, code: "not_writable",
        message:
          "\(call.object) cannot be written: company, relationship, person, call_to_action, success_plan, timeline and custom objects (`…__gc`) can.")
    }
    guard call.records.count <= Self.traits.writeBatch else {
      throw CallFailure(
        .rejected, code: "too_many_records", message: "Gainsight takes \(Self.traits.writeBatch) records a call, not \(call.records.count).")
    }
    let isUpdate = call.verb == .update
    guard call.records.allSatisfy({ ($0.id != nil) == isUpdate }) else {
      throw CallFailure(.rejected, code: "bad_identity", message: "A record to update has an id, one to create has none.")
    }
    let writer = try await writer(of: call)
    let results: [RecordResult]
    switch writing {
    case .records(let name): results = try await writeRecords(call, name, writer, tally)
    case .people: results = try await PeopleWrite(self, writer, tally).run(call)
    case .work(let form): results = try await WorkWrite(client, writer, form, tally).run(call)
    case .timeline: results = try await TimelineWrite(self, writer, tally).run(call)
    }
    return WriteAnswer(results: results, info: tally.info)
  }

  private func writeRecords(
    _ call: WriteCall, _ object: String, _ writer: RecordWriter, _ tally: CallTally
  ) async throws(CallFailure) -> [RecordResult] {
    let isUpdate = call.verb == .update
    let body = try writer.body(call.records, identity: "Gsid")
    let path = "/v1/data/objects/\(object)\(isUpdate ? "?keys=Gsid" : "")"
    let envelope: Envelope?
    do {
      envelope = try await client.send(isUpdate ? .put : .post, path, body: body, .write, tally)
    } catch {
      throw Self.refined(error, call)
    }
    return try Self.results(of: call, envelope)
  }

  /// "Nothing matches" is the record itself only where nothing else was to be matched.
  private static func refined(_ failure: CallFailure, _ call: WriteCall) -> CallFailure {
    let namesOthers = call.records.contains { $0.fields.keys.contains { $0.contains(".") } }
    guard failure.code == ErrorTable.nothingFound, call.verb == .create || namesOthers else { return failure }
    var failure = failure
    failure.kind = .rejected
    return failure
  }

  private func writer(of call: WriteCall) async throws(CallFailure) -> RecordWriter {
    var names: OrderedSet<String> = []
    for record in call.records { names.formUnion(record.fields.keys) }
    let paths = try FieldPath.distinct(Array(names))
    // A label is written as it is, so a picklist need not be known with its ids here.
    var known = try await schema.resolve(paths, of: call.object)
    var references: [String: String] = [:]
    for path in paths where path.parts.count == 2 {
      if known.object.reference(spelt: path.parts[0]) == nil { known = try await resolve(paths, of: call.object) }
      references[path.parts[0]] = known.object.reference(spelt: path.parts[0])?.reference?.objects.first
    }
    return RecordWriter(fields: known.fields, references: references)
  }

  /// An update's records are known by the ids that were sent; an insert's come back in the order of the call.
  private static func results(of call: WriteCall, _ envelope: Envelope?) throws(CallFailure) -> [RecordResult] {
    if call.verb == .update { return call.records.compactMap { $0.id.map { .written(id: $0) } } }
    let ids = envelope?.records?.compactMap { $0.member("Gsid")?.text } ?? []
    guard ids.count == call.records.count else {
      throw CallFailure(.unknown, code: "bad_answer", message: "Gainsight answered an insert of \(call.records.count) records with \(ids.count) ids.")
    }
    return ids.map { .written(id: $0) }
  }

  /// Where every record failed for a reason of the connection, it is the call that failed.
  static func settled(_ results: [RecordResult]) throws(CallFailure) -> [RecordResult] {
    var first: CallFailure?
    for result in results {
      guard case .failed(let failure) = result, failure.affectsConnection else { return results }
      first = first ?? failure
    }
    if let first { throw first }
    return results
  }
}
