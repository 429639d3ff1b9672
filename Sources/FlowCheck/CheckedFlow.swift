public import CEL
public import FlowSyntax
public import Schema

/// A flow without findings: every name resolved, every formula compiled. What the engine runs.
public struct CheckedFlow: Sendable {
  public var name: String
  /// SHA-256 of the flow's text, its tables and the settings it reads, in hex: two runs of one version decide alike.
  public var version: String
  public var sources: [CheckedSource]
  /// The fields of `event`, in order. Formulas of all sources give the same ones.
  public var eventFields: [String]
  /// Variables of every formula and their slots: `row`, `body`, `event`, `was`, `now`, `today`, `settings`, `tables`, `@outcomes` (a map: step id →
  /// text or null), each step id, the item of each `for_each`.
  public var environment: Environment
  public var when: Expression?
  public var about: Expression?
  public var key: Expression?
  public var at: Expression?
  /// Event fields of which one must differ from what was last seen; empty when every event counts.
  public var changed: [String]
  /// Event fields whose old value a formula reads through `was`; the journal keeps these values, of the others a hash.
  public var readsWas: [String]
  public var once: Bool
  public var window: Window?
  public var steps: [CheckedStep]
  /// `settings` and `tables` as values, bound once.
  public var settings: Value
  public var tables: Value
  public var timeZone: String
  public var retry: Retry
  /// Which flow slows down last when calls run short.
  public var priority = Flow.Priority.normal
  /// Who answers for it.
  public var owner: String?
  public var alert: CheckedAlert?

  /// `window:`; nil fields have the default of one pass.
  public struct Window: Sendable, Equatable {
    public enum Keep: String, Sendable { case all, latest }
    public var events: Int
    /// Seconds.
    public var wait: Double
    public var keep: Keep
    public init(events: Int, wait: Double, keep: Keep) { (self.events, self.wait, self.keep) = (events, wait, keep) }
  }

  /// `retry:` in seconds.
  public struct Retry: Sendable, Equatable {
    public var total: Double
    public var first: Double
    public var most: Double
    public init(total: Double = 86_400, first: Double = 1, most: Double = 900) { (self.total, self.first, self.most) = (total, first, most) }
  }
}

/// One entry of `trigger:`.
public struct CheckedSource: Sendable {
  public enum Kind: Sendable, Equatable {
    case webhook(connection: String)
    case message(connection: String, object: String)
    case poll(connection: String, object: String)
  }

  public var kind: Kind
  /// Each event field's formula over `row`; nil: the row is the event.
  public var event: [(name: String, value: Expression)]?
  /// `each`: a list of rows out of `body`; nil: the body is the row.
  public var each: Expression?
  /// Names a delivery; nil: it is known by its content.
  public var delivery: Expression?
  /// Paths of the polled object that the flow reads.
  public var fields: [String]
  /// The polled or knocked-for object.
  public var object: ObjectSchema?
  public var schedule: Schedule?
  public var full: Bool
  public var start: Start
  /// `where`, checked row by row too.
  public var filter: Expression?
  /// What a backfill narrows its rows to, beside `where`.
  public var selection: Expression?
  /// Set where the source sends existing records through, instead of being polled.
  public var backfill: Backfill?
  /// Event fields that are nothing but a path of the polled or knocked-for record, each with that path: a write of ours to it moves the known value.
  public var recordFields: [String: String] = [:]
  /// True when `about` is the record's identity.
  public var aboutIsRecord = false
  /// True when an event of this source must differ in `changed`: always where the flow says `changed`, otherwise for record sources alone.
  public var asksChanged = true

  public enum Schedule: Sendable, Equatable {
    /// Seconds.
    case every(Double)
    case cron(String, timeZone: String)
  }

  public enum Start: Sendable, Equatable {
    case now, all
    /// Seconds back.
    case since(Double)
  }

  public init(
    kind: Kind, event: [(name: String, value: Expression)]?, each: Expression? = nil, delivery: Expression? = nil, fields: [String] = [],
    object: ObjectSchema? = nil, schedule: Schedule? = nil, full: Bool = false, start: Start = .now, filter: Expression? = nil
  ) {
    self.kind = kind
    self.event = event
    self.each = each
    self.delivery = delivery
    self.fields = fields
    self.object = object
    self.schedule = schedule
    self.full = full
    self.start = start
    self.filter = filter
  }
}

