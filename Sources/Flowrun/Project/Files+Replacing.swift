import Glibc

extension Files {
  /// Puts other bytes into a file that is there, whole or not at all; its rights stay, and a symbolic link still leads to it.
  static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    var status = stat()
    guard let resolved = realpath(path, nil), stat(path, &status) == 0 else { throw unopenable(path, errno) }
    defer { free(resolved) }
    let real = String(cString: resolved)
    guard access(real, W_OK) == 0 else { throw unwritable(path, errno) }
    let part = "\(real).\(getpid()).part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    var rest = bytes[...]
    var isWhole = fchmod(descriptor, status.st_mode & 0o7777) == 0
    while isWhole, !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      isWhole = count > 0
      rest = rest.dropFirst(max(0, count))
    }
    isWhole = isWhole && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard isWhole, rename(part, real) == 0 else {
      let failure = unwritable(path, isWhole ? errno : code)
      unlink(part)
      throw failure
    }
  }
}
