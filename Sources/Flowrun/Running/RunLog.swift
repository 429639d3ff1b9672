import CEL
import FlowEngine
import FlowRuntime
import JSON
import OrderedCollections

/// What a run says on standard error: sentences, or one JSON object a line.
///
/// A line names flow, file, step, event, record and code. It never holds a value of an event, a target's own words, or a secret: those stand in the
/// journal, where `flowrun dead-letters show` and `flowrun runs show` find them.
struct RunLog: Sendable {
  enum Format: String, Sendable { case text, json }

  enum Level: String, Sendable { case info, warning, error }

  struct Line: Sendable {
    var level: Level
    /// A word for programs: `dead_letter`.
    var kind: String
    var message: String
    var flow: String?
    var event: EventID?
    var step: String?
    var record: String?
    var connection: String?
    var object: String?
    var code: String?

    init(_ level: Level, _ kind: String, _ message: String) {
      self.level = level
      self.kind = kind
      self.message = message
    }
  }

  let format: Format
  /// Names the process's run in every line.
  let run = String(UInt32.random(in: 0 ... .max), radix: 16)

  init(_ format: Format) { self.format = format }

  func write(_ line: Line) {
    switch format {
    case .text where line.kind == "dead_letter": break
    case .text: Console.error(line.message)
    case .json: Console.error(json(line, at: SystemClock().now))
    }
  }

  /// The line as JSON; what it does not have is left out.
  func json(_ line: Line, at time: Timestamp) -> String {
    var members: Record = [
      "time": .string(time.description), "level": .string(line.level.rawValue), "run": .string(run), "kind": .string(line.kind),
      "message": .string(line.message),
    ]
    for (name, value) in [
      ("flow", line.flow), ("file", line.flow.map { "\($0).yaml" }), ("event", line.event.map { "\($0)" }), ("step", line.step),
      ("record", line.record), ("connection", line.connection), ("object", line.object), ("code", line.code),
    ] {
      if let value { members[name] = .string(value) }
    }
    return Value.map(members).jsonText
  }
}

extension RunLog.Line {
  /// An event that ended in the dead letters.
  init(_ end: EventEnd) {
    self.init(.error, "dead_letter", "An event is a dead letter; `flowrun dead-letters show \(end.event.map { "\($0)" } ?? "ID")` says why.")
    flow = end.flow
    event = end.event
    record = end.about.flatMap(Self.identity)
    if case .dead(let reason) = end.ending {
      step = reason.step
      code = reason.plainCode ?? reason.kind.rawValue
    }
  }

  init(_ alert: Alert) {
    let (subject, name): (String, String) =
      switch alert.subject {
      case .connection(let name): ("Connection", name)
      case .flow(let name): ("Flow", name)
      }
    let start = "\(subject) `\(name)`"
    switch alert.change {
    case .paused: self.init(.error, "paused", "\(start) is paused: its login is refused.")
    case .circuitOpened: self.init(.error, "circuit_opened", "\(start) does not answer and is being probed; its events wait.")
    case .recovered: self.init(.info, "recovered", "\(start) is well again.")
    case .firstDeadLetter:
      self.init(.error, "first_dead_letter", "\(start) has a dead letter: `flowrun dead-letters list --flow \(name)` says why.")
    case .journalFailed: self.init(.error, "journal_failed", "\(start) stopped, since the journal keeps nothing more: \(alert.reason)")
    }
    if case .flow = alert.subject { flow = name } else { connection = name }
  }

  /// An id says nothing of a person; an address or a name would.
  private static func identity(_ about: String) -> String? {
    about.utf8.count <= 64
      && about.utf8.contains { (0x30...0x39).contains($0) }
      && about.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
      } ? about : nil
  }
}
