import CCrypto
import CEL
public import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections

extension RESTConnector {
  /// The records of a call in as many requests as the manifest's `batch` needs; of a batch that is refused the engine finds the guilty record.
  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    let tally = CallTally()
    let object = try object(call.object)
    guard let writing = call.verb == .create ? object.create : object.update else {
      throw CallFailure(
        .rejected, code: "not_supported",
        message: "Records of `\(call.object)` cannot be \(call.verb == .create ? "created" : "changed"): the manifest has no `\(call.verb.rawValue)`."
      )
    }
    let chunks = stride(from: 0, to: call.records.count, by: writing.batch).map {
      Array(call.records[$0..<min($0 + writing.batch, call.records.count)])
    }
    if chunks.count == 1 { return WriteAnswer(results: try await write(chunks[0], call, object, writing, tally), info: tally.info) }
    let results = await Concurrently.map(chunks) { chunk in
      do throws(CallFailure) {
        return try await write(chunk, call, object, writing, tally)
      } catch {
        var failure = error
        // One of them is to blame, and the others are sent again.
        if chunk.count > 1, failure.kind == .rejected || failure.kind == .conflict { failure.kind = .collateral }
        return chunk.map { _ in RecordResult.failed(failure) }
      }
    }
    return WriteAnswer(results: results.flatMap { $0 }, info: tally.info)
  }

  private func write(
    _ records: [WriteRecord], _ call: WriteCall, _ object: CheckedManifest.Object, _ writing: CheckedManifest.Writing, _ tally: CallTally
  ) async throws(CallFailure) -> [RecordResult] {
    let form = RecordForm(object: object)
    var bodies: [Value] = []
    for record in records { bodies.append(try form.write(record.fields)) }
    var values: [String: Value] = [:]
    if writing.batch > 1 {
      values["records"] = .list(
        zip(records, bodies).map { .map(["id": $0.id.map(Value.string) ?? .null, "fields": $1]) })
    } else {
      values["record"] = bodies[0]
      values["id"] = records[0].id.map(Value.string) ?? .null
    }
    let bindings = client.bindings.with(values)
    let answer = try await client.send(
      writing.request, bindings, place: "objects.\(call.object).\(call.verb.rawValue)", key: call.verb == .create ? Self.key(call, records) : nil,
      tally)
    let answered = bindings.with(["response": answer.value])
    guard writing.batch > 1 else { return [try result(Lenient.text(answered.found(writing.id)).asString, records[0], call)] }
    let ids = answered.found(writing.ids).asList ?? []
    guard ids.count == records.count else {
      throw CallFailure(
        .unknown, code: "bad_answer", message: "\(manifest.name) answered a write of \(records.count) records with \(ids.count) results.")
    }
    return zip(ids, records).map { id, record in
      if let id = Lenient.text(id).asString { return .written(id: id) }
      return .failed(
        CallFailure(
          records.count > 1 ? .collateral : .rejected, code: "not_written", message: "\(manifest.name) did not write the record, and did not say why."
        ))
    }
  }

  private func result(_ id: String?, _ record: WriteRecord, _ call: WriteCall) throws(CallFailure) -> RecordResult {
    if let id = record.id ?? id, !id.isEmpty { return .written(id: id) }
    throw CallFailure(
      .unknown, code: "bad_answer", message: "\(manifest.name) answered the creation of a record of `\(call.object)` without its id.")
  }

  /// The same for the same creation: a new record carries what makes it itself, its match or its stamp. A change has none: the same values may
  /// be written again after others, and a system that knows keys would drop them.
  private static func key(_ call: WriteCall, _ records: [WriteRecord]) -> String {
    var text = "\(call.object)\n\(call.verb.rawValue)"
    for record in records { text += "\n\(record.id ?? "")\n\(Value.map(record.fields).jsonText)" }
    let bytes = Array(text.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &digest)
    return Credentials.hex(digest)
  }
}
