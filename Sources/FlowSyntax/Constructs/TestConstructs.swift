/// The keys of a test file, `NAME.test.yaml` beside the flow `NAME.yaml`.
public enum TestKeys {
  static let test = Key("test", .text, required: true, example: "sync-health-scores", "The flow that is tested: a file of that name beside this one.")
  static let clock = Key(
    "clock", .text, standard: "2026-01-05T09:00:00Z", example: "2026-03-14T09:00:00Z",
    "What time it is when a case begins. It goes on only as the case says, or as a retry or window waits.")
  static let settings = Key(
    "settings", .map(.data), example: "{ renewal_days: 90 }", "Settings that differ from the project's.")
  static let world = Key(
    "world", .map(.data), example: "{ salesforce.Account: [{ Id: 001000000000001AAA, Name: Acme }] }",
    """
    The records that exist, by `CONNECTION.OBJECT`: a list of records, an aligned table as text, or `{ file: accounts.csv }`. A blank cell is null.
    """)
  static let recording = Key(
    "recording", .text, example: "scores.exchanges.yaml",
    """
    Instead of `world`: a file of `flowrun record`, from this file's folder. The connectors themselves run and get its answers, no socket is opened; \
    a request that it does not hold fails the case. `clock` is then when it was recorded, unless it is said. A recording begins with an empty journal.
    """)
  static let cases = Key(
    "cases", .list(.construct("case")), required: true,
    example: "[{ name: a drop, events: [{ webhook: { score: 42 } }], expect: { outcomes: { done: 1 } } }]",
    "What is tried, each from the same world and an empty journal.")

  static let equivalent = Key(
    "equivalent", .list(.construct("equivalent")), example: "[{ mutant: write drop-field Phone, reason: it has that value already }]",
    "Mutants that mean the same as the flow, so that no test can tell them apart.")

  /// The construct.
  public static let construct = Construct(
    "test", "A test of one flow: events, a world of records, and what must come of them. `flowrun test` runs it with the engine that runs the flow.",
    keys: [test, clock, settings, world, recording, cases, equivalent],
    example: """
      test: sync-health-scores
      clock: 2026-03-14T09:00:00Z
      world:
        salesforce.Account: |
          Id                 | Name     | Health_Score__c
          001000000000001AAA | Acme Inc | 71
      cases:
        - name: a drop is shown as declining
          events: [{ webhook: { companyGsid: 1P02X, companyName: ACME, score: "42", changedAt: "2026-03-14T08:59:00Z" }, was: { score: 71 } }]
          expect:
            outcomes: { done: 1 }
            records: { salesforce.Account: [{ Id: 001000000000001AAA, Health_Score__c: 42, Health_Trend__c: Declining }] }
      """)
}

/// The keys of a case.
public enum CaseKeys {
  static let name = Key("name", .text, required: true, example: "a drop is shown as declining", "What should hold, in words. Unique in the file.")
  static let events = Key(
    "events", .list(.construct("event")), required: true, example: "[{ webhook: { score: 42 } }]", "What comes in, one after another.")
  static let clock = Key("clock", .text, standard: "the file's", example: "2026-03-14T09:00:00Z", "What time it is when the case begins.")
  static let settings = Key("settings", .map(.data), example: "{ renewal_days: 90 }", "Settings of this case alone.")
  static let world = Key(
    "world", .map(.data), example: "{ salesforce.Account: [] }",
    "Objects whose records differ from the file's `world`; they replace those of the object.")
  static let recording = Key(
    "recording", .text, standard: "the file's", example: "scores.exchanges.yaml", "The recording that answers this case, instead of records.")
  static let faults = Key(
    "faults", .list(.construct("fault")), example: "[{ at: write, is: timeout_after_commit }]", "What goes wrong at the systems.")
  static let expect = Key("expect", .construct("expect"), required: true, example: "{ outcomes: { done: 1 } }", "What must have come of it.")

