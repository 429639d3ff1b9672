import CEL
import Calls
public import FlowCheck
import OrderedCollections
import Schema

/// A backfill is a poll with a choice of records and a mark of its own: the mark moves with the events of each page, and every record is
/// remembered as a delivery of this backfill, so that a page that is read again sends nothing twice.
extension Engine {
  /// Identities of one call.
  static let backfillIDs = 200

  /// Where a source's progress is kept.
  func mark(of id: SourceID, _ source: CheckedSource) -> SourceID {
    source.backfill.map { SourceID(flow: id.flow, index: $0.mark) } ?? id
  }

  /// How a backfill begins, or goes on.
  func run(of backfill: Backfill, _ id: SourceID, _ source: CheckedSource) -> PollRun {
    let mark = mark(of: id, source)
    let kept = backfill.again ? nil : watermarks[mark]
    let watermark = kept ?? Watermark(source: mark, value: nil, started: now)
    let since = [backfill.since, watermark.value].compactMap(\.self).max()
    return PollRun(since: since, reading: 0, watermark: watermark, first: false)
  }

  /// The identities that come next, where a backfill names them.
  func find(_ backfill: Backfill, page: String?, _ connection: String, _ object: ObjectSchema, _ fields: [String]) -> FindCall? {
    guard let ids = backfill.ids else { return nil }
    let start = page.flatMap { Int($0) } ?? 0
    return FindCall(
      connection: connection, object: object.name, fields: fields, match: [object.identity],
      keys: ids.dropFirst(start).prefix(Self.backfillIDs).map { [.string($0)] })
  }

  /// The records of some identities, as a page.
  func page(_ found: FindAnswer, after page: String?, of backfill: Backfill) -> PollAnswer {
    let end = (page.flatMap { Int($0) } ?? 0) + Self.backfillIDs
    return PollAnswer(records: found.records, next: end < backfill.ids?.count ?? 0 ? String(end) : nil, info: found.info)
  }

  /// True when the rows of this page are all past the backfill's end: they come in the order of their watermark.
  func isPast(_ backfill: Backfill, _ records: [Record], _ object: ObjectSchema?) -> Bool {
    guard let until = backfill.until, let field = object?.watermark, !records.isEmpty else { return false }
    return records.allSatisfy { $0[field].flatMap { Lenient.moment($0) }.map { $0 >= until } ?? false }
  }
}

extension Draft {
  /// Names a record of a backfill, whatever its watermark is.
  static func delivery(_ watermark: Watermark, _ object: ObjectSchema, id: Value) -> String {
    Digest.hex(["backfill", String(watermark.source.index), watermark.started.description, object.name, Canonical.text(id)])
  }
}

extension Backfill {
  /// The mark of a backfill that chooses by these.
  public static func mark(of choice: [String]) -> Int {
    // 60 bits, so that two choices of a flow never meet in practice.
    -1 - (Int(Digest.hex(choice).prefix(15), radix: 16) ?? 0)
  }
}
