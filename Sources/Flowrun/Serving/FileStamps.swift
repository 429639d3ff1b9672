import Glibc

/// How files stand: two that differ have been written, made or removed in between.
struct FileStamps: Equatable {
  private struct Stamp: Equatable {
    var size: Int
    var inode: UInt
    var seconds: Int
    var nanoseconds: Int
  }

  private var stamps: [String: Stamp] = [:]

  init(_ files: some Sequence<String>) {
    for file in files {
      var status = stat()
      guard stat(file, &status) == 0 else { continue }
      stamps[file] = Stamp(
        size: Int(status.st_size), inode: UInt(status.st_ino), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
  }
}