  /// The construct.
  public static let construct = Construct(
    "case", "Events, and what must come of them.", keys: [name, clock, settings, world, recording, events, faults, expect],
    example: """
      - name: a score of a company that nobody knows
        events: [{ webhook: { companyGsid: 1P0NONE, companyName: Nobody, score: "42", changedAt: "2026-03-14T08:59:00Z" } }]
        expect: { outcomes: { dead: { no_match: 1 } }, calls: { salesforce: { write: 0 } } }
      """)
}

/// The keys of an event of a test.
public enum TestEventKeys {
  static let webhook = Key("webhook", .data, example: "{ companyGsid: 1P02X, score: 42 }", "The body that the source's system posts.")
  static let message = Key(
    "message", .fields, example: "{ Id: 001000000000001AAA }", "A record that an outbound message tells of; what is not named is as in the world.")
  static let poll = Key(
    "poll", .fields, example: "{ Gsid: 1P02X, Stage: Renewal }",
    """
    A record that the source's next poll brings; it is put into the world first, and what is not named stays as it is there. \
    Over a recording `poll: {}`: the rows are those that it holds.
    """)
  static let source = Key(
    "source", .integer(1...100), standard: "1", example: "2", "Which source of that kind is meant, where the flow has several, counted from 1.")
  static let was = Key(
    "was", .fields, example: "{ score: 71 }", "Values of event fields as they had been seen before, for `changed` and `was`.")
  static let after = Key("after", .duration, standard: "1s", example: "10m", "How long after the event before it comes.")

  static let kinds = [webhook, message, poll]

  /// The construct.
  public static let construct = Construct(
    "event", "One thing that comes in: a webhook's body, or a record that a message or a poll brings.", keys: kinds + [source, was, after],
    example: "events: [{ webhook: { companyGsid: 1P02X, score: \"42\" }, was: { score: 71 } }]")
}

/// The keys of a fault.
public enum FaultKeys {
  static let at = Key(
    "at", .choice(TestFault.Place.allCases.map(\.rawValue)), required: true, example: "write",
    "The kind of call that it strikes, or `delivery`: the event itself.")
  static let kind = Key(
    "is", .choice(TestFault.Kind.allCases.map(\.rawValue)), required: true, example: "timeout_after_commit",
    """
    What happens. `rate_limit`: refused, nothing is done. `timeout_after_commit`: done, and no answer comes. `partial_batch`: some records of the \
    call are refused for now. `rejected`: refused for good, as by a validation rule or for a channel that is not there. `maintenance`: the \
    connection is down for a while. `duplicate_delivery`: each event comes twice.
    """)
  static let connection = Key("connection", .connection, standard: "any", example: "salesforce", "The connection that it strikes.")
  static let call = Key("call", .integer(1...10_000), standard: "1", example: "2", "Which call of that kind it strikes, counted from 1.")
  static let length = Key("for", .duration, standard: "5m", example: "30m", "How long a `maintenance` or the pause after a `rate_limit` lasts.")
  static let records = Key("records", .integer(1...10_000), standard: "1", example: "2", "How many records a `partial_batch` refuses.")

  /// The construct.
  public static let construct = Construct(
    "fault", "Something that goes wrong at a system, by name.", keys: [at, kind, connection, call, length, records],
    example: "faults: [{ at: write, is: timeout_after_commit }]")
}

/// The keys of what a case expects.
public enum ExpectKeys {
  static let outcomes = Key(
    "outcomes", .construct("outcomes"), example: "{ done: 1, skipped: { unchanged: 2 } }",
    "How many events end how; what is not named must not occur.")
  static let records = Key(
    "records", .map(.data), example: "{ salesforce.Account: [{ Id: 001000000000001AAA, Health_Score__c: 42 }] }",
    """
    Records as they are at the end, by `CONNECTION.OBJECT`, written as in `world`. One with its identity is that record; another must be \
    there once.
    """)
  static let calls = Key(
    "calls", .map(.construct("calls")), example: "{ salesforce: { find: 1, write: 1 } }",
    "How many calls each connection gets; kinds that are not named are free.")
  static let messages = Key(
    "messages", .list(.construct("test_message")), example: "[{ to: cs-handoffs, text: '*Acme* is won' }]",
    "The messages that are sent, in order; all of them.")
  static let steps = Key(
    "steps", .map(.data), example: "{ account: found, plan: { tier: Growth } }",
    """
    What steps did and gave: the outcome as a word (`found`, `created`, `not_run`, …), or values of fields; a list has one for each event that \
    went through the steps.
    """)
  static let exact = Key(
    "exact", .boolean, standard: "false", example: "true", "Whether `records` and `steps` name all rows and fields, so that any other is a failure.")

