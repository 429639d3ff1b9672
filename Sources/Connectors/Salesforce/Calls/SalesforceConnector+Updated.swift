import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension SalesforceConnector {
  /// Most ids that are read one by one; more are polled by their stamps.
  private static let mostUpdated = 2_000

  /// The records that `/updated` names since a moment; nil where it cannot say, and the stamps must. Reference 7.3.
  func updated(_ call: PollCall, _ since: Timestamp, _ object: ObjectSchema, _ tally: CallTally) async throws(CallFailure) -> PollAnswer? {
    // Only an upper bound, so our clock does: what a wrong one leaves out comes with the next poll.
    let now = self.now()
    let start = since.seconds - since.seconds % 60
    guard start > now - 29 * 86_400, let from = Timestamp(seconds: start), let to = Timestamp(seconds: max(now, start) + 120) else { return nil }
    let window = "start=\(PercentEncoding.query(Self.minute(from)))&end=\(PercentEncoding.query(Self.minute(to)))"
    let answer: JSONNode?
    do {
      answer = try await client.send(.get, client.path("/sobjects/\(call.object)/updated/?\(window)"), .read, tally)
    } catch {
      guard error.kind == .rejected, error.code != "INVALID_TYPE" else { throw error }
      return nil
    }
    guard let ids = answer?.member("ids")?.texts, let covered = answer?.member("latestDateCovered").map(Value.init).flatMap(TimeText.read) else {
      throw CallFailure(.retry, code: "bad_answer", message: "Salesforce answered `/updated` without `ids` and `latestDateCovered`.")
    }
    guard ids.count <= Self.mostUpdated else { return nil }
    let isEvent = call.object.lowercased() == "event"
    let own = [object.identity, object.watermark, object.modified, object.created].compactMap(\.self) + (isEvent ? ["IsChild"] : [])
    let paths = try FieldPath.distinct(own + call.fields)
    let known = try await schema.resolve(paths, of: call.object)
    let identity = try FieldPath(object.identity)
    let queries = FindQueries(
      select: Self.selected(paths), object: call.object, columns: [(identity, known.fields[object.identity])], room: try await client.queryRoom())
    let reader = RecordReader(paths, known.fields)
    var records: [Record] = []
    for query in try queries.exact(ids.map { [.string($0)] }) { records += try await client.all(query, reader, tally) }
    if isEvent { records.removeAll { $0["IsChild"] == .bool(true) } }
    let stamp = object.watermark ?? object.identity
    records.sort { Self.place($0, stamp) < Self.place($1, stamp) }
    return PollAnswer(records: records, covered: covered, info: tally.info)
  }

  /// `/updated` does not read seconds, and wants an offset. Reference 7.3.
  private static func minute(_ time: Timestamp) -> String { "\(TimeText.second(time).dropLast())+00:00" }

  private static func place(_ record: Record, _ stamp: String) -> (Int64, Int32, String) {
    let time = record[stamp]?.asTimestamp
    return (time?.seconds ?? 0, time?.nanos ?? 0, record["Id"]?.asString ?? "")
  }
}
