import Diagnostics

/// What each part allows and the whole does not, FLOW0500 to FLOW0599.
enum RuleFact: FindingFact {
  case webhookWithoutAbout
  case onceAndChanged
  case onceWithPollWithoutStart
  case wasWithOnce
  case noWebhookIdentity
  case missingEventField(String, line: String)
  case differentEventField(String, first: String, second: String)
  case shapelessSource
  case unconverted(String)
  case createNotFound(String)
  case keyNotWritten(String, object: String)
  case notCreateable(object: String)
  case notUpdateable(object: String)
  case fieldNotCreateable(String, object: String)
  case fieldNotUpdateable(String, object: String)
  case stampNoTime(String)
  case blankNotSet(String)
  case setTwice(String)
  case notPollable(String)
  case cycle([String])
  case cycleWithoutReading
  case ring([String])
  case twoWriters(String, other: String)
  case watchedElsewhere(String, path: String)
  case pollsOverBudget(connection: String, calls: Int, budget: Int)
  case eventsOverBudget(connection: String, calls: Int, left: Int)
  case sharedKey(String, object: String)
  case requiredNotSet([String], object: String)
  case noAddress(String)

  var code: FindingCode {
    switch self {
    case .webhookWithoutAbout: 500
    case .onceAndChanged: 501
    case .onceWithPollWithoutStart: 502
    case .wasWithOnce: 503
    case .noWebhookIdentity: 504
    case .missingEventField: 505
    case .differentEventField: 506
    case .shapelessSource: 507
    case .unconverted: 508
    case .createNotFound: 509
    case .keyNotWritten: 510
    case .notCreateable: 511
    case .notUpdateable: 512
    case .fieldNotCreateable: 513
    case .fieldNotUpdateable: 514
    case .stampNoTime: 516
    case .blankNotSet: 517
    case .setTwice: 518
    case .notPollable: 519
    case .cycle: 520
    case .cycleWithoutReading: 521
    case .twoWriters: 522
    case .watchedElsewhere: 523
    case .pollsOverBudget: 524
    case .eventsOverBudget: 525
    case .sharedKey: 526
    case .requiredNotSet: 527
    case .ring: 528
    case .noAddress: 529
    }
  }

  var severity: Severity {
    switch self {
    case .noWebhookIdentity, .blankNotSet, .ring, .twoWriters, .watchedElsewhere, .pollsOverBudget, .eventsOverBudget: .warning
    default: .error
    }
  }

