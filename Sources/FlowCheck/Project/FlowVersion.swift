import CCrypto
import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections

/// Tells versions of a flow apart.
enum FlowVersion {
  /// SHA-256 over the flow's text, its tables, the settings, the time zone and the snapshots of its project, in hexadecimal digits.
  static func of(_ flow: Flow, settings: SettingValues, tables: [[UInt8]], _ context: ProjectContext) -> String {
    var bytes: [UInt8] = []
    let schemas = (context.connections?.values.elements ?? []).map(\.schemaVersion).filter { !$0.isEmpty }
    let texts = [settings.text, context.timeZone] + schemas
    for part in [flow.file.bytes] + texts.map({ Array($0.utf8) }) + tables {
      bytes += Array("\(part.count):".utf8)
      bytes += part
    }
    return digest(bytes)
  }

  static func digest(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &digest)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension ProjectContext.Connection {
  /// Takes note of the snapshot's bytes.
  public mutating func note(snapshot: [UInt8]) { schemaVersion = FlowVersion.digest(snapshot) }
}
