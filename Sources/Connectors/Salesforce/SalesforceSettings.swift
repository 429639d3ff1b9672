import ConnectorKit
import Schema

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
  /// The field of an object, by its lower-case name, that carries the engine's effect key.
  var stamps: [String: String]
  /// Whether a create with a stamp is an upsert by it.
  var createsByUpsert: Bool
  /// Whether the rules of Task, Event and Case are looked at before anything is sent.
  var checksActivities: Bool
  /// `Sforce-Auto-Assign`: whether assignment rules run on a written lead, case or account. Nil leaves it to Salesforce.
  var autoAssign: String?
  /// Whether a record is saved although a duplicate rule warns of it.
  var savesDuplicates: Bool
  var bulk: BulkSettings
  /// Most characters of a Chatter post.
  var longestPost: Int
  /// Whether users are looked up before they are mentioned.
  var checksMentions: Bool
  /// Whether polls ask `/updated` for ids instead of comparing `SystemModstamp`.
  var pollsUpdated: Bool
  /// The share of the daily calls at which this connection waits.
  var budget: Double?
  /// `Sforce-Call-Options: client=…`.
  var client: String

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
    stamps = Dictionary(
      settings.options.compactMap { $0.key.hasPrefix("stamp.") ? ($0.key.dropFirst(6).lowercased(), $0.value) : nil },
      uniquingKeysWith: { first, _ in first })
    for (object, field) in stamps where !FieldPath.isName(field) {
      throw SettingsFailure(setting: "stamp.\(object)", message: "`\(field.prefix(80))` is no field name.")
    }
    createsByUpsert = try Self.choice(settings.options["create"], setting: "create", ["insert": false, "upsert": true], standard: "insert")
    checksActivities = try Self.choice(
      settings.options["activity_rules"], setting: "activity_rules", ["check": true, "server": false], standard: "check")
    autoAssign = try Self.autoAssign(settings.options["auto_assign"])
    savesDuplicates = try Self.choice(settings.options["duplicates"], setting: "duplicates", ["refuse": false, "save": true], standard: "refuse")
    client = settings.options["client"] ?? "flowrun"
    guard !client.isEmpty, client.utf8.count <= 64, client.utf8.allSatisfy(Self.isToken) else {
      throw SettingsFailure(setting: "client", message: "`client` is a name of letters, digits, `-`, `_` and `.`: it stands in a header.")
    }
    bulk = try BulkSettings(settings.options)
    longestPost = Int(try SettingValue.number(settings.options["chatter.length"], setting: "chatter.length", default: 10_000))
    checksMentions = try Self.choice(
      settings.options["chatter.mentions"], setting: "chatter.mentions", ["check": true, "send": false], standard: "check")
    pollsUpdated = try Self.choice(settings.options["poll"], setting: "poll", ["modstamp": false, "updated": true], standard: "modstamp")
    budget = try Self.budget(settings.options["budget"])
    if let unknown = settings.options.keys.filter({ !Self.names.contains($0) && !$0.hasPrefix("stamp.") }).min() {
      throw SettingsFailure(
        setting: unknown, message: "Salesforce knows no `\(unknown)`; it has \(Self.names.sorted().map { "`\($0)`" }.joined(separator: ", ")).")
    }
  }

  /// What `options` may hold, stamps aside.
  private static let names = BulkSettings.names.union([
    "version", "token_url", "audience", "instance", "timeout", "limits.calls", "insecure_http", "create", "activity_rules", "auto_assign",
    "duplicates", "client", "chatter.length", "chatter.mentions", "poll", "budget",
  ])

  func stamp(of object: String) -> String? { stamps[object.lowercased()] }

  /// Headers that only writes have. Reference 2.5.
  func writeHeaders(_ object: String) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    if let autoAssign, ["lead", "case", "account"].contains(object.lowercased()) { headers.append(("Sforce-Auto-Assign", autoAssign)) }
    if savesDuplicates { headers.append(("Sforce-Duplicate-Rule-Header", "allowSave=true")) }
    return headers
  }

  static func choice<Choice>(
    _ text: String?, setting: String, _ choices: [String: Choice], standard: String
  ) throws(SettingsFailure) -> Choice {
    guard let choice = choices[text ?? standard] else {
      throw SettingsFailure(
        setting: setting, message: "Write \(choices.keys.sorted().map { "`\(setting): \($0)`" }.joined(separator: " or ")).")
    }
    return choice
  }

  private static func budget(_ text: String?) throws(SettingsFailure) -> Double? {
    if text == "off" { return nil }
    guard let percent = Double((text ?? "95%").filter { $0 != "%" }), percent >= 1, percent <= 100 else {
      throw SettingsFailure(
        setting: "budget", message: "`budget` is the share of the daily calls at which to wait: write `budget: 95%`, or `budget: off`.")
    }
    return percent / 100
  }

  private static func autoAssign(_ text: String?) throws(SettingsFailure) -> String? {
    guard let text else { return nil }
    if ["true", "false"].contains(text.lowercased()) { return text.uppercased() }
    guard let rule = SalesforceID.eighteen(text) else {
      throw SettingsFailure(setting: "auto_assign", message: "Write `auto_assign: false`, `auto_assign: true`, or the id of an assignment rule.")
    }
    return rule
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 0x2D, 0x2E, 0x5F: true
    default: false
    }
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
