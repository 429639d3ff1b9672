import GRDB

/// What a journal keeps of its flows, and moving or dropping it: for flows and steps that have another name, or none any more.
///
/// It owns the journal while it is open: a flow must not run meanwhile.
public final class StateDesk: Sendable {
  /// What is kept of one flow.
  public struct Holding: Sendable, Equatable {
    public var flow: String
    public var open: Int
    public var ended: Int
    public var deadLetters: Int
    public var knownValues: Int
    public var claims: Int
    public var deliveries: Int
  }

  /// Why state cannot be moved or dropped.
  public enum Refusal: Error, Sendable, Equatable {
    case nothing(String)
    case taken(String)
    case openEvents(String, Int)
    case deadLetters(String, Int)
    case journal(JournalFailure)
  }

  private static let tables = ["event", "known", "delivery", "claim", "watermark", "dead_letter", "tally"]
  private static let versions = ["edition", "edition_file"]

  private let path: String
  private let pool: DatabasePool
  private let lock: OwnerLock

  /// Opens a journal that exists and that no process owns.
  public init(path: String) throws(JournalFailure) {
    self.path = path
    lock = try OwnerLock(journal: path)
    pool = try JournalFile.open(path)
  }

  /// What is kept, flow by flow.
  public func holdings() throws(Refusal) -> [Holding] {
    try change { database in
      try Self.flows(database).map { flow in
        func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: "SELECT count(*) FROM \(sql)", arguments: [flow]) ?? 0 }
        return Holding(
          flow: flow, open: try count("event WHERE flow = ? AND ending IS NULL"), ended: try count("event WHERE flow = ? AND ending IS NOT NULL"),
          deadLetters: try count("dead_letter WHERE flow = ?"), knownValues: try count("known WHERE flow = ?"),
          claims: try count("claim WHERE flow = ?"), deliveries: try count("delivery WHERE flow = ?"))
      }
    }
  }

  /// Gives all that is kept of a flow to another name, which has nothing yet.
  public func move(flow: String, to name: String) throws(Refusal) {
    try change { database in
      let flows = try Self.flows(database)
      guard flows.contains(flow) else { throw Refusal.nothing(flow) }
      guard !flows.contains(name) else { throw Refusal.taken(name) }
      for table in Self.versions { try database.execute(sql: "DELETE FROM \(table) WHERE flow = ?", arguments: [name]) }
      for table in Self.tables + Self.versions {
        try database.execute(sql: "UPDATE \(table) SET flow = ? WHERE flow = ?", arguments: [name, flow])
      }
    }
  }

  /// Gives the results and effects of a step to another name, which has none in this flow yet. Earlier versions of the flow do not know that
  /// name: what is open or dead goes on under the present one.
  public func move(step: String, of flow: String, to name: String) throws(Refusal) {
    try change { database in
      func count(_ table: String, _ step: String) throws -> Int {
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM \(table) WHERE step = ? AND event IN (SELECT id FROM event WHERE flow = ?)", arguments: [step, flow])
          ?? 0
      }
      guard try count("effect", step) + count("result", step) > 0 else { throw Refusal.nothing("\(flow).\(step)") }
      guard try count("effect", name) + count("result", name) == 0 else { throw Refusal.taken("\(flow).\(name)") }
      for table in ["effect", "result"] {
        try database.execute(
          sql: "UPDATE \(table) SET step = ? WHERE step = ? AND event IN (SELECT id FROM event WHERE flow = ?)", arguments: [name, step, flow])
      }
      try database.execute(sql: "UPDATE event SET version = '' WHERE flow = ? AND ending IS NULL", arguments: [flow])
      try database.execute(sql: "UPDATE dead_letter SET version = '' WHERE flow = ?", arguments: [flow])
    }
  }

  /// Forgets what open events have done in a step, and what dead letters had: it runs again for them where the flow has it.
  public func drop(step: String, of flow: String) throws(Refusal) {
    try change { database in
      var dropped = 0
      for table in ["effect", "result"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE step = ? AND event IN (SELECT id FROM event WHERE flow = ? AND (ending IS NULL OR ending = 'dead'))",
          arguments: [step, flow])
        dropped += database.changesCount
      }
      if dropped == 0 { throw Refusal.nothing("\(flow).\(step)") }
    }
  }

  /// Forgets all that is kept of a flow. Events that are open, and dead letters, are somebody's to end first; with `open` they are given up.
  public func drop(flow: String, open givesUp: Bool = false) throws(Refusal) {
    try change { database in
      guard try Self.flows(database).contains(flow) else { throw Refusal.nothing(flow) }
      let open = try Int.fetchOne(database, sql: "SELECT count(*) FROM event WHERE flow = ? AND ending IS NULL", arguments: [flow]) ?? 0
      if open > 0, !givesUp { throw Refusal.openEvents(flow, open) }
      let dead = try Int.fetchOne(database, sql: "SELECT count(*) FROM dead_letter WHERE flow = ?", arguments: [flow]) ?? 0
      if dead > 0, !givesUp { throw Refusal.deadLetters(flow, dead) }
      // Ids are never given twice, whatever is forgotten.
      try database.execute(sql: "DELETE FROM effect WHERE event IN (SELECT id FROM event WHERE flow = ?)", arguments: [flow])
      try database.execute(sql: "DELETE FROM result WHERE event IN (SELECT id FROM event WHERE flow = ?)", arguments: [flow])
      for table in Self.tables + Self.versions { try database.execute(sql: "DELETE FROM \(table) WHERE flow = ?", arguments: [flow]) }
    }
  }

  /// Lets go of the journal.
  public func close() {
    try? pool.close()
    lock.release()
  }

  private static func flows(_ database: Database) throws -> [String] {
    try String.fetchAll(database, sql: tables.map { "SELECT flow FROM \($0)" }.joined(separator: " UNION ") + " ORDER BY 1")
  }

  private func change<Result>(_ body: (Database) throws -> Result) throws(Refusal) -> Result {
    do {
      return try pool.writeWithoutTransaction { database in
        var result: Result?
        try database.inTransaction(.immediate) {
          result = try body(database)
          return .commit
        }
        guard let result else { throw Refusal.journal(.closed) }
        return result
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .journal(JournalFailure(error, path: path))
    }
  }
}
