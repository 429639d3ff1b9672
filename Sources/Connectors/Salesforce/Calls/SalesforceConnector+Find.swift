import CEL
public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension SalesforceConnector {
  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    let tally = CallTally()
    guard FieldPath.isName(call.object) else { throw Self.noObject(call.object) }
    let match = try FieldPath.distinct(call.match)
    guard match.count == call.match.count, !match.isEmpty else {
      throw CallFailure(.rejected, code: "bad_match", message: "A find needs match fields, each once.")
    }
    if call.keys.isEmpty { return FindAnswer(records: []) }
    let paths = try FieldPath.distinct(["Id"] + call.match + call.fields)
    let known = try await schema.resolve(paths, of: call.object)
    let queries = FindQueries(
      select: Self.selected(paths), object: call.object, columns: match.map { ($0, known.fields[$0.text]) }, room: try await client.queryRoom())
    let texts = call.normalized ? try queries.candidates(call.keys) : try queries.exact(call.keys)
    let reader = RecordReader(paths, known.fields)
    let client = self.client
    let answers = await Concurrently.map(texts) { text in
      do throws(CallFailure) { return Result<[Record], CallFailure>.success(try await client.all(text, reader, tally)) } catch {
        return .failure(error)
      }
    }
    var records: [Record] = []
    var seen: Set<String> = []
    for answer in answers {
      do {
        // A record that carries keys of two queries comes twice.
        for record in try answer.get() where record["Id"]?.asString.map({ seen.insert($0).inserted }) ?? true { records.append(record) }
      } catch {
        await forget(call.object, after: error)
        throw error
      }
    }
    return FindAnswer(records: records, info: tally.info)
  }

  /// SOQL refuses a field that is selected twice, in whatever case.
  static func selected(_ paths: [FieldPath]) -> [FieldPath] {
    var seen: Set<String> = []
    return paths.filter { seen.insert($0.text.lowercased()).inserted }
  }

  /// Reference 5.2: a field that is not there any more means that the describe is stale.
  func forget(_ object: String, after failure: CallFailure) async {
    if failure.code == "INVALID_FIELD" || failure.code == "INVALID_FIELD_FOR_INSERT_UPDATE" { await schema.forget(object) }
  }

  static func noObject(_ name: String) -> CallFailure {
    CallFailure(.rejected, code: "INVALID_TYPE", message: "`\(name.prefix(80))` is no object name.")
  }
}

extension SalesforceClient {
  /// One page of a query.
  struct Page {
    var records: [Record]
    /// Host-relative, with a version of its own. Reference 3.1.
    var next: String?
  }

  func page(_ path: String, _ reader: RecordReader, _ tally: CallTally) async throws(CallFailure) -> Page {
    guard let node = try await send(.get, path, headers: [("Sforce-Query-Options", "batchSize=2000")], .read, tally),
      let records = node.member("records"), records.kind == .array
    else { throw CallFailure(.retry, code: "bad_answer", message: "Salesforce answered a query without `records`.") }
    var next: String?
    if let address = node.member("nextRecordsUrl")?.text {
      next = try await ownPath(address)
      if next == nil { throw CallFailure(.rejected, code: "bad_answer", message: "Salesforce answered with a next page that is not its own.") }
    }
    return Page(records: records.elements.map(reader.record), next: next)
  }

  func queryPath(_ soql: String) -> String { path("/query?q=\(PercentEncoding.query(soql))") }

  /// All pages. A short page is not the end; only the absence of a next one is.
  func all(_ soql: String, _ reader: RecordReader, _ tally: CallTally) async throws(CallFailure) -> [Record] {
    var page = try await page(queryPath(soql), reader, tally)
    var records = page.records
    while let next = page.next {
      page = try await self.page(next, reader, tally)
      records += page.records
    }
    return records
  }
}
