/// `POST /services/oauth2/token` and its neighbours (salesforce.md 1).
struct TokenEndpoint {
  let world: World
  let request: SandboxRequest
  let origin: Origin

  private var settings: SalesforceConfiguration { world.configuration.salesforce }
  private var form: [String: String] { Dictionary(request.form.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }) }

  func reply() -> Reply {
    guard request.method == "POST" else { return failure("invalid_request", "must use HTTP POST") }
    switch form["grant_type"] {
    case "client_credentials": return clientCredentials()
    case "password": return password()
    case "refresh_token": return refresh()
    case "urn:ietf:params:oauth:grant-type:jwt-bearer": return assertion()
    case nil: return failure("invalid_request", "missing required parameter: grant_type")
    default: return failure("unsupported_grant_type", "grant type not supported")
    }
  }

  // salesforce.md 1.5: an object, not an array.
  private func failure(_ error: String, _ description: String) -> Reply {
    .json(["error": .string(error), "error_description": .string(description)], status: 400)
  }

  private func checkClient() -> Reply? {
    let basic = Base64.credentials(request.header("authorization"))
    guard (form["client_id"] ?? basic?.user) == settings.clientID else { return failure("invalid_client_id", "client identifier invalid") }
    guard (form["client_secret"] ?? basic?.secret) == settings.clientSecret else { return failure("invalid_client", "invalid client credentials") }
    return nil
  }

  // salesforce.md 1.3.
  private func clientCredentials() -> Reply {
    if origin.isSharedLogin { return failure("invalid_grant", "request not supported on this domain") }
    return checkClient() ?? token(includesSignature: true)
  }

  private func password() -> Reply {
    if let failure = checkClient() { return failure }
    let accepted = [settings.password, settings.password + settings.securityToken]
    guard form["username"] == settings.username, let password = form["password"], accepted.contains(password) else {
      return failure("invalid_grant", "authentication failure")
    }
    return token(includesSignature: true)
  }

  // salesforce.md 1.4: the refresh token itself is not returned. Its secret may be left out.
  private func refresh() -> Reply {
    guard form["client_id"] ?? Base64.credentials(request.header("authorization"))?.user == settings.clientID else {
      return failure("invalid_client_id", "client identifier invalid")
    }
    if let secret = form["client_secret"], secret != settings.clientSecret { return failure("invalid_client", "invalid client credentials") }
    guard form["refresh_token"] == settings.refreshToken else { return failure("invalid_grant", "expired access/refresh token") }
    return token(includesSignature: true)
  }

  // salesforce.md 1.2.
  private func assertion() -> Reply {
    let parts = (form["assertion"] ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Base64.decode(parts[0]).flatMap({ try? JSONReader.read($0) }),
      let claims = Base64.decode(parts[1]).flatMap({ try? JSONReader.read($0) }), let signature = Base64.decode(parts[2]),
      header["alg"]?.string == "RS256"
    else { return failure("invalid_grant", "invalid assertion") }
    guard claims["iss"]?.string == settings.clientID else { return failure("invalid_client_id", "client identifier invalid") }
    guard world.signingKey?.verifies(signature, of: Array("\(parts[0]).\(parts[1])".utf8)) == true else {
      return failure("invalid_grant", "invalid assertion")
    }
    guard let audience = claims["aud"]?.string, origin.isAudience(audience) else { return failure("invalid_grant", "audience is invalid") }
    guard let expiry = claims["exp"]?.double ?? claims["exp"]?.string.flatMap({ Double($0) }),
      expiry * 1000 > Double(world.now.milliseconds - 180_000)
    else { return failure("invalid_grant", "expired authorization code") }
    guard claims["sub"]?.string == settings.username else { return failure("invalid_grant", "user hasn't approved this consumer") }
    return token(includesSignature: false)
  }

  private func token(includesSignature: Bool) -> Reply {
    let user = world.org.integrationUser
    let organization = world.org.organization
    let token = world.org.sessions.open(user: user, organization: organization, now: world.now, life: settings.sessionSeconds)
    let identity = "https://login.salesforce.com/id/\(organization)/\(user)"
    var body = SandboxObject([
      ("access_token", .string(token)), ("scope", "api id"), ("instance_url", .string(origin.url)), ("id", .string(identity)),
      ("token_type", "Bearer"),
    ])
    if includesSignature {
      let issued = String(world.now.milliseconds)
      body.append("issued_at", .string(issued))
      body.append("signature", .string(SHA256Digest.hex(identity + issued)))
    }
    return .json(.object(body))
  }

  func introspect() -> Reply {
    let token = form["token"] ?? request.parameter("token") ?? ""
    let client = form["client_id"] ?? request.parameter("client_id") ?? Base64.credentials(request.header("authorization"))?.user
    guard client == settings.clientID else { return failure("invalid_client_id", "client identifier invalid") }
    guard let session = world.org.sessions.session(token, now: world.now, life: settings.sessionSeconds) else { return .json(["active": false]) }
    return .json([
      "active": true, "scope": "api id", "client_id": .string(settings.clientID), "username": .string(settings.username),
      "sub": .string("https://login.salesforce.com/id/\(world.org.organization)/\(session.user)"), "token_type": "access_token",
      "exp": .int(session.expires.milliseconds / 1000),
    ])
  }

  func revoke() -> Reply {
    let token = form["token"] ?? request.parameter("token") ?? ""
    guard world.org.sessions.session(token, now: world.now, life: settings.sessionSeconds) != nil else {
      return failure("unsupported_token_type", "this token type is not supported")
    }
    world.org.sessions.close(token)
    return .empty(200)
  }
}
