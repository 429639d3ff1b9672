/// Answers one request to the sandbox's Salesforce.
struct SalesforceAPI {
  let world: World
  let request: SandboxRequest
  let origin: Origin

  func reply() -> Reply {
    let segments = request.segments
    // salesforce.md 1.2: the `id` of a token's answer.
    if segments.first == "id", segments.count == 3 {
      return session() == nil ? .html("Bad_OAuth_Token", status: 403) : userInfo()
    }
    guard segments.first == "services", segments.count > 1 else { return Self.notFound() }
    switch segments[1] {
    case "oauth2": return oauth(segments.count > 2 ? segments[2] : "")
    case "Soap":
      guard segments.count >= 4 else { return Self.notFound() }
      return SOAPLogin(world: world, request: request, origin: origin, flavour: segments[2], version: segments[3]).reply().noting(.login)
    case "data": return segments.count == 2 ? APIVersion.list() : data()
    case "apexrest":
      guard session() != nil else { return Self.failure(Rejection("INVALID_SESSION_ID", "Session expired or invalid")) }
      return counted(Self.failure(Rejection("NOT_FOUND", "Could not find a match for URL")))
    case "async": return counted(BulkOne(world: world, request: request).reply())
    default: return Self.notFound()
    }
  }

  private func oauth(_ name: String) -> Reply {
    let endpoint = TokenEndpoint(world: world, request: request, origin: origin)
    switch name {
    case "token": return endpoint.reply().noting(.login)
    case "introspect": return endpoint.introspect().noting(.login)
    case "revoke": return endpoint.revoke().noting(.login)
    case "userinfo":
      guard session() != nil else { return .html("Bad_OAuth_Token", status: 403) }
      return userInfo()
    default: return Self.notFound()
    }
  }

  private func data() -> Reply {
    // salesforce.md 2: a URI beyond 16,384 bytes.
    if request.uriLength > 16384 { return .html("<html><body><h1>URI Too Long</h1></body></html>", status: 414) }
    guard let version = APIVersion(request.segments[2]) else { return Self.notFound() }
    guard !version.isRetired else {
      return Self.failure(Rejection("UNSUPPORTED_API_VERSION", "The requested API version is retired", status: 410))
    }
    guard let session = session() else {
      let isMalformed = request.header("authorization").map { !$0.contains(" ") } ?? false
      // salesforce.md 1.6.
      return isMalformed
        ? Self.failure(Rejection("INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE"))
        : Self.failure(Rejection("INVALID_SESSION_ID", "Session expired or invalid"))
    }
    return counted(dispatch(version, session))
  }

  func dispatch(_ version: APIVersion, _ session: Session) -> Reply {
    let call = DataCall(world: world, request: request, version: version, session: session, path: Array(request.segments.dropFirst(3)))
    do throws(Rejection) { return try DataRouter(call: call).reply() } catch { return Self.failure(error) }
  }

  private func session() -> Session? {
    guard let header = request.header("authorization") else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" || parts[0].lowercased() == "oauth" else { return nil }
    let life = world.configuration.salesforce.sessionSeconds
    return world.org.sessions.session(String(parts[1]), now: world.now, life: life)
  }

  // salesforce.md 6.1: on every counted response, also on the 403.
  private func counted(_ reply: Reply) -> Reply {
    var reply = reply
    let cost = reply.note.apiCalls ?? 1
    reply.note.apiCalls = cost
    world.org.usedRequests += cost
    let limit = world.configuration.salesforce.dailyRequests
    if world.org.usedRequests > limit {
      var refusal = Self.failure(Rejection("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."))
      refusal.note = reply.note
      reply = refusal
    }
    return reply.with(header: "Sforce-Limit-Info", "api-usage=\(min(world.org.usedRequests, limit))/\(limit)")
  }

  // salesforce.md 1.2: the id URL ends /{organisation}/{user}.
  private func userInfo() -> Reply {
    let user = world.org.integrationUser
    return .json([
      "sub": .string("https://login.salesforce.com/id/\(world.org.organization)/\(user)"), "user_id": .string(user),
      "organization_id": .string(world.org.organization), "preferred_username": .string(world.configuration.salesforce.username),
      "email": world.org.store.value(user, "Email"), "name": world.org.store.value(user, "Name"),
    ]).noting(.retrieve, "User", records: 1)
  }

  static func notFound() -> Reply { failure(Rejection("NOT_FOUND", "The requested resource does not exist")) }

  /// The error array of salesforce.md 5.1.
  static func failure(_ rejection: Rejection) -> Reply {
    if let duplicate = rejection.duplicate { return .json(.array([DuplicateRule.error(duplicate)]), status: 400) }
    return .json(.array(rejection.errors.map(\.top)), status: rejection.httpStatus)
  }
}
