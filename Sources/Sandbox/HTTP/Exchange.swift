/// One request on its way through the sandbox: faults, the system that answers, the log.
struct Exchange {
  let world: World
  let request: SandboxRequest
  /// Whom to tell that notifications wait; nil where nothing is served.
  let sender: OutboundSender?

  /// The answer, and how many milliseconds it waits.
  func run() -> (reply: Reply, delay: Int) {
    if request.segments.first == "_sandbox" { return (ControlAPI(world: world, request: request).reply(), 0) }
    let system = SlackAPI.serves(request) ? "slack" : GainsightAPI.serves(request.path) ? "gainsight" : "salesforce"
    let struck = world.faults.strike(request, system: system)
    let delay = struck.filter { $0.kind == .slow }.map(\.delay).max() ?? 0
    if struck.contains(where: { $0.kind == .expireSession }) { world.expireSessions() }
    let replies = FaultReplies(system: system, used: world.org.usedRequests, limit: world.configuration.salesforce.dailyRequests)
    for fault in struck where fault.commit == .before {
      if let reply = replies.reply(fault) { return (logged(reply, system, fault), delay) }
    }
    world.begin(struck.filter { [.partial, .lockChunk, .lockRow].contains($0.kind) })
    var reply = answer(system)
    world.begin([])
    let changed = world.org.store.commit().filter { world.org.store.row($0.id)?.isDeleted == false }
    if world.outbound.changed(changed) { sender?.notify() }
    var fault = struck.first
    for late in struck where late.commit == .after {
      guard let changed = replies.reply(late) else { continue }
      let note = reply.note
      reply = changed
      reply.note = note
      fault = late
    }
    return (logged(reply, system, fault), delay)
  }

  private func answer(_ system: String) -> Reply {
    if system == "slack" { return SlackAPI(world: world, request: request).reply() }
    if system == "gainsight" { return GainsightAPI(world: world, request: request).reply() }
    let origin = Origin(host: request.header("host") ?? "", own: world.address, myDomain: world.configuration.salesforce.myDomain)
    return SalesforceAPI(world: world, request: request, origin: origin).reply()
  }

  private func logged(_ reply: Reply, _ system: String, _ fault: SandboxFault?) -> Reply {
    // A query may have 16 KB, and the log keeps every call.
    let query = request.query.isEmpty ? "" : "?" + request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&").prefix(1000)
    let call = SandboxCall(
      number: world.calls.count + 1, time: world.now.milliseconds, system: system, method: request.method, target: request.path + query,
      kind: reply.note.kind, object: reply.note.object, records: reply.note.records, apiCalls: reply.note.apiCalls ?? 0,
      client: request.option("Sforce-Call-Options", "client") ?? request.header("user-agent"), status: reply.delivery == .reset ? 0 : reply.status,
      fault: fault?.id)
    world.calls.append(call)
    world.logFile?.append(call)
    return reply
  }
}
