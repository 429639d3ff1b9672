import CEL
public import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension SalesforceConnector {
  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    let tally = CallTally()
    guard FieldPath.isName(call.object) else { throw Self.noObject(call.object) }
    let object = try await schema.object(call.object)
    guard let watermark = object.watermark ?? (call.since == nil ? object.identity : nil) else {
      throw CallFailure(
        .rejected, code: "no_watermark", message: "\(call.object) has no field that moves with each change; poll it with `full: true`.")
    }
    if client.settings.pollsUpdated, call.page == nil, let since = call.since, let answer = try await updated(call, since, object, tally) {
      return answer
    }
    let own = [object.identity, object.watermark, object.modified, object.created].compactMap(\.self)
    let paths = try FieldPath.distinct(own + call.fields)
    let known = try await schema.resolve(paths, of: call.object)
    let reader = RecordReader(paths, known.fields)
    let place = try call.page.map(PollPlace.init)
    var page: SalesforceClient.Page
    do {
      page = try await client.page(
        place?.next ?? client.queryPath(Self.query(call, paths, watermark, nil)), reader, tally)
    } catch {
      // Reference 3.1: a cursor ends after two days, or with its instance. What it would have brought is asked for anew.
      guard let place, error.code.contains("QUERY_LOCATOR") || error.code == "UNAUTHORIZED_USER_FOR_CURSOR" else {
        await forget(call.object, after: error)
        throw error
      }
      page = try await client.page(client.queryPath(Self.query(call, paths, watermark, place)), reader, tally)
    }
    let next = page.next.map { PollPlace(next: $0, last: page.records.last, watermark: watermark, before: place).text }
    return PollAnswer(records: page.records, next: next, info: tally.info)
  }

  /// Reference 7.3: inclusive, overlapping, in a total order. Records after `place` only, where one is given.
  static func query(_ call: PollCall, _ paths: [FieldPath], _ watermark: String, _ place: PollPlace?) -> String {
    // Reference 8.5: each invited person has a copy of the event.
    var conditions = call.object.lowercased() == "event" ? ["IsChild = FALSE"] : []
    if let since = call.since {
      let start = Timespan(seconds: -Int64(traits.pollOverlap)).flatMap { since.adding($0) } ?? since
      conditions.append("\(watermark) >= \(TimeText.second(start))")
    }
    if let place, !place.id.isEmpty {
      let id = SOQLLiteral.text(place.id)
      conditions.append(
        place.stamp.isEmpty ? "Id > \(id)" : "(\(watermark) > \(place.stamp) OR (\(watermark) = \(place.stamp) AND Id > \(id)))")
    }
    let condition = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    let order = watermark == "Id" ? "Id ASC" : "\(watermark) ASC, Id ASC"
    return "SELECT \(selected(paths).map(\.text).joined(separator: ", ")) FROM \(call.object)\(condition) ORDER BY \(order)"
  }
}

/// Where a poll stands: the next page, and the last record, from which a new query can go on when the page is gone.
struct PollPlace: Equatable {
  var next: String
  var stamp: String
  var id: String

  init(next: String, last: Record?, watermark: String, before: PollPlace?) {
    self.next = next
    stamp = last?[watermark]?.asTimestamp.map(SOQLLiteral.moment) ?? before?.stamp ?? ""
    id = last?["Id"]?.asString ?? before?.id ?? ""
  }

  /// `STAMP ID PATH`.
  var text: String { "\(stamp) \(id) \(next)" }

  init(_ text: String) throws(CallFailure) {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[2].hasPrefix("/services/"), parts[1].isEmpty || SalesforceID.eighteen(parts[1]) != nil,
      parts[0].isEmpty || Timestamp(parts[0]) != nil
    else { throw CallFailure(.rejected, code: "bad_page", message: "The page to go on from is not one of Salesforce's.") }
    (stamp, id, next) = (parts[0], parts[1], parts[2])
  }
}
