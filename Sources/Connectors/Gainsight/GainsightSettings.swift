import ConnectorKit

/// A Gainsight connection's settings, read and checked.
struct GainsightSettings: Sendable {
  /// Reference 1.1 and 1.2.
  enum Access: Sendable {
    case key(Secret)
    case oauth(key: String, secret: Secret)
  }

  var url: String
  var access: Access
  var timeout: Double
  var calls: Int
  var redaction: Redaction

  init(_ settings: ConnectionSettings) throws(SettingsFailure) {
    url = try WebAddress.checked(settings.url, setting: "url", insecure: settings.options["insecure_http"] == "true")
    access = try Self.access(settings.auth)
    timeout = try SettingValue.number(settings.options["timeout"], setting: "timeout", default: 60)
    calls = Int(try SettingValue.number(settings.options["limits.calls"], setting: "limits.calls", default: 4))
    redaction = Redaction(settings.auth.values)
  }

  private static func access(_ auth: [String: Secret]) throws(SettingsFailure) -> Access {
    let hint = "write `auth: { access_key: … }`, or `auth: { m2m: { key: …, secret: … } }`."
    if let unknown = auth.keys.filter({ !["access_key", "m2m.key", "m2m.secret"].contains($0) }).min() {
      throw SettingsFailure(setting: "auth.\(unknown)", message: "Gainsight knows no `auth.\(unknown)`: \(hint)")
    }
    if let key = auth["access_key"] {
      guard auth.count == 1 else { throw SettingsFailure(setting: "auth", message: "Say one way to log in, not two: \(hint)") }
      guard !key.revealed.isEmpty else { throw SettingsFailure(setting: "auth.access_key", message: "`auth.access_key` is empty.") }
      return .key(key)
    }
    guard let key = auth["m2m.key"], let secret = auth["m2m.secret"], !key.revealed.isEmpty, !secret.revealed.isEmpty else {
      throw SettingsFailure(setting: "auth", message: "Gainsight needs to know how to log in: \(hint)")
    }
    return .oauth(key: key.revealed, secret: secret)
  }
}
