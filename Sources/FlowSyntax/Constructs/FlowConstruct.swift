/// The keys of a flow.
public enum FlowKeys {
  static let flowrun = Key("flowrun", .integer(1...1), required: true, example: "1", "The version of the language.")
  static let description = Key("description", .text, example: "Show each customer's health on its account.", "What the flow is for, in a sentence.")
  static let owner = Key("owner", .text, example: "revops@acme.example", "Who answers for it; shown in alerts.")
  static let trigger = Key(
    "trigger", .list(.construct("webhook")), required: true, example: "[{ poll: salesforce.Account, every: 10m }]",
    "Where events come from: `webhook`, `message` and `poll` sources, each of which maps its `row` to the `event`.")
  static let when = Key("when", .formula, standard: "every event", example: "=event.score != null", "Which events matter; the rest end `skipped`.")
  static let about = Key(
    "about", .computed, standard: "the record; required for `webhook`", example: "=event.gsid",
    "The thing an event is about; `changed` and `once` look at its past.")
  static let changed = Key(
    "changed", .list(.text), standard: "`message` and `poll`: every field that the flow reads; `webhook`: not asked", example: "[score]",
    "Fields of the event of which one must differ from what was last seen or written by us; `was.FIELD` is the value before.")
  static let once = Key(
    "once", .boolean, standard: "false", example: "true", "Instead of `changed`: of the events that pass `when`, the first per `about`, ever.")
  static let key = Key(
    "key", .computed, standard: "`about`", example: "=event.AccountId",
    "Events of one key run in order, one at a time; keys run in parallel. Null: on its own.")
  static let at = Key(
    "at", .formula, standard: "when a person changed the record, or arrival", example: "=event.at",
    "When it happened. Orders webhooks and decides `newest_wins`.")
  static let window = Key(
    "window", .construct("window"), standard: "one pass", example: "{ events: 2000, wait: 30s, keep: latest }", "Collects events before they run.")
  static let tables = Key(
    "tables", .map(.construct("table")), example: "{ csm: { file: tables/csm.csv, key: territory } }",
    "Values to look up with `vlookup(tables.NAME, key)`: an inline map, or a CSV file.")
  static let priority = Key(
    "priority", .choice(Flow.Priority.allCases.map(\.rawValue)), standard: "normal", example: "high",
    "Which flow slows down last when calls run short.")
  static let timeZone = Key(
    "time_zone", .text, standard: "the project's, else UTC", example: "Europe/Berlin",
    "The zone of days, and of times that are written without an offset.")
  static let retry = Key(
    "retry", .construct("retry"), standard: "the project's", example: "{ for: 24h }", "How long and how often failed calls are repeated.")
  static let alert = Key(
    "alert", .construct("alert"), standard: "the project's", example: "{ notify: slack, to: revops-alerts, failed: 5% }",
    "Who is told when it goes wrong.")
  static let steps = Key("steps", .list(.construct("step")), required: true, example: "[{ id: end, skip: nothing to do }]", "What happens, in order.")

  /// The construct.
  public static let construct = Construct(
    "flow", "One YAML file: where events come from, which of them matter, and what happens for each.",
    keys: [
      flowrun, description, owner, trigger, when, about, changed, once, key, at, window, tables, priority, timeZone, retry, alert, steps,
    ],
    example: """
      flowrun: 1
      trigger:
        - { poll: salesforce.Account, every: 10m }
      when: =event.Type == "Customer"
      steps:
        - id: company
          upsert: gainsight.company
          match: { SfdcAccountId: =event.Id }
          set: { Name: =event.Name, SfdcAccountId: =event.Id }
      """)
}

/// The keys of `window:`.
public enum WindowKeys {
  static let events = Key("events", .integer(1...100_000), example: "2000", "Runs when so many have come.")
  static let wait = Key("wait", .duration, example: "30s", "Runs so long after the first has come.")
  static let keep = Key(
    "keep", .choice(Flow.Window.Keep.allCases.map(\.rawValue)), standard: "all", example: "latest",
    "Of the events about one thing, all or the latest; the others end `skipped: superseded`.")

  /// The construct.
  public static let construct = Construct(
    "window", "Collects events, so that many of them share a call.", keys: [events, wait, keep],
    example: "window: { events: 2000, wait: 30s, keep: latest }")
}

/// The keys of a table that is a file.
public enum TableKeys {
  static let file = Key("file", .text, required: true, example: "tables/csm.csv", "The CSV file, by path from `flowrun.yaml`.")
  static let key = Key("key", .oneOrMany(.text), required: true, example: "[territory, tier]", "The column, or columns, by which rows are found.")

  /// The construct.
  public static let construct = Construct(
    "table", "A CSV file to look values up in.", keys: [file, key], example: "tables: { csm: { file: tables/csm.csv, key: [territory, tier] } }")
}

/// The keys of `retry:`.
public enum RetryKeys {
  static let total = Key(
    "for", .duration, standard: "24h", example: "24h",
    "How long a call is repeated before its event is a dead letter; time with an open circuit does not count.")
  static let first = Key("first", .duration, standard: "1s", example: "1s", "The first pause; each further one is up to twice as long.")
  static let most = Key("most", .duration, standard: "15m", example: "15m", "The longest pause.")

  /// The construct.
  public static let construct = Construct(
    "retry", "How long and how often failed calls are repeated.", keys: [total, first, most], example: "retry: { for: 24h, first: 1s, most: 15m }")
}

/// The keys of `alert:`.
public enum AlertKeys {
  static let notify = Key("notify", .connection, example: "slack", "The connection that carries the alert.")
  static let to = Key("to", .oneOrMany(.text), example: "revops-alerts", "The channel or address; one or a list.")
  static let command = Key("command", .list(.text), example: "[./page.sh]", "A program to run instead; the alert is its standard input.")
  static let failed = Key("failed", .percent, example: "5%", "Alerts when more of the last 15 minutes' events failed.")
  static let lag = Key("lag", .duration, example: "10m", "Alerts when an event has waited longer.")

  /// The construct.
  public static let construct = Construct(
    "alert", "Who is told when events fail or wait. Dead letters and recovery are always told.", keys: [notify, to, command, failed, lag],
    example: "alert: { notify: slack, to: revops-alerts, failed: 5%, lag: 10m }")
}
