/// `/_sandbox/…`: what people and tests ask of the sandbox itself.
struct ControlAPI {
  let world: World
  let request: SandboxRequest

  func reply() -> Reply {
    switch (request.method, request.segments.dropFirst().first ?? "") {
    case ("GET", ""): return .json(["calls": .int(world.calls.count), "time": .string(world.now.iso), "records": world.counts])
    case ("GET", "calls"): return .json(.array(world.calls.dropFirst(request.parameter("after").flatMap { Int($0) } ?? 0).map(\.value)))
    case ("GET", "state"): return state()
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
    default:
      return .json(
        [
          "error":
            "There is GET /_sandbox, calls?after=N, state, state/OBJECT, faults; POST reset, faults, expire-sessions, expire-cursors, clock; DELETE faults, faults/ID."
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

  private func addFaults() -> Reply {
    guard let body else { return mistake("The body is no JSON.") }
    var rules: [SandboxFault] = []
    do throws(SandboxFault.Mistake) {
      for rule in body["rules"]?.array ?? body.array ?? [body] { rules.append(try SandboxFault(rule)) }
    } catch {
      return mistake(error.message)
    }
    rules.forEach { world.faults.add($0) }
    return .json(["rules": .array(world.faults.current.map(\.value))])
  }
}
