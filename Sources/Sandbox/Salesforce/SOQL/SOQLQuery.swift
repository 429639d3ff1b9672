/// A parsed query.
struct SOQLQuery: Sendable {
  var text: String
  var select: [SelectItem] = []
  var object = ""
  var objectOffset = 0
  /// What stands for a path from the object: `c` for the object itself, `a` for `["Account"]` in `FROM Contact c, c.Account a`.
  var aliases: [String: [String]] = [:]
  var condition: SOQLCondition?
  var groupBy: [SOQLField] = []
  var having: SOQLCondition?
  var orderBy: [SOQLOrder] = []
  var limit: Int?
  var offset: Int?

  /// `SELECT COUNT() FROM …`.
  var isCount: Bool {
    if case .aggregate(let call, _)? = select.first { select.count == 1 && call.function == "COUNT" && call.path.isEmpty } else { false }
  }

  var isAggregate: Bool {
    !groupBy.isEmpty
      || select.contains { item in
        if case .aggregate = item { true } else { false }
      }
  }
}

/// A field path, with the function around it where there is one.
struct SOQLField: Sendable, Hashable {
  var path: [String]
  /// In capitals: `COUNT`, `MAX`, `CALENDAR_YEAR`, `TOLABEL` …
  var function: String?
  var offset: Int

  static func == (a: SOQLField, b: SOQLField) -> Bool {
    a.function == b.function && a.path.map { $0.lowercased() } == b.path.map { $0.lowercased() }
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(function)
    hasher.combine(path.map { $0.lowercased() })
  }
}

enum SelectItem: Sendable {
  case field(SOQLField, alias: String?)
  case aggregate(SOQLField, alias: String?)
  case children(SOQLQuery)
  case typeOf(SOQLField, cases: [(object: String, fields: [SOQLField])], otherwise: [SOQLField])
  /// `FIELDS(ALL)`, `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`.
  case fields(String, offset: Int)
}

struct SOQLOrder: Sendable {
  var field: SOQLField
  var descending = false
  var nullsLast = false
}

indirect enum SOQLCondition: Sendable {
  case and([SOQLCondition])
  case or([SOQLCondition])
  case not(SOQLCondition)
  case compare(SOQLField, SOQLOperator, SOQLLiteral)
  case member(SOQLField, negated: Bool, [SOQLLiteral])
  case join(SOQLField, negated: Bool, SOQLQuery)
  case includes(SOQLField, negated: Bool, [String])
}

enum SOQLOperator: String, Sendable {
  case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", like = "LIKE"
}

enum SOQLLiteral: Sendable, Equatable {
  /// With its escapes.
  case string(String)
  case number(Double)
  case bool(Bool)
  case null
  case date(CivilDate)
  case datetime(Instant)
  /// `TODAY`, `LAST_N_DAYS:30` … in capitals.
  case period(String, Int)
}
