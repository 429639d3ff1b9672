import CEL
public import FlowEngine
import JSON

extension Runtime {
  /// Rows that are handed over at once: one pass of the engine.
  private static let portion = 2_000

  /// Feeds rows to a source until there are no more, or `limit` are read. Each portion is durable before the one after next is read, so memory
  /// stays the same whatever the file's size.
  ///
  /// A line that is no JSON object is accepted as a row that could not be read. Returns early when the journal fails or the runtime drains.
  public func run(_ reader: RowReader, for source: SourceID, limit: Int = .max) async throws(RowFailure) {
    var left = limit
    while left > 0, let lines = try await reader.next(min(left, Self.portion)) {
      left -= lines.count
      summary.rows += lines.count
      guard await accept(.rows(await Self.parse(lines)), for: source) == .accepted else { return }
    }
  }

  /// Away from the actor: parsing is work.
  @concurrent private static func parse(_ lines: [RowReader.Line]) async -> [Arrival.Row] { lines.map { Arrival.Row($0) } }
}

extension Arrival.Row {
  init(_ line: RowReader.Line) {
    if line.isTruncated {
      let text = String(decoding: line.bytes, as: UTF8.self)
      self = .unreadable(text: text, reason: "Line \(line.number) is longer than \(RowReader.lineLimit >> 20) MB; its beginning is kept.")
      return
    }
    do throws(JSONError) {
      let value = try Value(json: line.bytes)
      guard case .map = value else {
        self = .unreadable(text: String(decoding: line.bytes, as: UTF8.self), reason: "Line \(line.number) is no JSON object.")
        return
      }
      self = .row(value)
    } catch {
      self = .unreadable(text: String(decoding: line.bytes, as: UTF8.self), reason: "Line \(line.number): \(error.description)")
    }
  }
}
