import Foundation
import Glibc

/// Waits for files to change.
struct TestWatch {
  private struct Stamp: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  private let files: [String]
  private let stamps: [Stamp?]

  init(_ files: [String]) {
    self.files = files
    stamps = files.map(Self.stamp)
  }

  /// Returns when one of the files is another than it was.
  func wait() {
    // An editor writes a file in several steps: what has changed is read when it has been still for a moment.
    repeat { Thread.sleep(forTimeInterval: 0.2) } while files.map(Self.stamp) == stamps
    Thread.sleep(forTimeInterval: 0.1)
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(size: Int(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
  }
}
