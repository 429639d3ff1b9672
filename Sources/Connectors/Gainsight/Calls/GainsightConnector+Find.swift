import CEL
public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension GainsightConnector {
  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    let tally = CallTally()
    try Self.checked(call.object)
    let match = try FieldPath.distinct(call.match)
    guard match.count == call.match.count, !match.isEmpty else {
      throw CallFailure(.rejected, code: "bad_match", message: "A find needs match fields, each once.")
    }
    if call.keys.isEmpty { return FindAnswer(records: []) }
    let identity = try await schema.object(call.object).identity
    let paths = try FieldPath.distinct([identity] + call.match + call.fields)
    let known = try await resolve(paths, of: call.object)
    let form = ObjectForm.of(call.object)
    let reader = RecordReader(paths, known.fields, of: form)
    let columns = try match.map { path throws(CallFailure) -> FindQueries.Column in
      guard let name = form.queried(path) else {
        throw CallFailure(
          .rejected, code: "not_readable", message: "Gainsight does not give back \(path.text) of \(call.object), so nothing is found by it.")
      }
      return (name, known.fields[path.text])
    }
    let queries = FindQueries(select: reader.select, columns: columns)
    let client = self.client
    let asked = call.normalized ? queries.candidates(call.keys) : queries.exact(call.keys)
    let answers = await Concurrently.map(asked) { query in
      do throws(CallFailure) {
        return Result<[Record], CallFailure>.success(try await client.all(query, of: call.object, identity, tally).map(reader.record))
      } catch { return .failure(error) }
    }
    var records: [Record] = []
    var seen: Set<String> = []
    for answer in answers {
      for record in try answer.get() where record[identity]?.asString.map({ seen.insert($0).inserted }) ?? true { records.append(record) }
    }
    return FindAnswer(records: records, info: tally.info)
  }
}

extension GainsightClient {
  /// All pages, in the order of the identity. Reference 3.3: no count is returned, a short page is the last.
  func all(_ query: ObjectQuery, of object: String, _ identity: String, _ tally: CallTally) async throws(CallFailure) -> [JSONNode] {
    var query = query
    query.order = [identity]
    var records: [JSONNode] = []
    while true {
      let page = try await page(query, of: object, tally)
      records += page
      if page.count < ObjectQuery.pageSize { return records }
      query.offset += ObjectQuery.pageSize
    }
  }
}
