import ConnectorKit
import FlowCheck
import FlowSyntax
import OrderedCollections

/// A connection whose connector is a manifest: its settings, read and checked.
struct RESTSettings: Sendable {
  /// How the connection logs in.
  enum Access: Sendable {
    case none
    case header(name: String, value: Secret)
    case oauth(tokenURL: String, id: Secret, secret: Secret, scope: String?, sendsForm: Bool)
    case signature(CheckedManifest.Signature, secret: Secret)
  }

  var url: String
  var access: Access
  var timeout: Double
  var calls: Int
  var redaction: Redaction

  init(_ settings: ConnectionSettings, _ manifest: CheckedManifest) throws(SettingsFailure) {
    let insecure = settings.options["insecure_http"] == "true"
    guard let address = settings.url.isEmpty ? manifest.url : settings.url else {
      throw SettingsFailure(
        setting: "url", message: "The connector `\(manifest.name)` does not say where the system is: give the connection a `url`.")
    }
    url = try WebAddress.checked(address, setting: "url", insecure: insecure)
    access = try Self.access(settings.auth, manifest, base: url, insecure: insecure)
    timeout = try SettingValue.number(settings.options["timeout"], setting: "timeout", default: 60)
    calls = Int(try SettingValue.number(settings.options["limits.calls"], setting: "limits.calls", default: Double(manifest.limits.calls ?? 4)))
    var secrets = Array(settings.auth.values)
    // A login as `basic` has it is a secret in another form.
    if case .header(_, let value) = access { secrets += value.revealed.split(separator: " ").suffix(1).map { Secret(String($0)) } }
    if case .oauth(_, let id, let secret, _, _) = access {
      secrets.append(Secret(Credentials.base64("\(PercentEncoding.query(id.revealed)):\(PercentEncoding.query(secret.revealed))")))
    }
    redaction = Redaction(secrets)
  }

  private static func access(
    _ auth: [String: Secret], _ manifest: CheckedManifest, base: String, insecure: Bool
  ) throws(SettingsFailure) -> Access {
    for way in manifest.ways {
      let keys = way.keys
      guard keys.allSatisfy({ auth[$0]?.revealed.isEmpty == false }), auth.count == keys.count else { continue }
      for key in keys where !isPlain(auth[key]) {
        throw SettingsFailure(setting: "auth.\(key)", message: "`auth.\(key)` holds a line end or another character that no header can carry.")
      }
      switch way {
      case .none: return .none
      case .bearer: return .header(name: "Authorization", value: Secret("Bearer \(auth["bearer"]?.revealed ?? "")"))
      case .basic:
        let pair = "\(auth["basic.user"]?.revealed ?? ""):\(auth["basic.password"]?.revealed ?? "")"
        return .header(name: "Authorization", value: Secret("Basic \(Credentials.base64(pair))"))
      case .header(let name): return .header(name: name, value: auth["header"] ?? Secret(""))
      case .clientCredentials(let tokenURL, let scope, let sending):
        let whole = tokenURL.hasPrefix("/") ? base + tokenURL : tokenURL
        return .oauth(
          tokenURL: try WebAddress.checked(whole, setting: "token_url", insecure: insecure),
          id: auth["client_credentials.client_id"] ?? Secret(""), secret: auth["client_credentials.client_secret"] ?? Secret(""), scope: scope,
          sendsForm: sending == .form)
      case .hmac(let signature): return .signature(signature, secret: auth["hmac"] ?? Secret(""))
      }
    }
    let forms = manifest.ways.map(\.example).joined(separator: ", or ")
    throw SettingsFailure(setting: "auth", message: "`\(manifest.name)` needs to know how to log in: write \(forms).")
  }

  private static func isPlain(_ secret: Secret?) -> Bool { secret?.revealed.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ?? false }
}

extension CheckedManifest.Way {
  /// What the connection's `auth` must have, by dotted path.
  fileprivate var keys: [String] {
    switch self {
    case .none: []
    case .bearer: ["bearer"]
    case .basic: ["basic.user", "basic.password"]
    case .header: ["header"]
    case .clientCredentials: ["client_credentials.client_id", "client_credentials.client_secret"]
    case .hmac: ["hmac"]
    }
  }

  fileprivate var example: String {
    switch self {
    case .none: "no `auth`"
    case .bearer: "`auth: { bearer: \"${env.TOKEN}\" }`"
    case .basic: "`auth: { basic: { user: …, password: \"${env.PASSWORD}\" } }`"
    case .header: "`auth: { header: \"${env.KEY}\" }`"
    case .clientCredentials: "`auth: { client_credentials: { client_id: …, client_secret: \"${env.SECRET}\" } }`"
    case .hmac: "`auth: { hmac: \"${env.SECRET}\" }`"
    }
  }
}
