#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The file to which calls are appended, one line of JSON each.
final class CallFile {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  func append(_ call: SandboxCall) {
    let line = call.value.jsonBytes + [0x0A]
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
