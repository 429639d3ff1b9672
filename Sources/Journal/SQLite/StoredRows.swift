import CEL
import Calls
import FlowEngine

/// How the engine's rows lie in columns: each `bind` and the `read` beside it name the same columns in the same order.

extension PreparedStatement {
  /// Binds a moment: nanoseconds since 1970 where 64 bits hold them, else text.
  @discardableResult func bind(_ time: Timestamp) -> PreparedStatement {
    let (nanos, overflow) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = nanos.addingReportingOverflow(Int64(time.nanos))
    return overflow || carry ? bind(time.description) : bind(sum)
  }

  @discardableResult func bind(_ time: Timestamp?) -> PreparedStatement { time.map { bind($0) } ?? bindNull() }

  @discardableResult func bind(stored value: Value) throws(JournalFailure) -> PreparedStatement { bind(try StoredValue.encode(value)) }

  @discardableResult func bind(stored value: Value?) throws(JournalFailure) -> PreparedStatement {
    guard let value else { return bindNull() }
    return bind(try StoredValue.encode(value))
  }

  @discardableResult func bind(_ state: RetryState?) -> PreparedStatement {
    bind(state?.attempts).bind(state?.spent).bind(state?.due).bind(state?.connection).bind(state?.reason)
  }

  /// Binds ending, reason, reason_step, reason_code, reason_text, reason_advice.
  @discardableResult func bind(_ ending: Ending) -> PreparedStatement {
    bind(ending.name).bind(ending.reasonCode)
    switch ending {
    case .done: return bindNull().bindNull().bindNull().bindNull()
    case .skipped(.noMatch(let step)), .skipped(.manyMatches(let step)): return bind(step).bindNull().bindNull().bindNull()
    case .skipped(.step(let step, let text)): return bind(step).bindNull().bind(text).bindNull()
    case .skipped: return bindNull().bindNull().bindNull().bindNull()
    case .dead(let reason): return bind(reason.step).bind(reason.code).bind(reason.text).bind(reason.advice)
    }
  }
}

extension StatementRow {
  func moment(_ column: Int32, _ table: String) throws(JournalFailure) -> Timestamp {
    if isInteger(column) {
      let nanos = integer(column)
      let (seconds, rest) = nanos.quotientAndRemainder(dividingBy: 1_000_000_000)
      if let time = rest < 0
        ? Timestamp(seconds: seconds - 1, nanos: Int32(rest + 1_000_000_000)) : Timestamp(seconds: seconds, nanos: Int32(rest))
      {
        return time
      }
    } else if let time = Timestamp(text(column)) {
      return time
    }
    throw .unreadableRow(table: table, detail: "`\(text(column))` is no moment")
  }

  func optionalMoment(_ column: Int32, _ table: String) throws(JournalFailure) -> Timestamp? {
    isNull(column) ? nil : try moment(column, table)
  }

  func value(_ column: Int32, _ table: String) throws(JournalFailure) -> Value { try StoredValue.decode(bytes(column), table: table) }

  func optionalValue(_ column: Int32, _ table: String) throws(JournalFailure) -> Value? { isNull(column) ? nil : try value(column, table) }

  /// A word of a closed list.
  func word<Word: RawRepresentable<String>>(_ column: Int32, _ table: String, as: Word.Type = Word.self) throws(JournalFailure) -> Word {
    guard let word = Word(rawValue: text(column)) else { throw .unreadableRow(table: table, detail: "`\(text(column))` is unknown") }
    return word
  }

  /// The five columns of a retry from `column` on.
  func retry(_ column: Int32, _ table: String) throws(JournalFailure) -> RetryState? {
    guard !isNull(column) else { return nil }
    return RetryState(
      attempts: Int(integer(column)), spent: double(column + 1), due: try moment(column + 2, table), connection: optionalText(column + 3),
      reason: text(column + 4))
  }

