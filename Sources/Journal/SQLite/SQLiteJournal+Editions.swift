import GRDB

extension SQLiteJournal {
  public func keep(_ editions: [FlowEdition]) async throws(JournalFailure) {
    try await write { database in
      for edition in editions { try Editions(database: database).keep(edition) }
    }
  }

  public func earlierEditions(of flows: [String]) async throws(JournalFailure) -> [FlowEdition] {
    try await read { reader in try flows.flatMap { try Editions(database: reader.database).earlier(of: $0) } }
  }
}

/// The tables of flows' versions. A file that several versions have alike is there once.
struct Editions {
  let database: Database

  /// Makes it the present version of its flow.
  func keep(_ edition: FlowEdition) throws {
    try database.execute(sql: "UPDATE edition SET present = 0 WHERE flow = ?", arguments: [edition.flow])
    try forgetFiles(edition.flow, edition.version)
    try database.execute(
      sql: "INSERT OR REPLACE INTO edition VALUES (?, ?, ?, 1)", arguments: [edition.flow, edition.version, edition.profile])
    let add = try PreparedStatement(database, "INSERT INTO content (bytes) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM content WHERE bytes = ?1)")
    let name = try PreparedStatement(database, "INSERT INTO edition_file SELECT ?, ?, ?, id FROM content WHERE bytes = ?")
    for (path, bytes) in edition.files.sorted(by: { $0.key < $1.key }) {
      try add.bind(bytes).run()
      try name.bind(edition.flow).bind(edition.version).bind(path).bind(bytes).run()
    }
    try forget()
  }

  /// Versions before the present one that have an open event or a dead letter.
  func earlier(of flow: String) throws -> [FlowEdition] {
    var editions: [FlowEdition] = []
    try PreparedStatement(database, "SELECT version, profile FROM edition WHERE flow = ?1 AND present = 0 AND \(Self.isUsed) ORDER BY version")
      .bind(flow).forEach { editions.append(FlowEdition(flow: flow, version: $0.text(0), profile: $0.optionalText(1), files: [:])) }
    let files = try PreparedStatement(
      database, "SELECT path, bytes FROM edition_file JOIN content ON content.id = edition_file.content WHERE flow = ? AND version = ?")
    for index in editions.indices {
      try files.bind(flow).bind(editions[index].version).forEach { editions[index].files[$0.text(0)] = $0.bytes(1) }
    }
    return editions
  }

  /// True when the text of a version is kept.
  func has(flow: String, version: String) throws -> Bool {
    var found = false
    try PreparedStatement(database, "SELECT 1 FROM edition WHERE flow = ? AND version = ?").bind(flow).bind(version).forEach { _ in found = true }
    return found
  }

  /// Forgets versions that no event needs any more.
  func forget() throws {
    var unused: [(flow: String, version: String)] = []
    try PreparedStatement(database, "SELECT flow, version FROM edition WHERE present = 0 AND NOT \(Self.isUsed)")
      .forEach { unused.append(($0.text(0), $0.text(1))) }
    if unused.isEmpty { return }
    for (flow, version) in unused {
      try forgetFiles(flow, version)
      try database.execute(sql: "DELETE FROM edition WHERE flow = ? AND version = ?", arguments: [flow, version])
    }
    try database.execute(sql: "DELETE FROM content WHERE id NOT IN (SELECT content FROM edition_file)")
  }

  private func forgetFiles(_ flow: String, _ version: String) throws {
    try database.execute(sql: "DELETE FROM edition_file WHERE flow = ? AND version = ?", arguments: [flow, version])
  }

  private static let isUsed = """
    (EXISTS (SELECT 1 FROM event WHERE event.flow = edition.flow AND event.ending IS NULL AND event.version = edition.version)
      OR EXISTS (SELECT 1 FROM dead_letter WHERE dead_letter.flow = edition.flow AND dead_letter.version = edition.version))
    """
}
