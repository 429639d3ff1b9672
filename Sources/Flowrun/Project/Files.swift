import Glibc

/// Small files, read whole.
enum Files {
  /// The largest file of a project that is read.
  static let limit = 64 << 20

  /// The bytes of a file; `-` is standard input.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unopenable(path, errno) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw unopenable(path, errno) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limit else { throw CommandFailure(.usage, "\(path) is larger than \(limit >> 20) MB, more than any flow can be.") }
    }
  }

  /// Puts the bytes into a file, whole or not at all: they are written beside it first.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(CommandFailure) {
    let part = "\(path).part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0, fchmod(descriptor, mode) == 0 else { throw unwritable(path, errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw unwritable(path, errno) }
      rest = rest.dropFirst(count)
    }
    guard rename(part, path) == 0 else { throw unwritable(path, errno) }
  }

  /// What lies in a folder, sorted; nothing where it cannot be opened.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.sorted()
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The folder that a path lies in, absolute and without symbolic links; nil when there is none.
  static func folder(of path: String) -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard let resolved = realpath(folder.isEmpty ? "/" : folder, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The path of a file as seen from a folder that it lies in; itself where it lies elsewhere.
  static func path(of file: String, from folder: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let own = self.folder(of: file) else { return file }
    if own == folder { return name }
    let prefix = folder == "/" ? folder : folder + "/"
    return own.hasPrefix(prefix) ? "\(own.dropFirst(prefix.count))/\(name)" : file
  }

  /// Puts the bytes in place of a file that exists, whole or not at all. A link stays one, and the file's permissions stay.
  static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    guard let resolved = realpath(path, nil) else { throw unwritable(path, errno) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var status = stat()
    guard stat(target, &status) == 0 else { throw unwritable(path, errno) }
    try write(bytes, to: target, mode: status.st_mode & 0o7777)
  }

  /// `path` as seen from `folder`; absolute paths stay.
  static func path(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : folder == "/" ? "/" + path : folder + "/" + path
  }

  /// Makes the folders that lead to a file, readable by their owner only where no other mode is given.
  static func makeFolders(for path: String, mode: mode_t = 0o700) throws(CommandFailure) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    guard !exists(folder) else { return }
    try makeFolders(for: folder, mode: mode)
    guard mkdir(folder, mode) == 0 || errno == EEXIST else {
      throw CommandFailure(.fault, "The folder \(folder) cannot be made: \(String(cString: strerror(errno))). Make it, or name another place.")
    }
  }

  static func unwritable(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(.fault, "\(path) cannot be written: \(String(cString: strerror(code))). Name another place.")
  }

  static func unopenable(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(.usage, "\(path) cannot be opened: \(String(cString: strerror(code))). Check the path; flows are files that end in .yaml.")
  }
}