  /// The six columns of an ending from `column` on.
  func ending(_ column: Int32, _ table: String) throws(JournalFailure) -> Ending {
    let step = optionalText(column + 2)
    switch text(column) {
    case "done": return .done
    case "dead":
      return .dead(
        DeadReason(
          try word(column + 1, table), step: step, code: optionalText(column + 3), text: text(column + 4), advice: text(column + 5)))
    case "skipped":
      switch text(column + 1) {
      case "no_match": return .skipped(.noMatch(step: step ?? ""))
      case "many_matches": return .skipped(.manyMatches(step: step ?? ""))
      case "step": return .skipped(.step(step ?? "", reason: text(column + 4)))
      case let code:
        let plain: [SkipReason] = [.repeated, .unchanged, .when, .once, .superseded, .before]
        guard let reason = plain.first(where: { $0.code == code }) else { throw .unreadableRow(table: table, detail: "`\(code)` is unknown") }
        return .skipped(reason)
      }
    case let name: throw .unreadableRow(table: table, detail: "`\(name)` is unknown")
    }
  }

  func isInteger(_ column: Int32) -> Bool { kind(column) == .integer }
}

/// Lists that lie in one column, as stored values.
enum StoredList {
  static func encode(_ changes: [FieldChange]) throws(JournalFailure) -> [UInt8]? {
    if changes.isEmpty { return nil }
    return try StoredValue.encode(.list(changes.map { .list([.string($0.field), $0.before.map { .string($0) } ?? .null, .string($0.after)]) }))
  }

  static func changes(_ bytes: [UInt8]?, _ table: String) throws(JournalFailure) -> [FieldChange] {
    var changes: [FieldChange] = []
    for row in try rows(bytes, table, width: 3) {
      guard let field = row[0].asString, let after = row[2].asString else { throw .unreadableRow(table: table, detail: "a broken change") }
      changes.append(FieldChange(field: field, before: row[1].asString, after: after))
    }
    return changes
  }

  static func encode(_ results: [StepResult]) throws(JournalFailure) -> [UInt8]? {
    if results.isEmpty { return nil }
    return try StoredValue.encode(
      .list(
        results.map { result in
          .list([
            .string(result.key.step), .string(result.key.item), result.outcome.map { .string($0.rawValue) } ?? .null, result.binding,
            result.note.map { .string($0) } ?? .null,
          ])
        }))
  }

  static func results(_ bytes: [UInt8]?, _ table: String) throws(JournalFailure) -> [StepResult] {
    var results: [StepResult] = []
    for row in try rows(bytes, table, width: 5) {
      guard let step = row[0].asString, let item = row[1].asString else { throw .unreadableRow(table: table, detail: "a broken result") }
      results.append(
        StepResult(key: StepKey(step: step, item: item), outcome: row[2].asString.flatMap(StepOutcome.init), binding: row[3], note: row[4].asString))
    }
    return results
  }

  static func encode(_ texts: [String]) throws(JournalFailure) -> [UInt8]? {
    if texts.isEmpty { return nil }
    return try StoredValue.encode(.list(texts.map { .string($0) }))
  }

  static func texts(_ bytes: [UInt8]?, _ table: String) throws(JournalFailure) -> [String] {
    guard let bytes else { return [] }
    guard let list = try StoredValue.decode(bytes, table: table).asList else { throw .unreadableRow(table: table, detail: "no list") }
    return list.compactMap(\.asString)
  }

  private static func rows(_ bytes: [UInt8]?, _ table: String, width: Int) throws(JournalFailure) -> [[Value]] {
    guard let bytes else { return [] }
    guard let list = try StoredValue.decode(bytes, table: table).asList else { throw .unreadableRow(table: table, detail: "no list") }
    let rows = list.compactMap(\.asList)
    guard rows.count == list.count, rows.allSatisfy({ $0.count == width }) else { throw .unreadableRow(table: table, detail: "a broken list") }
    return rows
  }
}
