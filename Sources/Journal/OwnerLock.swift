import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The lock that makes one process the owner of a journal: `flock` on `JOURNAL.lock`, which the system lifts when the process ends, however it ends.
///
/// The file holds the owner's process id and command, for the message that a second process gets. It stays behind, unlocked.
final class OwnerLock: Sendable {
  private let descriptor: Int32
  private let isTaken = Mutex(true)

  /// Takes the lock beside the journal at `path`, or says who has it.
  init(journal path: String, command: String = OwnerLock.commandLine()) throws(JournalFailure) {
    let descriptor = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unopenable(path: path, reason: Self.reason()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let failure: JournalFailure =
        errno == EWOULDBLOCK ? .owned(path: path, by: Self.read(descriptor)) : .unopenable(path: path, reason: Self.reason())
      close(descriptor)
      throw failure
    }
    self.descriptor = descriptor
    Self.write("\(getpid())\n\(command)\n", to: descriptor)
  }

  deinit { release() }

  /// Lets another process have the journal.
  func release() {
    let taken = isTaken.withLock { taken in
      defer { taken = false }
      return taken
    }
    guard taken else { return }
    // A child that is being started holds the descriptor for a moment; unlocked, it holds nothing.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// The text of `errno`.
  static func reason() -> String { String(cString: strerror(errno)) }

  static func commandLine() -> String { CommandLine.arguments.joined(separator: " ") }

  private static func write(_ text: String, to descriptor: Int32) {
    // A lock that cannot be signed still locks: the message then names nobody.
    guard ftruncate(descriptor, 0) == 0 else { return }
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func read(_ descriptor: Int32) -> JournalOwner? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { return nil }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n", maxSplits: 1)
    guard let first = lines.first, let process = Int32(first) else { return nil }
    let command = lines.count > 1 ? lines[1].split(separator: "\n").first.map(String.init) ?? "" : ""
    return JournalOwner(process: process, command: command)
  }
}
