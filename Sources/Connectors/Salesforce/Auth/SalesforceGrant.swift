import ConnectorKit

/// How the connection logs in. Salesforce reference 1.2 to 1.4.
enum SalesforceGrant: Sendable {
  case clientCredentials(id: String, secret: Secret)
  case jwt(id: String, user: String, key: Secret, audience: String)
  case refresh(id: String, secret: Secret?, token: RefreshToken)

  private static let names: Set<String> = [
    "client_credentials.client_id", "client_credentials.client_secret", "jwt.client_id", "jwt.user", "jwt.key", "refresh.client_id",
    "refresh.client_secret", "refresh.token", "refresh.token_file",
  ]

  init(_ auth: [String: Secret], audience: String) throws(SettingsFailure) {
    if let unknown = auth.keys.filter({ !Self.names.contains($0) }).min() {
      throw SettingsFailure(setting: "auth.\(unknown)", message: "Salesforce knows no `auth.\(unknown)`: \(Self.hint)")
    }
    let kinds = Set(auth.keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    guard kinds.count == 1, let kind = kinds.first else {
      throw SettingsFailure(setting: "auth", message: kinds.isEmpty ? Self.hint : "Say one way to log in, not \(kinds.count): \(Self.hint)")
    }
    func needed(_ name: String) throws(SettingsFailure) -> Secret {
      guard let value = auth["\(kind).\(name)"], !value.revealed.isEmpty else {
        throw SettingsFailure(setting: "auth.\(kind).\(name)", message: "`auth.\(kind)` needs `\(name)`.")
      }
      return value
    }
    let id = try needed("client_id").revealed
    switch kind {
    case "client_credentials": self = .clientCredentials(id: id, secret: try needed("client_secret"))
    case "jwt": self = .jwt(id: id, user: try needed("user").revealed, key: try needed("key"), audience: audience)
    default:
      let file = auth["refresh.token_file"].map { TokenFile(path: $0.revealed) }
      // The file's token is newer than the one it began with.
      let first: Secret
      if let kept = file?.read() { first = kept } else { first = try needed("token") }
      self = .refresh(id: id, secret: auth["refresh.client_secret"], token: RefreshToken(first, file))
    }
  }

  private static let hint = """
    write `auth: { client_credentials: { client_id: …, client_secret: … } }`, or `auth: { jwt: { client_id: …, user: …, key: … } }`, or \
    `auth: { refresh: { client_id: …, token: … } }`.
    """
}
