import CCrypto
import CEL
import Diagnostics
import FlowSyntax

/// Tells versions of a flow apart.
enum FlowVersion {
  /// SHA-256 over the flow's text, its tables and the settings, in hexadecimal digits.
  static func of(_ flow: Flow, settings: SettingValues, tables: [[UInt8]]) -> String {
    var bytes: [UInt8] = []
    for part in [flow.file.bytes, Array(settings.text.utf8)] + tables {
      bytes += Array("\(part.count):".utf8)
      bytes += part
    }
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &digest)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
