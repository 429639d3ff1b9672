import CEL
public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension SalesforceConnector {
  /// `composite`: up to 25 records of any objects in one request, all or none, later ones with the ids of earlier ones.
  ///
  /// The answer holds the id of each record under its name.
  public func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    guard call.operation == "composite" else {
      throw CallFailure(
        .rejected, code: "not_supported", message: "Salesforce has no operation `\(call.operation)`: there is `\(call.connection).composite`.")
    }
    let records = try CompositeRecord.all(call, client.settings)
    try checkActivities(records)
    let tally = CallTally()
    let body = try await body(records)
    let answer: JSONNode?
    do {
      answer = try await client.send(.post, client.path("/composite"), body: body, .write, tally)
    } catch {
      throw settled(error, records)
    }
    guard let parts = answer?.member("compositeResponse"), parts.kind == .array, parts.count == records.count else {
      throw settled(
        CallFailure(.unknown, code: "bad_answer", message: "Salesforce answered a composite request without a result for each part."), records)
    }
    var ids: Record = [:]
    var failures: [CallFailure] = []
    for (record, part) in zip(records, parts.elements) {
      switch result(of: record, part) {
      case .written(let id): ids[record.name] = .string(id)
      case .failed(let failure):
        failures.append(failure)
        await forget(record.object, after: failure)
      }
    }
    // The reason is the one that is no consequence of another. Reference 4.3.
    if let failure = failures.first(where: { $0.kind != .collateral }) ?? failures.first { throw failure }
    return OperationAnswer(value: .map(ids), info: tally.info)
  }

  private func checkActivities(_ records: [CompositeRecord]) throws(CallFailure) {
    guard client.settings.checksActivities else { return }
    for record in records {
      var id: String?
      if case .update(let text) = record.address { id = text }
      if var failure = ActivityRules(record.object)?.failure(of: WriteRecord(id: id, fields: record.fields)) {
        failure.message = "`\(record.name)`: \(failure.message)"
        throw failure
      }
    }
  }

  /// Where each record may be written twice, no answer is as good as none written: the call is made again.
  private func settled(_ failure: CallFailure, _ records: [CompositeRecord]) -> CallFailure {
    guard failure.kind == .unknown, records.allSatisfy(\.isRepeatable) else { return failure }
    var failure = failure
    failure.kind = .retry
    return failure
  }

  private func body(_ records: [CompositeRecord]) async throws(CallFailure) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("allOrNone")
    json.bool(true)
    // Reference 4.3: without it Salesforce may change the order.
    json.key("collateSubrequests")
    json.bool(false)
    json.key("compositeRequest")
    json.beginArray()
    for record in records {
      let known = try await schema.resolve(try FieldPath.distinct(Array(record.fields.keys) + Array(record.references.keys)), of: record.object)
      json.beginObject()
      for (name, text) in [("method", record.address == .insert ? "POST" : "PATCH"), ("url", path(record)), ("referenceId", record.name)] {
        json.key(name)
        json.string(text)
      }
      let headers = client.settings.writeHeaders(record.object)
      if !headers.isEmpty {
        json.key("httpHeaders")
        json.beginObject()
        for (name, value) in headers {
          json.key(name)
          json.string(value)
        }
        json.endObject()
      }
      json.key("body")
      var fields = record.fields
      for (field, other) in record.references { fields[field] = .string("@{\(other).id}") }
      try RecordWriter(object: record.object, fields: known.fields.filter { record.references[$0.key] == nil }).write(fields, into: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  private func path(_ record: CompositeRecord) -> String {
    switch record.address {
    case .insert: client.path("/sobjects/\(record.object)")
    case .update(let id): client.path("/sobjects/\(record.object)/\(id)")
    case .upsert(let field, let value): client.path("/sobjects/\(record.object)/\(field)/\(PercentEncoding.segment(value))")
    }
  }

  private func result(of record: CompositeRecord, _ part: JSONNode) -> RecordResult {
    let body = part.member("body")
    let status = part.member("httpStatusCode").map { $0.kind == .int ? Int($0.int) : 0 } ?? 0
    if (200..<300).contains(status) {
      // A change is answered without a body.
      if case .update(let id) = record.address { return .written(id: SalesforceID.eighteen(id) ?? id) }
      if let id = body?.member("id")?.text { return .written(id: SalesforceID.eighteen(id) ?? id) }
    }
    let errors = status == 300 ? [] : ErrorBody.ofRecord(body)
    var failure: CallFailure
    if status == 300 {
      failure = CallFailure(.rejected, code: "DUPLICATE_EXTERNAL_ID", message: "Several records have this external id.")
    } else if errors.isEmpty {
      failure = CallFailure(
        ErrorTable.kind(status: status, .write), code: "http_\(status)", message: "Salesforce answered \(status) without a reason.")
    } else {
      failure = ErrorTable.failure(of: errors, .write, client.settings.redaction)
    }
    failure.message = "`\(record.name)`: \(failure.message)"
    return .failed(failure)
  }
}