  /// The construct.
  public static let construct = Construct(
    "expect", "What must have come of a case. What is not named is free.", keys: [outcomes, records, calls, messages, steps, exact],
    example: """
      expect:
        outcomes: { done: 1 }
        calls: { salesforce: { write: 2 } }
        records: { salesforce.Account: [{ Id: 001000000000001AAA, Health_Score__c: 42 }] }
      """)

  static let done = Key("done", .integer(0...1_000_000), standard: "0", example: "1", "Events that went through all steps.")
  static let skipped = Key(
    "skipped", .data, standard: "0", example: "{ unchanged: 1 }", "Events that were left without effect: how many, or how many by reason.")
  static let dead = Key("dead", .data, standard: "0", example: "{ no_match: 1 }", "Events in the dead letters: how many, or how many by reason.")
  /// `outcomes:`.
  public static let outcomesConstruct = Construct(
    "outcomes", "How many events end how.", keys: [done, skipped, dead], example: "outcomes: { done: 1, skipped: { unchanged: 2 }, dead: 0 }")

  static let find = Key("find", .integer(0...1_000_000), example: "1", "Queries for records.")
  static let write = Key("write", .integer(0...1_000_000), example: "1", "Creates and updates.")
  static let pollCalls = Key("poll", .integer(0...1_000_000), example: "1", "Readings of a poll source.")
  static let notify = Key("notify", .integer(0...1_000_000), example: "1", "Messages.")
  static let operation = Key("call", .integer(0...1_000_000), example: "1", "Operations.")
  /// `calls:`.
  public static let callsConstruct = Construct(
    "calls", "How many calls a connection gets.", keys: [find, write, pollCalls, notify, operation],
    example: "calls: { salesforce: { find: 1, write: 1 } }")

  static let by = Key("by", .target, example: "slack", "The connection, or connection and channel, that sends it.")
  static let to = Key("to", .oneOrMany(.text), example: "cs-handoffs", "Who gets it.")
  static let subject = Key("subject", .text, example: "Renewal of Acme", "Its subject.")
  static let text = Key("text", .text, example: "'*Acme* is won'", "What it says.")
  static let mention = Key("mention", .oneOrMany(.text), example: "005000000000001AAA", "Who is mentioned.")
  /// One of `messages:`.
  public static let messageConstruct = Construct(
    "test_message", "A message that a flow sends.", keys: [by, to, subject, text, mention],
    example: "messages: [{ by: slack, to: cs-handoffs, text: '*Acme* is won' }]")
}

/// The keys of a mutant that is no change.
public enum EquivalentKeys {
  static let mutant = Key(
    "mutant", .text, required: true, example: "write drop-field Phone", "The mutant, as `flowrun test --mutate` lists it.")
  static let reason = Key(
    "reason", .text, required: true, example: "the account has the same value already", "Why no test can tell it from the flow.")

  /// The construct.
  public static let construct = Construct(
    "equivalent", "A mutant of the flow that means the same (see grammar/mutants.md).", keys: [mutant, reason],
    example: "equivalent: [{ mutant: write drop-field Phone, reason: the account has the same value already }]")
}

extension Constructs {
  /// Those of test files.
  public static let tests = [
    TestKeys.construct, CaseKeys.construct, TestEventKeys.construct, FaultKeys.construct, ExpectKeys.construct, ExpectKeys.outcomesConstruct,
    ExpectKeys.callsConstruct, ExpectKeys.messageConstruct, EquivalentKeys.construct,
  ]
}
