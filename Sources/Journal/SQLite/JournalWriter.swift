import CEL
import Calls
import FlowEngine
import GRDB

/// Carries out one commit on the writer's connection, inside its transaction.
struct JournalWriter {
  let database: Database
  /// The highest numbers of this commit, kept apart so that they outlive the rows that had them.
  var highestEvent: EventID = 0
  var highestReading: Int64 = 0

  private var statements = Statements()

  init(_ database: Database) { self.database = database }

  mutating func apply(_ operations: [JournalOperation]) throws {
    for operation in operations { try apply(operation) }
    if highestEvent > 0 { try raise("event", to: highestEvent) }
    if highestReading > 0 { try raise("reading", to: highestReading) }
  }

  private mutating func apply(_ operation: JournalOperation) throws {
    switch operation {
    case .accept(let event): try accept(event)
    case .count(let flow, let ending, let time, let rows): try count(flow, ending, time, rows)
    case .remember(let key, let time): try remember(key, time)
    case .know(let value): try know(value)
    case .wrote(let write): try wrote(write)
    case .claim(let claim): try self.claim(claim)
    case .release(let key, let event): try release(key, event)
    case .watermark(let mark): try watermark(mark)
    case .survive(let event, let was, let changed): try survive(event, was, changed)
    case .begin(let event, let version): try begin(event, version)
    case .save(let event, let results): try save(event, results)
    case .intend(let effects): try intend(effects)
    case .confirm(let effect, let id): try confirm(effect, id)
    case .carry(let effects, let job): try carry(effects, job)
    case .doubt(let effect): try doubt(effect)
    case .fail(let effect, let failure): try fail(effect, failure)
    case .withdraw(let effect): try withdraw(effect)
    case .retry(let event, let state): try retry(event, state)
    case .end(let event, let end): try self.end(event, end)
    case .deadLetter(let letter): try deadLetter(letter)
    case .pause(let connection, let reason): try pause(connection, reason)
    case .allowance(let connection, let used):
      try statement(\.allowance, "INSERT OR REPLACE INTO allowance VALUES (?, ?)").bind(connection).bind(used).run()
    case .mark(let mark): try self.mark(mark)
    }
  }

  /// The statement, compiled once a connection and looked up once a commit.
  mutating func statement(_ place: WritableKeyPath<Statements, PreparedStatement?>, _ sql: String) throws -> PreparedStatement {
    if let statement = statements[keyPath: place] { return statement }
    let statement = try PreparedStatement(database, sql)
    statements[keyPath: place] = statement
    return statement
  }

  /// Runs a change that must hit a row: the engine is wrong about the journal if it does not.
  func hit(_ statement: PreparedStatement, _ what: @autoclosure () -> String) throws {
    guard try statement.run() > 0 else { throw JournalFailure.refused(detail: what()) }
  }

  private mutating func raise(_ name: String, to value: Int64) throws {
    try statement(
      \.raise, "INSERT INTO highest VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value WHERE excluded.value > value"
    ).bind(name).bind(value).run()
  }

  struct Statements {
    var raise, accept, survive, begin, begun, retry, end, forgetResults, save: PreparedStatement?
    var intend, carry, confirm, doubt, fail, withdraw: PreparedStatement?
    var count, remember, know, wrote, claim, release, watermark, deadLetter, pause, resume, mark, allowance: PreparedStatement?
  }
}
