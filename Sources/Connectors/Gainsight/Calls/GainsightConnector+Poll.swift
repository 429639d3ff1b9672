import CEL
public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension GainsightConnector {
  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    let tally = CallTally()
    try Self.checked(call.object)
    let object = try await schema.object(call.object)
    if object.watermark == nil, call.since != nil {
      throw CallFailure(
        .rejected, code: "no_watermark", message: "\(call.object) has no field that moves with each change; poll it with `full: true`.")
    }
    let own = [object.identity, object.watermark, object.modified, object.created].compactMap(\.self)
    let paths = try FieldPath.distinct(own + call.fields)
    let reader = RecordReader(paths, try await resolve(paths, of: call.object).fields, of: .of(call.object))
    let place = try call.page.map { page throws(CallFailure) in try PollPlace(page) }
    var query = ObjectQuery(select: reader.select)
    if let watermark = object.watermark {
      query.order = [watermark, object.identity]
      if let start = place?.from ?? Self.start(call.since) {
        query.conditions = [ObjectQuery.Condition(field: watermark, comparison: "GTE", values: [.string(start)])]
      }
    } else {
      query.order = [object.identity]
    }
    query.offset = place?.offset ?? 0
    let records = try await client.page(query, of: call.object, tally).map(reader.record)
    return PollAnswer(records: records, next: Self.next(after: records, query, object.watermark)?.text, info: tally.info)
  }

  private static func start(_ since: Timestamp?) -> String? {
    since.map { since in TimeText.second(Timespan(seconds: -Int64(traits.pollOverlap)).flatMap { since.adding($0) } ?? since) }
  }

  /// Reference 8: an edit while pages are read would shift an offset, so the next page begins at the last watermark seen. Only where a whole page
  /// has one watermark does the offset go on.
  private static func next(after records: [Record], _ query: ObjectQuery, _ watermark: String?) -> PollPlace? {
    guard records.count >= ObjectQuery.pageSize else { return nil }
    let from = query.conditions.first?.values.first?.asString
    guard let watermark, let last = records.last?[watermark]?.asTimestamp else {
      return PollPlace(from: from, offset: query.offset + records.count)
    }
    let text = TimeText.moment(last)
    return text == from ? PollPlace(from: text, offset: query.offset + records.count) : PollPlace(from: text, offset: 0)
  }
}

/// Where a poll stands: `2026-03-01T00:00:00.000Z 5000`, or `- 5000` where there is no watermark to go on from.
struct PollPlace: Equatable {
  var from: String?
  var offset: Int

  init(from: String?, offset: Int) {
    self.from = from
    self.offset = offset
  }

  var text: String { "\(from ?? "-") \(offset)" }

  init(_ text: String) throws(CallFailure) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 2, let offset = Int(parts[1]), offset >= 0, parts[0] == "-" || Timestamp(parts[0]) != nil else {
      throw CallFailure(.rejected, code: "bad_page", message: "The page to go on from is not one of Gainsight's.")
    }
    self.init(from: parts[0] == "-" ? nil : parts[0], offset: offset)
  }
}