  var message: String {
    switch self {
    case .webhookWithoutAbout: "A flow with a `webhook` must say what an event is about."
    case .onceAndChanged: "`once` and `changed` exclude each other: the first event per `about` has nothing to differ from."
    case .onceWithPollWithoutStart: "With `once`, a `poll` must say which of the rows that exist already are run."
    case .wasWithOnce: "With `once` nothing is kept of an event, so `was` is always null."
    case .noWebhookIdentity: "Nothing tells a repeated call of this webhook from a new one."
    case .missingEventField(let name, _): "This source's `event` has no `\(name)`, which the other source gives."
    case .differentEventField(let name, let first, let second): "`\(name)` is \(second) here and \(first) in the first source."
    case .shapelessSource: "This source passes its row on as it is, and the other source gives fields of its own."
    case .unconverted(let name): "The webhook may send anything as `\(name)`: it must be converted."
    case .createNotFound(let object): "Nothing stops this step from creating the same \(object) twice."
    case .keyNotWritten(let field, let object): "A new \(object) would not be found again: `\(field)` is matched and not set."
    case .notCreateable(let object): "Records of `\(object)` cannot be created."
    case .notUpdateable(let object): "Records of `\(object)` cannot be changed."
    case .fieldNotCreateable(let field, let object): "`\(field)` of `\(object)` cannot be set when a record is created."
    case .fieldNotUpdateable(let field, let object): "`\(field)` of `\(object)` cannot be changed."
    case .stampNoTime(let field): "`newest_wins` needs a date-time field, and `\(field)` is none."
    case .blankNotSet(let field): "`\(field)` is in `blank` and not in `set`, so nothing clears it."
    case .setTwice(let field): "`\(field)` is set twice."
    case .cycle(let fields): "These flows answer each other without end: \(fields.map { "`\($0)`" }.joined(separator: " → "))."
    case .cycleWithoutReading: "In a cycle `newest_wins` decides by what a poll of this flow reads, and no poll here is about its record."
    case .ring(let fields): "`newest_wins` settles two records, and this is a ring of more: \(fields.map { "`\($0)`" }.joined(separator: " → "))."
    case .twoWriters(let field, let other): "`\(field)` is written by the flow `\(other)` too, from another source: each undoes the other."
    case .watchedElsewhere(let name, let path): "`\(name)` belongs to another record (`\(path)`), whose change this poll does not see."
    case .pollsOverBudget(let connection, let calls, let budget):
      "The polls of `\(connection)` alone make \(calls) calls a day, and its `per_day` is \(budget)."
    case .eventsOverBudget(let connection, let calls, let left):
      "1,000 events of this flow cost about \(calls) calls of `\(connection)`, and its `per_day` leaves \(left)."
    case .sharedKey(let path, let object): "\(Phrase.quote(path)) names no one record: many of `\(object)` can share it."
    case .requiredNotSet(let fields, let object): "A new \(object) cannot be without \(Phrase.list(fields))."
    case .noAddress(let text): "\(Phrase.quote(text)) is no e-mail address."
    case .notPollable(let object): "`\(object)` does not show what has changed, so it can only be read as a whole."
    }
  }

  var hint: String? {
    switch self {
    case .webhookWithoutAbout: "For example `about: =event.id`."
    case .onceAndChanged: "Keep one of the two."
    case .onceWithPollWithoutStart: "Add `start: now`, `start: 30d` or `start: all` to the poll."
    case .wasWithOnce: "Use `changed` instead of `once`."
    case .noWebhookIdentity: "Add `delivery: =row.ID` to the webhook, or `at:`, `changed:` or `once: true` to the flow."
    case .missingEventField(_, let line): "Add `\(line)`."
    case .differentEventField: "Convert one of the two with `text`, `number`, `flag`, `date` or `time`."
    case .shapelessSource: "Give it an `event:` with the same fields."
    case .unconverted(let name): "Write `\(name): =text(…)`, or `number`, `flag`, `date` or `time`."
    case .createNotFound: "Add `match:` with what makes it the same, or name a unique field in the connection's `stamp`."
    case .keyNotWritten(let field, _): "Set `\(field)` too."
    case .notCreateable, .notUpdateable, .fieldNotUpdateable: nil
    case .fieldNotCreateable: nil
    case .stampNoTime, .blankNotSet, .setTwice: nil
    case .notPollable: "Add `full: true`."
    case .cycle: "Add `newest_wins: FIELD`, a date-time field of the record, to the step in each of them, or `once: true` to one."
    case .cycleWithoutReading: "Add a `poll` of the record that the flow is about, and leave `about` out or make it the record's id."
    case .ring: "Let `newest_wins` be in two opposite flows between two of them, and let a flow without it bring the value to the others."
    case .sharedKey: "End the path in its id, its e-mail address, its name or another field that is unique."
    case .noAddress: "A `mail` connection sends to plain addresses: `to: [ops@acme.example]`."
    case .requiredNotSet: "Set it too; in an `upsert` it may stand under `set_on_create`. To write only to records that exist, use `update`."
    case .twoWriters: "Let one flow write it, or compute it from both sources in one place."
    case .watchedElsewhere: "Add a poll with `full: true`, or watch a field of the record itself."
    case .pollsOverBudget: "Poll less often (`every:`), or use a `message` or `webhook` beside a rarer poll."
    case .eventsOverBudget: "Raise `per_day` if the organization allows it, or let fewer events through with `when` or `where`."
    }
  }
}
