import ConnectorKit
import Glibc
import Synchronization

/// The refresh token to use next: an application that rotates them gives a new one with each login, and the old one is dead.
final class RefreshToken: Sendable {
  private let token: Mutex<Secret>
  private let file: TokenFile?

  init(_ token: Secret, _ file: TokenFile?) {
    self.token = Mutex(token)
    self.file = file
  }

  var current: Secret { token.withLock { $0 } }

  /// Keeps a new token, in its file where there is one. A token that cannot be kept works until this process ends, which is said.
  func replace(with fresh: Secret, of connection: String) {
    let isNew = token.withLock { token in
      defer { token = fresh }
      return token != fresh
    }
    guard isNew, !(file?.write(fresh) ?? false) else { return }
    let why =
      file.map { "`\($0.path)` cannot be written" } ?? "`auth.refresh` of `\(connection)` has no `token_file`"
    let warning = "flowrun: Salesforce has replaced the refresh token, and \(why): after a restart the login will be refused.\n"
    _ = Array(warning.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
