import CEL
import FlowRuntime
import Glibc

/// A file beside the journal that says why changed files are not used, while that is so: `flowrun status` shows it.
struct ReloadNote {
  private let path: String

  init(journal: String) { path = "\(journal).reload" }

  /// When it was, and why; nil when all is well.
  var text: String? { Files.exists(path) ? (try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } : nil }

  /// The run does not end for a note that cannot be written: the log and the metric say the same.
  func write(_ reason: String, at time: Timestamp) { try? Files.write(Array("\(time)\n\(reason)".utf8), to: path) }

  func remove() { unlink(path) }
}
