/// Why the journal could not do what was asked. `message` says what to do about it.
public enum JournalFailure: Error, Sendable, Equatable {
  /// The file is no journal of ours: no SQLite database, or another program's.
  case foreign(path: String)
  /// A later version of flowrun wrote the file.
  case newer(path: String, version: Int, known: Int)
  /// Another process owns the journal.
  case owned(path: String, by: JournalOwner?)
  /// The file or its folder cannot be opened, made or locked.
  case unopenable(path: String, reason: String)
  /// No room left on the device.
  case full(path: String)
  /// The device failed to read or write.
  case device(path: String, detail: String)
  /// The file is damaged.
  case corrupt(path: String, detail: String)
  /// SQLite would not promise that a commit reaches the disk.
  case notDurable(path: String, setting: String, value: String)
  /// The file, or a row of it, is not as this version writes it.
  case unreadableRow(table: String, detail: String)
  /// A commit broke a rule of the journal, so that nothing of it was kept.
  case refused(detail: String)
  /// The journal has been closed.
  case closed
}

/// Who holds a journal's lock.
public struct JournalOwner: Sendable, Equatable {
  public var process: Int32
  /// What it was started with.
  public var command: String

  public init(process: Int32, command: String) {
    self.process = process
    self.command = command
  }
}

extension JournalFailure {
  /// True when nothing can be committed until a person has acted.
  public var stopsTheJournal: Bool {
    switch self {
    case .refused, .unreadableRow: false
    default: true
    }
  }
}
