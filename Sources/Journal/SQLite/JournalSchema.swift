import GRDB

/// The journal's tables, as a list of named migrations that only ever grows.
///
/// A column without a type holds a moment: nanoseconds since 1970 where 64 bits hold them, else RFC 3339 text. Blobs are stored values.
enum JournalSchema {
  /// The version that this program writes: the number of its migrations.
  static var version: Int { migrator.migrations.count }

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 events, effects, known values") { try $0.execute(sql: first) }
    migrator.registerMigration("2 replays") { try $0.execute(sql: replays) }
    migrator.registerMigration("3 jobs of effects") { try $0.execute(sql: "ALTER TABLE effect ADD COLUMN job TEXT") }
    migrator.registerMigration("4 allowances") {
      try $0.execute(sql: "CREATE TABLE allowance (connection TEXT PRIMARY KEY, used TEXT NOT NULL) WITHOUT ROWID")
    }
    migrator.registerMigration("5 versions of flows") { try $0.execute(sql: editions) }
    migrator.registerMigration("6 pauses by people") { database in
      try database.execute(
        sql: """
          CREATE TABLE hold (kind TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
          CREATE TABLE resume (connection TEXT PRIMARY KEY) WITHOUT ROWID;
          """)
    }
    return migrator
  }()

  private static let editions = """
    CREATE TABLE edition (
      flow TEXT NOT NULL,
      version TEXT NOT NULL,
      profile TEXT,
      present INTEGER NOT NULL,
      PRIMARY KEY (flow, version)
    ) WITHOUT ROWID;
    CREATE TABLE content (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE edition_file (
      flow TEXT NOT NULL,
      version TEXT NOT NULL,
      path TEXT NOT NULL,
      content INTEGER NOT NULL,
      PRIMARY KEY (flow, version, path)
    ) WITHOUT ROWID;
    """

  /// What commands ask of the owner, and how a later event of the same thing is found.
  private static let replays = """
    CREATE TABLE replay (event INTEGER PRIMARY KEY);
    CREATE INDEX event_done ON event (flow, about, id) WHERE ending = 'done' AND about IS NOT NULL;
    """

  private static let first = """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      flow TEXT NOT NULL,
      version TEXT NOT NULL,
      source INTEGER NOT NULL,
      about TEXT,
      key TEXT,
      at NOT NULL,
      accepted_at NOT NULL,
      event BLOB NOT NULL,
      was BLOB NOT NULL,
      reading INTEGER NOT NULL,
      changed BLOB,
      begun INTEGER NOT NULL DEFAULT 0,
      retry_attempts INTEGER,
      retry_spent REAL,
      retry_due,
      retry_connection TEXT,
      retry_reason TEXT,
      ending TEXT,
      reason TEXT,
      reason_step TEXT,
      reason_code TEXT,
      reason_text TEXT,
      reason_advice TEXT,
      ended_at,
      steps BLOB
    );
    CREATE INDEX event_open ON event (flow, id) WHERE ending IS NULL;
    CREATE INDEX event_begun ON event (id) WHERE ending IS NULL AND begun = 1;

    CREATE TABLE result (
      place INTEGER PRIMARY KEY,
      event INTEGER NOT NULL,
      step TEXT NOT NULL,
      item TEXT NOT NULL,
      outcome TEXT,
      binding BLOB NOT NULL,
      note TEXT,
      UNIQUE (event, step, item)
    );

    CREATE TABLE effect (
      place INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      event INTEGER NOT NULL,
      step TEXT NOT NULL,
      item TEXT NOT NULL,
      connection TEXT NOT NULL,
      object TEXT NOT NULL,
      verb TEXT NOT NULL,
      id TEXT,
      fields BLOB NOT NULL,
      locks BLOB,
      intended_at NOT NULL,
      state TEXT NOT NULL,
      failure TEXT,
      failure_code TEXT,
      failure_message TEXT
    );
    CREATE INDEX effect_event ON effect (event);

    CREATE TABLE known (
      flow TEXT NOT NULL,
      about TEXT NOT NULL,
      field TEXT NOT NULL,
      hash TEXT NOT NULL,
      value BLOB,
      at,
      reading INTEGER NOT NULL,
      moved INTEGER NOT NULL,
      PRIMARY KEY (flow, about, field)
    ) WITHOUT ROWID;

    CREATE TABLE delivery (
      flow TEXT NOT NULL,
      delivery TEXT NOT NULL,
      at NOT NULL,
      PRIMARY KEY (flow, delivery)
    ) WITHOUT ROWID;

    CREATE TABLE claim (
      flow TEXT NOT NULL,
      about TEXT NOT NULL,
      event INTEGER,
      PRIMARY KEY (flow, about)
    ) WITHOUT ROWID;

    CREATE TABLE watermark (
      flow TEXT NOT NULL,
      source INTEGER NOT NULL,
      value,
      started NOT NULL,
      PRIMARY KEY (flow, source)
    ) WITHOUT ROWID;

    CREATE TABLE dead_letter (
      event INTEGER PRIMARY KEY,
      flow TEXT NOT NULL,
      version TEXT NOT NULL,
      source INTEGER NOT NULL,
      about TEXT,
      at NOT NULL,
      kind TEXT NOT NULL,
      step TEXT,
      code TEXT,
      text TEXT NOT NULL,
      advice TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      input BLOB,
      raw BLOB,
      payload BLOB
    );

    CREATE TABLE tally (
      flow TEXT NOT NULL,
      ending TEXT NOT NULL,
      reason TEXT NOT NULL,
      day INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (flow, ending, reason, day)
    ) WITHOUT ROWID;

    CREATE TABLE pause (connection TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE mark (pair TEXT PRIMARY KEY, reading INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE journal (name TEXT NOT NULL);
    INSERT INTO journal VALUES (lower(hex(randomblob(16))));

    CREATE TABLE highest (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    """
}
