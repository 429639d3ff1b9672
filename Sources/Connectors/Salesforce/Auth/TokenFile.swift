import ConnectorKit
import Glibc

/// The file that keeps a refresh token which Salesforce replaces at each use. Reference 1.4.
struct TokenFile: Sendable {
  let path: String

  /// The token; nil when the file cannot be read or is empty.
  func read() -> Secret? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes.prefix(count), as: UTF8.self).filter { !$0.isWhitespace }
    return text.isEmpty ? nil : Secret(text)
  }

  /// Replaces the token at once or not at all: the old one is dead, so a half-written file would lock the connection out.
  func write(_ token: Secret) -> Bool {
    let fresh = "\(path).new"
    unlink(fresh)
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let bytes = Array(token.revealed.utf8)
    let isWritten = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count && fsync(descriptor) == 0
    guard close(descriptor) == 0, isWritten, rename(fresh, path) == 0 else { return false }
    return true
  }
}
