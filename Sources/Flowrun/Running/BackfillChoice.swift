import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import OrderedCollections
import Schema

/// Which records a backfill takes.
struct BackfillChoice {
  var filter: String?
  var since: Timestamp?
  var until: Timestamp?
  var ids: [String]?
  var object: String?
  var again: Bool

  static func time(_ text: String?, _ option: String) throws(CommandFailure) -> Timestamp? {
    guard let text else { return nil }
    guard let time = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") else {
      throw CommandFailure(.usage, "`\(text)` after \(option) is no time: write it like 2026-03-14T09:00:00Z or 2026-03-14.")
    }
    return time
  }

  /// The ids of a list or of a file's lines, each once.
  static func ids(_ list: String?, file: String?) throws(CommandFailure) -> [String]? {
    let parts: [Substring]
    if let list {
      parts = list.split(separator: ",")
    } else if let file {
      parts = String(decoding: try Files.read(file), as: UTF8.self).split(whereSeparator: \.isNewline)
    } else {
      return nil
    }
    // No id has a space in it, so those around it go.
    let ids = OrderedSet(parts.map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty })
    if ids.isEmpty { throw CommandFailure(.usage, "\(file ?? "--ids") names no id. Write `--ids a,b`, or a file with one a line after --ids-file.") }
    return Array(ids)
  }

  /// The flow with the condition beside the `where` of its polls, so that it is checked as one.
  func narrowed(_ flow: Flow) -> Flow {
    let polls = flow.triggers.indices.filter { flow.triggers[$0].isPolled(object) }
    guard let filter, let index = polls.first(where: { flow.triggers[$0].full?.value != true }) ?? polls.first else { return flow }
    var flow = flow
    flow.triggers[index].selection = TextValue(formula: filter, named: "--where")
    return flow
  }

  /// The checked flow, which reads the chosen records instead of polling, and gives way to others.
  func applied(to flow: CheckedFlow) throws(CommandFailure) -> CheckedFlow {
    let polls = flow.polls.filter { object == nil || $0.object == object }
    // Of several polls of one object, the one that follows its changes.
    guard let poll = polls.first(where: { !flow.sources[$0.id.index].full }) ?? polls.first else {
      let names = flow.polls.map { "`\($0.object)`" }
      throw CommandFailure(
        .usage,
        names.isEmpty
          ? "`\(flow.name)` polls nothing, so there are no records to read. For a flow with webhooks, send rows: `flowrun run FLOW --rows FILE`."
          : "`\(flow.name)` does not poll `\(object ?? "")`. After --object stands what it polls: \(names.joined(separator: ", ")).")
    }
    let objects = OrderedSet(polls.map(\.object))
    if objects.count > 1 {
      let names = objects.map { "`\($0)`" }.joined(separator: ", ")
      throw CommandFailure(.usage, "`\(flow.name)` polls several objects: say which with --object (\(names)).")
    }
    let source = flow.sources[poll.id.index]
    if since != nil || until != nil, source.object?.watermark == nil {
      throw CommandFailure(
        .usage, "`\(poll.object)` does not say when a record changed, so --since and --until choose nothing. Use --where or --ids.")
    }
    var flow = flow
    flow.priority = .low
    let parts = [poll.object, filter ?? "", since?.description ?? "", until?.description ?? ""] + (ids?.sorted() ?? [])
    flow.sources[poll.id.index].backfill = Backfill(mark: Backfill.mark(of: parts), since: since, until: until, ids: ids, again: again)
    return flow
  }
}

extension Trigger {
  fileprivate func isPolled(_ object: String?) -> Bool {
    guard case .poll(let name) = source else { return false }
    return object == nil || object == "\(name.connection.value).\(name.object.value)"
  }
}
