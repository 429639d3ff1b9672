import CEL
public import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections
import Schema

extension RESTConnector {
  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    let tally = CallTally()
    let object = try object(call.object)
    guard !call.normalized else {
      throw CallFailure(
        .rejected, code: "not_supported", message: "The connector `\(manifest.name)` finds by exact values only: match without `normalized`.")
    }
    let match = try call.match.map { name throws(CallFailure) in try self.field(name, object) }
    guard let find = object.find.first(where: { Set($0.by) == Set(match.map(\.name)) }) else {
      let known = object.find.map { $0.by.map { "`\($0)`" }.joined(separator: " and ") }.joined(separator: "; or by ")
      throw CallFailure(
        .rejected, code: "not_findable",
        message: "`\(call.object)` cannot be found by \(call.match.joined(separator: " and ")), only by \(known.isEmpty ? "nothing" : known).")
    }
    let form = RecordForm(object: object)
    let fields = try form.fields(call.match + call.fields)
    var keys: [Value] = []
    for values in call.keys {
      var key = Record()
      for (field, value) in zip(match, values) { key[field.name] = field.writing(value) }
      keys.append(.map(key))
    }
    let chunks = stride(from: 0, to: keys.count, by: find.batch).map { Array(keys[$0..<min($0 + find.batch, keys.count)]) }
    let names = form.names(fields)
    let results = await Concurrently.map(chunks) { chunk in
      do throws(CallFailure) {
        return Result<[Value], CallFailure>.success(try await found(find, chunk, names, call.object, tally))
      } catch {
        return .failure(error)
      }
    }
    var records: [Record] = []
    for result in results { for value in try result.get() { records.append(try form.read(value, fields)) } }
    return FindAnswer(records: records, info: tally.info)
  }

  private func found(
    _ find: CheckedManifest.Find, _ keys: [Value], _ fields: Value, _ object: String, _ tally: CallTally
  ) async throws(CallFailure) -> [Value] {
    let values: [String: Value] = find.batch > 1 ? ["keys": .list(keys), "fields": fields] : ["key": keys[0], "fields": fields]
    let bindings = client.bindings.with(values)
    var records: [Value] = []
    var place: PagePlace? = .first
    var pages = 0
    while let here = place {
      let page = try await client.page(
        find.request, find.records, find.paging, bindings, at: here, name: "objects.\(object).find", missing: find.missing, tally)
      records += page.records
      place = page.next
      pages += 1
      guard pages < 1_000 else {
        throw CallFailure(.rejected, code: "too_many_pages", message: "More than 1,000 pages of `\(object)` carry these keys.")
      }
    }
    return records
  }

  func field(_ name: String, _ object: CheckedManifest.Object) throws(CallFailure) -> FieldSchema {
    if let field = object.schema.field(name) { return field }
    throw CallFailure(.rejected, code: "no_field", message: "`\(object.schema.name)` has no field `\(name.prefix(80))`.", fields: [name])
  }
}
