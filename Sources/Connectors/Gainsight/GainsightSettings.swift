import CEL
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
  /// Requests of a minute; nil for no bound of ours.
  var perMinute: Int?
  /// True where an update may change a person's address.
  var changesEmails: Bool
  /// Timeline entries in one request.
  var timelineBatch: Int
  var redaction: Redaction

  init(_ settings: ConnectionSettings) throws(SettingsFailure) {
    url = try WebAddress.checked(settings.url, setting: "url", insecure: settings.options["insecure_http"] == "true")
    access = try Self.access(settings.auth)
    timeout = try SettingValue.number(settings.options["timeout"], setting: "timeout", default: 60)
    calls = Int(try SettingValue.number(settings.options["limits.calls"], setting: "limits.calls", default: 4))
    // Reference 2: 100 a minute for all integrations of a tenant together, so some is left to others. A sandbox has none.
    perMinute = WebAddress.isLoopback(url) ? nil : 60
    if let text = settings.options["per_minute"] { perMinute = Int(try SettingValue.number(text, setting: "per_minute", default: 60)) }
    timelineBatch = Int(try SettingValue.number(settings.options["timeline_batch"], setting: "timeline_batch", default: 1))
    guard timelineBatch <= 50 else { throw SettingsFailure(setting: "timeline_batch", message: "`timeline_batch` is a number from 1 to 50.") }
    changesEmails = try Self.changesEmails(settings.options["email_changes"])
    try Self.refuseUnknown(settings.options)
    var secrets = Array(settings.auth.values)
    // A login as `basic` has it is a secret in another form.
    if case .oauth(let key, let secret) = access { secrets.append(Secret(Base64.encode(Array("\(key):\(secret.revealed)".utf8)))) }
    redaction = Redaction(secrets)
  }

  private static let known = ["timeout", "insecure_http", "limits.calls", "per_minute", "timeline_batch", "email_changes"]

  private static func refuseUnknown(_ options: [String: String]) throws(SettingsFailure) {
    guard let unknown = options.keys.filter({ !known.contains($0) && !$0.hasPrefix("stamp.") }).min() else { return }
    throw SettingsFailure(
      setting: unknown,
      message: "Gainsight knows no `\(unknown)`. Below `options:` stand `per_minute`, `timeline_batch`, `email_changes`, `timeout`, `insecure_http`.")
  }

  private static func changesEmails(_ text: String?) throws(SettingsFailure) -> Bool {
    switch text {
    case nil, "refuse": return false
    case "send": return true
    default: throw SettingsFailure(setting: "email_changes", message: "`email_changes` is `refuse` or `send`.")
    }
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
