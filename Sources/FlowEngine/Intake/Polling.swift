import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema

/// A source that is being read, page by page. The next page is asked for when the events of the last are durable.
struct PollRun: Sendable {
  var since: Timestamp?
  var page: String?
  var reading: Int64
  var rows = 0
  var watermark: Watermark
  /// The highest watermark of the rows so far.
  var highest: Timestamp?
  var markBefore: Timestamp?
  /// True while the first reading of the source is under way: until it is complete the watermark stays nil.
  var first: Bool
  var isLast = false
}

extension Engine {
  mutating func pollDue(_ id: SourceID) {
    guard mode.isWorking, let flow = flowNumbers[id.flow], plans[flow].flow.sources.indices.contains(id.index), polls[id] == nil else { return }
    let source = plans[flow].flow.sources[id.index]
    guard case .poll(let connection, _) = source.kind, source.object != nil else { return }
    if let reason = refusal(of: connection) {
      let failure = CallFailure(.retry, code: "not_open", message: reason, affectsConnection: true)
      return out.append(.polled(id, .failed(failure)))
    }
    if let backfill = source.backfill {
      polls[id] = run(of: backfill, id, source)
      return askForPage(id)
    }
    let watermark = watermarks[id] ?? Watermark(source: id, value: nil, started: now)
    let first = watermark.value == nil
    var run = PollRun(since: source.full ? nil : watermark.value, reading: 0, watermark: watermark, first: first)
    if first {
      switch source.start {
      case .all: break
      case .now: run.markBefore = watermark.started
      case .since(let seconds): run.markBefore = watermark.started.after(-seconds)
      }
      // Without known values and claims there is nothing to mark: older rows need not be read.
      if plans[flow].watched.isEmpty, !plans[flow].flow.once, let limit = run.markBefore, !source.full { run.since = limit }
    }
    polls[id] = run
    askForPage(id)
  }

  private mutating func askForPage(_ id: SourceID) {
    guard var run = polls[id], let flow = flowNumbers[id.flow], let object = plans[flow].flow.sources[id.index].object,
      case .poll(let connection, _) = plans[flow].flow.sources[id.index].kind
    else { return }
    run.reading = numbers.reading()
    polls[id] = run
    let fields = plans[flow].flow.sources[id.index].fields
    if let backfill = plans[flow].flow.sources[id.index].backfill, let find = find(backfill, page: run.page, connection, object, fields) {
      return call(.find(find), for: .poll(id))
    }
    call(.poll(PollCall(connection: connection, object: object.name, fields: fields, since: run.since, page: run.page)), for: .poll(id))
  }

  mutating func polled(_ id: SourceID, _ result: CallResult) {
    guard var run = polls[id], let flow = flowNumbers[id.flow] else { return }
    let source = plans[flow].flow.sources[id.index]
    var result = result
    if case .found(let found) = result, let backfill = source.backfill { result = .polled(page(found, after: run.page, of: backfill)) }
    switch result {
    case .polled(let answer):
      run.rows += answer.records.count
      run.page = answer.next
      run.isLast = answer.next == nil || source.backfill.map { isPast($0, answer.records, source.object) } ?? false
      // Records by identity come in no order.
      if source.backfill?.ids == nil, let field = source.object?.watermark {
        for record in answer.records {
          if let value = record[field], let moment = Lenient.moment(value) { run.highest = max(run.highest ?? moment, moment) }
        }
      }
      // A watermark never goes back.
      if let covered = answer.covered, let highest = run.highest { run.highest = max(min(highest, covered), run.since ?? covered) }
      if !run.first || run.isLast {
        run.watermark.value = run.highest ?? run.watermark.value ?? (run.isLast && source.backfill == nil ? run.watermark.started : nil)
      }
      watermarks[run.watermark.source] = run.watermark
      polls[id] = run
      intakes[flow].queue.append(
        .page(Intake.Page(source: id, rows: answer.records, reading: run.reading, markBefore: run.markBefore, watermark: run.watermark)))
      accept(flow)
    case .failed(let failure):
      polls[id] = nil
      out.append(.polled(id, .failed(failure)))
    default:
      polls[id] = nil
      out.append(.polled(id, .failed(CallFailure(.rejected, code: "wrong_answer", message: "The answer of a poll has another form."))))
    }
  }

  /// A page's events are durable.
  mutating func pageKept(_ id: SourceID) {
    guard let run = polls[id] else { return }
    if run.isLast {
      polls[id] = nil
      out.append(.polled(id, .complete(rows: run.rows)))
    } else if mode.isWorking {
      askForPage(id)
    } else {
      polls[id] = nil
    }
  }
}
