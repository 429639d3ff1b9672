import Glibc
import Journal

/// Whether the journal can be opened and has room. Makes no file.
enum JournalExam {
  private static let fewBytes: UInt64 = 200 << 20

  static func checks(_ path: String) -> [DoctorCheck] {
    [file(path), room(path)].compactMap { $0 }
  }

  private static func file(_ path: String) -> DoctorCheck {
    guard Files.exists(path) else { return DoctorCheck("file", .pass, "none yet; the first run makes it") }
    do throws(JournalFailure) {
      let journal = try JournalPeek(path: path)
      defer { journal.close() }
      let open = try journal.open().values.reduce(0) { $0 + $1.count }
      return DoctorCheck("file", .pass, open == 1 ? "1 event is open" : "\(open) events are open")
    } catch {
      return DoctorCheck("file", .fail, error.message, "docs/reliability.md says what each trouble of the journal means, and what to do.")
    }
  }

  /// Of the file system that the journal lies on, or will lie on.
  private static func room(_ path: String) -> DoctorCheck? {
    var folder = path
    var facts = statvfs()
    while statvfs(folder, &facts) != 0 {
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return nil }
      folder = String(folder[..<slash])
    }
    let free = UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
    let words = free >= 1 << 30 ? "\(free >> 30) GB free" : "\(free >> 20) MB free"
    guard free < fewBytes else { return DoctorCheck("room", .pass, words) }
    return DoctorCheck("room", .fail, words, "Make room: a run stops taking events when the disk is full. `state: { keep: … }` bounds what is kept.")
  }
}
