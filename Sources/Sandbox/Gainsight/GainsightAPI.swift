/// Answers one request to the sandbox's Gainsight.
struct GainsightAPI {
  let world: World
  let request: SandboxRequest

  private var settings: GainsightConfiguration { world.configuration.gainsight }

  /// True for the paths of Gainsight, which are none of Salesforce's.
  static func serves(_ path: String) -> Bool { path.hasPrefix("/v1/") || path.hasPrefix("/v2/") || path.hasPrefix("/v1.0/") }

  func reply() -> Reply {
    let segments = request.segments
    if segments == ["v1", "users", "m2m", "oauth", "token"] { return token().noting(.login) }
    guard isAuthorized() else {
      // gainsight.md 1.3: a 401 body has no data.
      return envelope(GainsightFailure("GS_APIG_2401", "Unauthorized", status: 401))
    }
    let (family, limit) = family(segments)
    guard world.tenant.window.admits(family, limit: limit, now: world.now) else {
      return envelope(GainsightFailure("GS_APIG_2404", "Rate limit reached", status: 429))
    }
    do throws(GainsightFailure) { return try route(segments) } catch { return envelope(error) }
  }

  private func route(_ segments: [String]) throws(GainsightFailure) -> Reply {
    let call = GainsightCall(world: world, request: request)
    let path = segments.map { $0.lowercased() }
    switch (path.count > 1 ? path[0] + "/" + path[1] : "", path.count) {
    case ("v1/data", 5) where path[2] == "objects" && path[3] == "query": return try GainsightQueryResource(call: call).reply(segments[4])
    case ("v1/data", 4...5) where path[2] == "objects":
      return try GainsightObjectResource(call: call).reply(segments[3], segments.count > 4 ? segments[4] : nil)
    case ("v2/cockpit", 3...): return try CockpitResource(call: call).reply(Array(path.dropFirst(2)))
    case ("v2/successplan", 2...): return try SuccessPlanResource(call: call).reply(Array(path.dropFirst(2)))
    case ("v1/ant", 4...) where path[2] == "es": return try TimelineResource(call: call).reply(Array(path.dropFirst(3)))
    case ("v1/peoplemgmt", 4...) where path[2] == "v1.0" && path[3] == "people": return try PersonResource(call: call).reply(Array(path.dropFirst(4)))
    case ("v1.0/api", 3...) where path[2] == "people": return try PersonResource(call: call).reply(Array(path.dropFirst(3)))
    case ("v1/users", 4) where path[2] == "services" && path[3] == "list": return try GainsightUsersResource(call: call).reply()
    case ("v1/meta", 4...): return try GainsightMetadata(call: call).reply(Array(segments.dropFirst(3)))
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  // gainsight.md 2: each family of calls has its window.
  private func family(_ segments: [String]) -> (String, Int) {
    let path = segments.prefix(2).joined(separator: "/").lowercased()
    switch path {
    case "v1/ant": return ("timeline", settings.callsPerMinute == 0 ? 0 : settings.callsPerMinute * 2)
    case "v2/successplan": return ("success plan", settings.callsPerMinute == 0 ? 0 : settings.callsPerMinute * 50)
    default: return ("synchronous", settings.callsPerMinute)
    }
  }

  private func isAuthorized() -> Bool {
    if request.header("accesskey") == settings.accessKey { return true }
    guard let header = request.header("authorization"), header.lowercased().hasPrefix("bearer ") else { return false }
    return world.tenant.tokens[header.dropFirst(7).trimmingSpace()].map { $0 > world.now } ?? false
  }

  // gainsight.md 1.2.
  private func token() -> Reply {
    let form = Dictionary(request.form.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    guard request.method == "POST", form["grant_type"] == "client_credentials" else {
      return .json(["error": "unsupported_grant_type", "error_description": "grant_type must be client_credentials"], status: 400)
    }
    guard let given = Base64.credentials(request.header("authorization")), given == (settings.machineKey, settings.machineSecret) else {
      return envelope(GainsightFailure("GS_APIG_2401", "Unauthorized", status: 401))
    }
    let token = "gs." + SHA256Digest.hex("machine token \(world.tenant.requestID())")
    world.tenant.tokens[token] = world.now + settings.tokenSeconds
    return .json(["access_token": .string(token), "token_type": "Bearer", "expires_in": .int(settings.tokenSeconds)])
  }

  /// A refusal in the envelope (gainsight.md 1.3).
  func envelope(_ failure: GainsightFailure) -> Reply {
    let id = SandboxValue.string(world.tenant.requestID())
    if failure.status == 401 {
      return .json(
        [
          "result": false, "errorCode": .string(failure.code), "errorDesc": .string(failure.message), "requestId": id,
          "message": .string(failure.message),
        ], status: 401)
    }
    if failure.code == "OBJECT_NOT_FOUND" {
      return .json(
        [
          "result": false, "requestId": id, "instance": .string(world.now.iso.replacing("T", with: " ").prefix(19) + " UTC"),
          "title": "OBJECT_NOT_FOUND", "detail": .string(failure.message), "errorDesc": .string(failure.message),
        ], status: failure.status)
    }
    var body = SandboxObject([
      ("result", false), ("errorCode", .string(failure.code)), ("errorDesc", .string(failure.message)), ("localizedErrorDesc", .null),
      ("requestId", id),
    ])
    if !failure.records.isEmpty {
      // gainsight.md 3.4: the errors are nested twice.
      let errors = failure.records.map { errors -> SandboxValue in
        ["success": false, "parsedValue": .null, "errors": .array(errors.map(\.json))]
      }
      body.append("data", ["count": 0, "errors": [.array(errors)], "records": .null])
    } else {
      body.append("data", .null)
    }
    body.append("message", .null)
    body.append("localizedMessage", .null)
    return .json(.object(body), status: failure.status)
  }
}

/// An authorised request to Gainsight.
struct GainsightCall {
  let world: World
  let request: SandboxRequest

  func json() throws(GainsightFailure) -> SandboxObject {
    guard let value = try? JSONReader.read(request.body), let object = value.object else {
      throw GainsightFailure("GSOBJ_1002", "The request body is no JSON object")
    }
    return object
  }

  func table(_ name: String) throws(GainsightFailure) -> GainsightTable {
    guard let table = world.tenant.table(name) else { throw GainsightFailure("OBJECT_NOT_FOUND", "Requested object not found.") }
    return table
  }

  /// A success in the envelope (gainsight.md 1.3).
  func success(_ data: SandboxValue) -> Reply {
    .json([
      "result": true, "errorCode": .null, "errorDesc": .null, "localizedErrorDesc": .null, "requestId": .string(world.tenant.requestID()),
      "data": data, "message": .null, "localizedMessage": .null,
    ])
  }
}
