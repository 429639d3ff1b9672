import ConnectorKit

/// A Salesforce connection's settings, read and checked.
struct SalesforceSettings: Sendable {
  var name: String
  var url: String
  /// `v62.0`.
  var version: String
  var tokenURL: String
  var grant: SalesforceGrant
  /// Whether requests go to `url` even if a login answers with another instance.
  var keepsURL: Bool
  var timeout: Double
  var calls: Int
  var redaction: Redaction

  init(_ settings: ConnectionSettings) throws(SettingsFailure) {
    name = settings.name
    url = try WebAddress.checked(settings.url, setting: "url", insecure: settings.options["insecure_http"] == "true")
    version = try Self.version(settings.options["version"])
    tokenURL =
      try settings.options["token_url"].map { text throws(SettingsFailure) in
        try WebAddress.checked(text, setting: "token_url", insecure: settings.options["insecure_http"] == "true")
      } ?? "\(url)/services/oauth2/token"
    grant = try SalesforceGrant(settings.auth, audience: settings.options["audience"] ?? Self.audience(url))
    keepsURL = try Self.keepsURL(settings.options["instance"], url)
    timeout = try SettingValue.number(settings.options["timeout"], setting: "timeout", default: 120)
    calls = Int(try SettingValue.number(settings.options["limits.calls"], setting: "limits.calls", default: 8))
    redaction = Redaction(settings.auth.values)
  }

  private static func version(_ text: String?) throws(SettingsFailure) -> String {
    let digits = (text ?? "62.0").drop { $0 == "v" }
    guard let number = Double(digits), number >= 41, number < 1000 else {
      throw SettingsFailure(setting: "version", message: "`version` is no supported API version: write one from 41.0 on, as `version: \"62.0\"`.")
    }
    return digits.contains(".") ? "v\(digits)" : "v\(digits).0"
  }

  /// Salesforce reference 1.2: a login host, not the organisation's own, is the audience.
  private static func audience(_ url: String) -> String {
    url.contains(".sandbox.") || url.contains("//test.") ? "https://test.salesforce.com" : "https://login.salesforce.com"
  }

  private static func keepsURL(_ text: String?, _ url: String) throws(SettingsFailure) -> Bool {
    switch text {
    // A local stand-in names itself by whatever it was started with; its address here is the one that works.
    case nil: WebAddress.isLoopback(url)
    case "configured": true
    case "token": false
    default:
      throw SettingsFailure(
        setting: "instance", message: "Write `instance: token` to follow the login's `instance_url`, or `instance: configured` to stay at `url`.")
    }
  }
}
