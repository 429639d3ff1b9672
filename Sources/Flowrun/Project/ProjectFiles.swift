import Synchronization

/// The files of a project by their paths from its folder; those that were read, to be kept with what runs under them.
final class ProjectFiles: Sendable {
  private let folder: String?
  private let keeps: Bool
  private let kept: Mutex<[String: [UInt8]]>
  private let asked = Mutex<Set<String>>([])

  /// Files on the disk. `keeps`: what is read is remembered.
  init(folder: String, keeps: Bool) {
    (self.folder, self.keeps) = (folder, keeps)
    kept = Mutex([:])
  }

  /// Files as they were kept.
  init(_ files: [String: [UInt8]]) {
    (folder, keeps) = (nil, true)
    kept = Mutex(files)
  }

  /// The bytes of a file; nil when there is none.
  func read(_ path: String) -> [UInt8]? {
    if keeps { asked.withLock { _ = $0.insert(path) } }
    if let bytes = kept.withLock({ $0[path] }) { return bytes }
    guard let folder, let bytes = try? Files.read(Files.path(path, in: folder)) else { return nil }
    note(path, bytes)
    return bytes
  }

  /// All files that were asked for, also those that there are not.
  var names: Set<String> { asked.withLock { $0 } }

  func note(_ path: String, _ bytes: [UInt8]) {
    if keeps { kept.withLock { $0[path] = bytes } }
  }

  /// What was read, and from now on is not held here any more.
  func take() -> [String: [UInt8]] {
    kept.withLock { kept in
      defer { kept = [:] }
      return kept
    }
  }
}
