extension JournalFailure: CustomStringConvertible {
  /// One paragraph: what is wrong, what is safe, what to do.
  public var message: String {
    switch self {
    case .foreign(let path):
      """
      `\(path)` exists and is not a flowrun journal, so it was left as it is. Give `state: { journal: … }` in flowrun.yaml the path of \
      a file of its own, or move that file away.
      """
    case .newer(let path, let version, let known):
      """
      The journal `\(path)` was written by a later flowrun (journal version \(version); this one knows up to \(known)). Nothing was changed. \
      Run the flowrun that wrote it or a later one; a journal is never taken back to an earlier version.
      """
    case .owned(let path, let owner):
      """
      The journal `\(path)` is in use by \(owner.map { "process \($0.process) (\($0.command))" } ?? "another process"). One process runs the \
      flows of a journal. Stop that one first, or give this one a journal of its own with `state: { journal: … }`.
      """
    case .unopenable(let path, let reason):
      """
      The journal `\(path)` cannot be opened: \(reason). Check that its folder exists and that this user may write there, or name \
      another file with `state: { journal: … }`.
      """
    case .full(let path):
      """
      There is no room left on the disk of the journal `\(path)`. Every event accepted so far is kept; nothing more is accepted until there is \
      room, so that no event is lost. Free some space on that disk (or move the folder to a larger one and say so in `state: { journal: … }`) \
      and start again: work goes on where it stopped.
      """
    case .device(let path, let detail):
      """
      The disk of the journal `\(path)` failed: \(detail). Every event accepted so far is kept as far as the disk kept it; nothing more is \
      accepted. Check the disk (`dmesg`, its free space, its mount), then start again: work goes on where it stopped.
      """
    case .corrupt(let path, let detail):
      """
      The journal `\(path)` is damaged (\(detail)). Nothing was changed. Keep a copy of it and of `\(path)-wal`; restore both from a \
      backup, or save what can be read with `sqlite3 \(path) .recover | sqlite3 mended.db`, put `mended.db` in its place and start again.
      """
    case .notDurable(let path, let setting, let value):
      """
      SQLite does not keep `\(setting)` as it must be for the journal `\(path)`: it says `\(value)`. Without it an accepted event could be \
      lost with the power. Put the journal on a local disk (not a network share) and use an ordinary build of SQLite.
      """
    case .unreadableRow(let table, let detail):
      """
      A row of the journal's table `\(table)` cannot be read: \(detail). The rest of the journal is untouched. Run the flowrun that wrote it, \
      or report this with the output of `sqlite3 JOURNAL .schema`.
      """
    case .refused(let detail):
      "The journal refused a commit, and kept nothing of it: \(detail). This is a fault of flowrun; please report it."
    case .closed:
      "The journal has been closed."
    }
  }

  public var description: String { message }
}
