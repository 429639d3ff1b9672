public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension SalesforceConnector {
  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    let tally = CallTally()
    guard FieldPath.isName(call.object) else { throw Self.noObject(call.object) }
    if call.records.isEmpty { return WriteAnswer(results: []) }
    guard call.records.count <= Self.traits.writeBatch else {
      throw CallFailure(
        .rejected, code: "too_many_records", message: "Salesforce takes \(Self.traits.writeBatch) records a call, not \(call.records.count).")
    }
    let isUpdate = call.verb == .update
    guard call.records.allSatisfy({ ($0.id != nil) == isUpdate }) else {
      throw CallFailure(.rejected, code: "bad_identity", message: "A record to update has an id, one to create has none.")
    }
    var names: OrderedSet<String> = []
    for record in call.records { names.formUnion(record.fields.keys) }
    let known = try await schema.resolve(try FieldPath.distinct(Array(names)), of: call.object)
    let body = try RecordWriter(object: call.object, fields: known.fields).body(call.records)
    let answer = try await client.send(isUpdate ? .patch : .post, client.path("/composite/sobjects"), body: body, .write, tally)
    guard let answer, answer.kind == .array, answer.count == call.records.count else {
      throw CallFailure(
        .unknown, code: "bad_answer", message: "Salesforce answered a write of \(call.records.count) records without a result for each.")
    }
    let results = zip(call.records, answer.elements).map { result($1, of: $0) }
    for case .failed(let failure) in results { await forget(call.object, after: failure) }
    return WriteAnswer(results: results, info: tally.info)
  }

  private func result(_ node: JSONNode, of record: WriteRecord) -> RecordResult {
    if node.member("success")?.isTrue == true, let id = node.member("id")?.text ?? record.id {
      return .written(id: SalesforceID.eighteen(id) ?? id)
    }
    let errors = node.member("errors").map { $0.kind == .array ? $0.elements.compactMap(ErrorBody.init) : [] } ?? []
    return .failed(ErrorTable.failure(of: errors, .write, client.settings.redaction))
  }
}
