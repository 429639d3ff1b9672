import CEL
import FlowCheck
import FlowRuntime
import HTTPClient
import OrderedCollections

/// A test file made of a run: its rows as events, what was found as the world, and what came of it as what is expected.
struct RecordedTest {
  enum Event {
    case row(Value)
    /// Of the flow's polls, counted from 1.
    case poll(number: Int)
  }

  var flow: CheckedFlow
  var started: Timestamp
  /// The recording that it runs over, as the test names it; nil: over what was found.
  var recording: String?
  var events: [Event]
  var calls: RecordedCalls
  var summary: RunSummary
  /// `CONNECTION.OBJECT` → the field that carries the engine's key, which is another in every run.
  var stamps: [String: String]

  /// The file, with the values of some fields replaced.
  func text(_ redaction: RecordingRedaction) -> String {
    var redaction = redaction
    let content = redaction.cleaned(.map(["world": .map(MapValue(world)), "events": .list(ListValue(rows)), "records": .map(MapValue(records))]))
    var lines = ["test: \(flow.name)"] + (recording == nil ? ["clock: \(started)"] : [])
    if let recording { lines.append("recording: \(recording)") } else { lines += objects(content["world"], key: "world", indent: "") }
    lines += ["cases:", "  - name: as it was recorded", "    events:"]
    // All at one moment, as a file brings them.
    for row in content["events"]?.asList ?? [] { lines.append("      - { webhook: \(row.jsonText), after: 0s }") }
    for case .poll(let number) in events { lines.append("      - { poll: {}\(number == 1 ? "" : ", source: \(number)"), after: 0s }") }
    lines += ["    expect:", "      outcomes: \(outcomes.jsonText)"]
    lines += objects(content["records"], key: "records", indent: "      ")
    return lines.joined(separator: "\n") + "\n"
  }

  private var rows: [Value] { events.compactMap { if case .row(let row) = $0 { row } else { nil } } }

  private func objects(_ value: Value?, key: String, indent: String) -> [String] {
    guard case .map(let map)? = value, map.count > 0 else { return [] }
    var lines = ["\(indent)\(key):"]
    for entry in map.entries {
      let rows = entry.value.asList ?? []
      lines.append("\(indent)  \(entry.key.asString ?? ""):\(rows.isEmpty ? " []" : "")")
      for row in rows { lines.append("\(indent)    - \(row.jsonText)") }
    }
    return lines
  }

  private var world: Record {
    var world: Record = [:]
    for (object, table) in calls.tables { world[object] = .list(ListValue(table.before.values.map { .map(MapValue($0)) })) }
    return world
  }

  /// What was written: a record that was there with its identity, a new one by its values.
  private var records: Record {
    var records: Record = [:]
    for (object, table) in calls.tables where !table.written.isEmpty {
      let rows = table.written.map { id, fields -> Value in
        var fields = fields
        if let stamp = stamps[object] { fields.removeValue(forKey: stamp) }
        if !table.created.contains(id), let identity = calls.identity(of: object) {
          fields.updateValue(.string(id), forKey: identity, insertingAt: 0)
        }
        return .map(MapValue(fields))
      }
      records[object] = .list(ListValue(rows))
    }
    return records
  }

  /// Without lines that were no JSON: a test has none.
  private var outcomes: Value {
    var done: Int64 = 0
    var reasons: OrderedDictionary<String, Record> = [:]
    for (line, count) in summary.outcomes.sorted(by: {
      ($0.key.ending, $0.key.reason ?? "", $0.key.step ?? "") < ($1.key.ending, $1.key.reason ?? "", $1.key.step ?? "")
    }) {
      guard let reason = line.reason else {
        done += Int64(count)
        continue
      }
      guard reason != "unreadable" else { continue }
      let before: Int64 = if case .int(let number)? = reasons[line.ending]?[reason] { number } else { 0 }
      reasons[line.ending, default: [:]][reason] = .int(before + Int64(count))
    }
    var outcomes: Record = ["done": .int(done)]
    for (ending, counts) in reasons { outcomes[ending] = .map(MapValue(counts)) }
    return .map(MapValue(outcomes))
  }
}
