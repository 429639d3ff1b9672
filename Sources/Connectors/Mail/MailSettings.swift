import ConnectorKit

/// A mail connection's settings, read and checked.
struct MailSettings: Sendable {
  var url: String
  var from: String
  var user: String?
  var password: Secret?
  var needsTLS: Bool
  var timeout: Double
  var redaction: Redaction

  init(_ settings: ConnectionSettings) throws(SettingsFailure) {
    if let unknown = settings.options.keys.filter({ !["from", "tls", "ehlo", "timeout", "limits.calls"].contains($0) }).min() {
      throw SettingsFailure(setting: unknown, message: "Mail knows no `\(unknown)`. Below `options:` stand `tls`, `ehlo` and `timeout`.")
    }
    let server = try Self.server(settings.url)
    guard let from = settings.options["from"], MailEnvelope.isAddress(from) else {
      throw SettingsFailure(setting: "from", message: "Say who sends: `from: flows@acme.example`, one plain address.")
    }
    self.from = from
    (user, password) = try Self.login(settings.auth)
    needsTLS = try Self.tls(settings.options["tls"], server)
    if !needsTLS, user != nil, !WebAddress.isLoopback(server.url), !server.isImplicit {
      throw SettingsFailure(setting: "options.tls", message: "`tls: none` would send the password in plain text: leave it out, or leave `auth` out.")
    }
    timeout = try SettingValue.number(settings.options["timeout"], setting: "timeout", default: 60)
    url = server.url
    if let name = settings.options["ehlo"] {
      guard !name.isEmpty,
        name.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 0x2D || $0 == 0x2E })
      else {
        throw SettingsFailure(setting: "options.ehlo", message: "`ehlo` is the name by which this host greets the server: `flows.acme.example`.")
      }
      url += "/\(name)"
    }
    redaction = Redaction(settings.auth.values)
  }

  private static func server(_ url: String) throws(SettingsFailure) -> (url: String, isImplicit: Bool) {
    let lowered = url.lowercased()
    let isImplicit = lowered.hasPrefix("smtps://")
    let rest = lowered.dropFirst(isImplicit ? 8 : 7)
    guard isImplicit || lowered.hasPrefix("smtp://"), !rest.isEmpty, !rest.contains("/"), !rest.contains("@"),
      rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw SettingsFailure(
        setting: "url", message: "`url` is the mail server: `smtp://smtp.acme.example:587`, or `smtps://…:465` where TLS comes before all else.")
    }
    return (lowered, isImplicit)
  }

  private static func login(_ auth: [String: Secret]) throws(SettingsFailure) -> (String?, Secret?) {
    let hint = "write `auth: { basic: { user: …, password: … } }`."
    if let unknown = auth.keys.filter({ !["basic.user", "basic.password"].contains($0) }).min() {
      throw SettingsFailure(setting: "auth.\(unknown)", message: "Mail knows no `auth.\(unknown)`: \(hint)")
    }
    if auth.isEmpty { return (nil, nil) }
    guard let user = auth["basic.user"]?.revealed, let password = auth["basic.password"], !user.isEmpty, !password.revealed.isEmpty else {
      throw SettingsFailure(setting: "auth", message: "A login needs a user and a password: \(hint)")
    }
    return (user, password)
  }

  /// A server of this machine is spoken to in plain text unless `tls` says otherwise.
  private static func tls(_ text: String?, _ server: (url: String, isImplicit: Bool)) throws(SettingsFailure) -> Bool {
    switch text {
    case "required": return true
    case "none" where !server.isImplicit: return false
    case nil: return server.isImplicit || !WebAddress.isLoopback(server.url)
    default:
      throw SettingsFailure(setting: "options.tls", message: "`tls` is `required` or `none`; `smtps://` has TLS in any case.")
    }
  }
}
