public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension SalesforceConnector {
  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    guard FieldPath.isName(call.object) else { throw Self.noObject(call.object) }
    if call.records.isEmpty { return WriteAnswer(results: []) }
    let isUpdate = call.verb == .update
    guard call.records.allSatisfy({ ($0.id != nil) == isUpdate }) else {
      throw CallFailure(.rejected, code: "bad_identity", message: "A record to update has an id, one to create has none.")
    }
    let isJob = call.job != nil || call.opensJob
    guard isJob || call.records.count <= Self.traits.writeBatch else {
      throw CallFailure(
        .rejected, code: "too_many_records", message: "Salesforce takes \(Self.traits.writeBatch) records a call, not \(call.records.count).")
    }
    let route = WriteRoute(call, client.settings)
    // A job keeps its keys apart by itself.
    let refused = refusals(call, isJob ? .update : route)
    let sent = call.records.indices.filter { refused[$0] == nil }
    if sent.isEmpty { return WriteAnswer(results: call.records.indices.compactMap { refused[$0].map(RecordResult.failed) }) }
    let tally = CallTally()
    var rest = call
    rest.records = sent.map { call.records[$0] }
    let answer =
      isJob
      ? try await writeByJob(rest, tally) : WriteAnswer(results: try await collection(rest.records, of: call.object, route, tally))
    if answer.job != nil { return answer }
    var answers = answer.results[...]
    let results = call.records.indices.map { index in
      refused[index].map(RecordResult.failed) ?? answers.removeFirst()
    }
    for case .failed(let failure) in results { await forget(call.object, after: failure) }
    return WriteAnswer(results: results, info: tally.info)
  }

  /// Records that are not sent, by index, and why.
  private func refusals(_ call: WriteCall, _ route: WriteRoute) -> [Int: CallFailure] {
    var refused: [Int: CallFailure] = [:]
    if client.settings.checksActivities, let rules = ActivityRules(call.object) {
      for (index, record) in call.records.enumerated() { refused[index] = rules.failure(of: record) }
    }
    for index in route.repeated(call.records) where refused[index] == nil {
      refused[index] = CallFailure(.conflict, code: "DUPLICATE_VALUE", message: "Another record of the call carries the same external id.")
    }
    return refused
  }

  /// One collections request: a result for each record, in their order.
  private func collection(
    _ records: [WriteRecord], of object: String, _ route: WriteRoute, _ tally: CallTally
  ) async throws(CallFailure) -> [RecordResult] {
    var names: OrderedSet<String> = []
    for record in records { names.formUnion(record.fields.keys) }
    let known = try await schema.resolve(try FieldPath.distinct(Array(names)), of: object)
    let body = try RecordWriter(object: object, fields: known.fields).body(records)
    let answer = try await client.send(
      route.method, client.path(route.path(object)), body: body, headers: client.settings.writeHeaders(object), .write, tally, results: true)
    guard let answer, answer.kind == .array, answer.count == records.count else {
      throw CallFailure(
        .unknown, code: "bad_answer", message: "Salesforce answered a write of \(records.count) records without a result for each.")
    }
    return zip(records, answer.elements).map { result($1, of: $0) }
  }

  private func result(_ node: JSONNode, of record: WriteRecord) -> RecordResult {
    if node.member("success")?.isTrue == true, let id = node.member("id")?.text ?? record.id {
      return .written(id: SalesforceID.eighteen(id) ?? id)
    }
    return .failed(ErrorTable.failure(of: ErrorBody.ofRecord(node.member("errors")), .write, client.settings.redaction))
  }
}
