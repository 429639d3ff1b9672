/// `/_sandbox/…`: what people and tests ask of the sandbox itself.
struct ControlAPI {
  let world: World
  let request: SandboxRequest

  func reply() -> Reply {
    switch (request.method, request.segments.dropFirst().first ?? "") {
    case ("GET", ""):
      return .json([
        "calls": .int(world.calls.count), "time": .string(world.now.iso), "records": world.counts, "mail": .string(world.mailAddress),
        "organization": .string(world.org.organization),
      ])
    case ("GET", "calls"): return .json(.array(world.calls.dropFirst(request.parameter("after").flatMap { Int($0) } ?? 0).map(\.value)))
    case ("GET", "state"): return state()
    case ("GET", "credentials"): return credentials()
    case ("POST", "reset"):
      world.reset()
      return .json(["reset": true])
    case ("GET", "faults"):
      let counts = world.faults.counts.map {
        SandboxValue.object(SandboxObject([("id", .string($0.id)), ("seen", .int($0.seen)), ("struck", .int($0.struck))]))
      }
      return .json(["rules": .array(world.faults.current.map(\.value)), "counts": .array(counts)])
    case ("POST", "faults"): return addFaults()
    case ("DELETE", "faults"):
      if request.segments.count > 2 { world.faults.remove(request.segments[2]) } else { world.faults.clear() }
      return .json(["rules": .array(world.faults.current.map(\.value))])
    case ("POST", "expire-sessions"):
      world.expireSessions()
      return .json(["expired": true])
    case ("POST", "expire-cursors"):
      world.org.cursors = [:]
      return .json(["expired": true])
    case ("POST", "clock"):
      guard let seconds = body?["advance"]?.int else { return mistake("Send {\"advance\": SECONDS}.") }
      world.clockShift += seconds * 1000
      return .json(["time": .string(world.now.iso)])
    case ("GET", "outbound"): return .json(world.outbound.value)
    case ("POST", "outbound"): return addMessage()
    case ("DELETE", "outbound"):
      world.outbound.remove(request.segments.count > 2 ? request.segments[2] : "")
      return .json(world.outbound.value)
    case ("GET", "messages"): return .json(.array(world.slack.messages.map(\.value)))
    case ("GET", "mails"): return .json(.array(world.mails.map(\.value)))
    case ("GET", "snapshot"): return .json(Snapshot.take(world))
    case ("PUT", "snapshot"):
      guard let body else { return mistake("The body is no JSON.") }
      do throws(Snapshot.Mistake) { try Snapshot.restore(body, to: world) } catch { return mistake(error.description) }
      return .json(["restored": true])
    case ("POST", "score"): return score()
    case ("POST", "nps"): return nps()
    default:
      return .json(
        [
          "error":
            "There is GET /_sandbox, calls?after=N, credentials, state, state/OBJECT, faults, outbound, messages, mails, snapshot; PUT snapshot; POST outbound, reset, faults, expire-sessions, expire-cursors, clock, score, nps; DELETE faults, faults/ID, outbound/ACTION."
        ], status: 404)
    }
  }

  private var body: SandboxValue? { try? JSONReader.read(request.body) }

  private func mistake(_ message: String) -> Reply { .json(["error": .string(message)], status: 400) }

  private func state() -> Reply {
    guard request.segments.count > 2 else { return .json(world.counts) }
    guard world.org.store.table(request.segments[2]) != nil || world.tenant.table(request.segments[2]) != nil else {
      return .json(["error": .string("There is no object \(request.segments[2]).")], status: 404)
    }
    return .json(.array(world.records(of: request.segments[2]).map(SandboxValue.object)))
  }

  /// All that a client may log in with, the key of JWT assertions too unless the sandbox was given a public one.
  private func credentials() -> Reply {
    let (salesforce, gainsight) = (world.configuration.salesforce, world.configuration.gainsight)
    return .json([
      "salesforce": [
        "client_id": .string(salesforce.clientID), "client_secret": .string(salesforce.clientSecret), "username": .string(salesforce.username),
        "password": .string(salesforce.password), "security_token": .string(salesforce.securityToken),
        "refresh_token": .string(salesforce.refreshToken), "private_key": SandboxValue(world.signingKey?.privatePEM),
      ], "gainsight": ["access_key": .string(gainsight.accessKey)],
    ])
  }

  private func addMessage() -> Reply {
    guard let object = body?["object"]?.string, let definition = world.org.store.table(object)?.definition, let url = body?["url"]?.string,
      url.hasPrefix("http://"), let fields = body?["fields"]?.array?.compactMap(\.string),
      fields.allSatisfy({ definition.position(of: $0) != nil })
    else { return mistake("Send {\"object\": SOBJECT, \"url\": \"http://…\", \"fields\": [FIELD, …], \"repeats\": false, \"reorders\": false}.") }
    var message = OutboundMessage(object: definition.name, url: url, fields: fields)
    message.repeats = body?["repeats"]?.bool ?? false
    message.reorders = body?["reorders"]?.bool ?? false
    return .json(["action": .string(world.outbound.add(message))])
  }

  private func score() -> Reply {
    guard let company = body?["company"]?.string, let score = body?["score"]?.int, world.setScore(company, score) else {
      return mistake("Send {\"company\": GSID, \"score\": 0 to 100} with the id of a company that is there.")
    }
    return .json(["company": .string(company), "score": .int(score)])
  }

  private func nps() -> Reply {
    guard let company = body?["company"]?.string, let score = body?["score"]?.int, let email = body?["email"]?.string,
      let gsid = world.addResponse(company, score: score, email: email, comment: body?["comment"]?.string)
    else {
      return mistake("Send {\"company\": GSID, \"score\": 0 to 10, \"email\": ADDRESS, \"comment\": TEXT} with the id of a company that is there.")
    }
    return .json(["response": .string(gsid)])
  }

  private func addFaults() -> Reply {
    guard let body else { return mistake("The body is no JSON.") }
    let rules: [SandboxFault]
    do throws(SandboxFault.Mistake) { rules = try SandboxFault.rules(body) } catch { return mistake(error.message) }
    rules.forEach { world.faults.add($0) }
    return .json(["rules": .array(world.faults.current.map(\.value))])
  }
}
