import ConnectorKit
import Diagnostics
import FlowSyntax
import Glibc

/// Fills in `${env.NAME}` and `${file.PATH}`.
struct SecretResolver {
  /// Paths of secrets are seen from here.
  var folder: String
  /// In a test nothing is read: a word stands for each secret.
  var isTest = false

  /// The text; a missing variable or file is an error that names it and the place that wants it.
  func resolve(_ text: SecretText, for setting: String) throws(CommandFailure) -> Secret {
    var out = ""
    for piece in text.pieces {
      switch piece {
      case .text(let part): out += part
      case .environment where isTest, .file where isTest: out += "recorded"
      case .environment(let name):
        guard let value = getenv(name) else {
          throw CommandFailure(
            .usage,
            "The environment has no variable \(name), which `\(setting)` in \(text.span.file.name):\(text.span.start.line) reads. Set it, or run with --sandbox."
          )
        }
        out += String(cString: value)
      case .file(let path):
        let bytes = try Files.read(Files.path(path, in: folder))
        out += String(decoding: bytes, as: UTF8.self)
        while out.last?.isNewline == true { out.removeLast() }
      }
    }
    return Secret(out)
  }
}