/// One step.
public struct CheckedStep: Sendable {
  public var id: String
  public var when: Expression?
  /// `on_error: continue`.
  public var continuesOnError: Bool
  public var verb: Verb
  /// 1-based line of the step in its file.
  public var line: Int

  public indirect enum Verb: Sendable {
    case lookup(CheckedLookup)
    case update(CheckedWrite)
    case upsert(CheckedWrite)
    case create(CheckedWrite)
    /// Each may use those above it, as `id.name`.
    case transform([(name: String, value: Expression)])
    case skip(Expression)
    case fail(Expression)
    case block([CheckedStep], forEach: (list: Expression, item: String)?)
    case notify(CheckedNotify)
    case call(connection: String, operation: String, with: [(name: String, value: Expression)])
  }

  public init(id: String, when: Expression?, continuesOnError: Bool, verb: Verb, line: Int) {
    self.id = id
    self.when = when
    self.continuesOnError = continuesOnError
    self.verb = verb
    self.line = line
  }
}

/// How records are found.
public struct CheckedMatch: Sendable {
  /// Strategies in order; each a set of fields that must all be equal.
  public var strategies: [Strategy]
  public var onNone: OnNone
  public var onMany: OnMany
  /// `where`, over `row`.
  public var filter: Expression?

  public struct Strategy: Sendable {
    public var fields: [(path: String, schema: FieldSchema?, value: Expression)]
    public var normalized: Bool
    public init(fields: [(path: String, schema: FieldSchema?, value: Expression)], normalized: Bool) {
      self.fields = fields
      self.normalized = normalized
    }
  }

  public enum OnNone: String, Sendable { case fail, skip, `continue`, retry }
  public enum OnMany: String, Sendable { case fail, skip, newest, oldest }

  public init(strategies: [Strategy], onNone: OnNone = .fail, onMany: OnMany = .fail, filter: Expression? = nil) {
    self.strategies = strategies
    self.onNone = onNone
    self.onMany = onMany
    self.filter = filter
  }
}

/// `lookup`.
public struct CheckedLookup: Sendable {
  public var connection: String
  public var object: ObjectSchema
  public var match: CheckedMatch
  public var many: Bool
  /// Paths that later formulas read of the record, the match fields and the identity.
  public var fields: [String]

  public init(connection: String, object: ObjectSchema, match: CheckedMatch, many: Bool, fields: [String]) {
    self.connection = connection
    self.object = object
    self.match = match
    self.many = many
    self.fields = fields
  }
}

/// `update`, `upsert`, `create`.
public struct CheckedWrite: Sendable {
  public var connection: String
  public var object: ObjectSchema
  /// Nil for a `create` that rests on its stamp field alone.
  public var match: CheckedMatch?
  public var set: [Assignment]
  public var setOnCreate: [Assignment]
  /// Fields that a null clears.
  public var blank: Set<String>
  /// The stamp of `newest_wins`.
  public var newestWins: String?
  /// The connection's `stamp` field for this object: carries the effect key of a create.
  public var stamp: String?
  /// Paths to read before writing: those that are set, the stamp of `newest_wins`, what later formulas read, the match fields, the identity.
  public var fields: [String]

  public struct Assignment: Sendable {
    /// A field, or a path that refers to a record by a unique field (`Csm.Email`).
    public var path: String
    public var schema: FieldSchema?
    public var value: Expression
    public init(path: String, schema: FieldSchema?, value: Expression) {
      self.path = path
      self.schema = schema
      self.value = value
    }
  }

  public init(
    connection: String, object: ObjectSchema, match: CheckedMatch?, set: [Assignment], setOnCreate: [Assignment] = [], blank: Set<String> = [],
    newestWins: String? = nil, stamp: String? = nil, fields: [String]
  ) {
    self.connection = connection
    self.object = object
    self.match = match
    self.set = set
    self.setOnCreate = setOnCreate
    self.blank = blank
    self.newestWins = newestWins
    self.stamp = stamp
    self.fields = fields
  }
}

/// `notify`.
public struct CheckedNotify: Sendable {
  public var connection: String
  /// The connector's channel beyond its default: `chatter`.
  public var channel: String?
  public var to: Expression
  public var subject: Expression?
  public var text: Expression
  public var mention: Expression?

  public init(connection: String, channel: String?, to: Expression, subject: Expression?, text: Expression, mention: Expression?) {
    self.connection = connection
    self.channel = channel
    self.to = to
    self.subject = subject
    self.text = text
    self.mention = mention
  }
}
