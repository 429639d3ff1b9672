/// `/composite` (salesforce.md 4.3): up to 25 requests in a row, which may refer to earlier ones.
struct CompositeResource {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "POST" else { throw call.notAllowed("POST") }
    let body = try call.jsonObject()
    let parts = try CompositePart.parts(body["compositeRequest"], limit: 25)
    let outcome = CompositeRun(call: call, parts: parts).run(all: body["allOrNone"]?.bool ?? false)
    var reply = Reply.json(["compositeResponse": .array(outcome.responses)]).noting(.composite, records: parts.count)
    reply.note.apiCalls = 1
    return reply
  }
}

/// One request of a composite.
struct CompositePart {
  var method: String
  var url: String
  var reference: String
  var headers: [String: String]
  var body: SandboxValue?

  static func parts(_ value: SandboxValue?, limit: Int) throws(Rejection) -> [CompositePart] {
    guard let items = value?.array, !items.isEmpty else { throw .unparsable("compositeRequest is missing or empty at [line:1, column:1]") }
    guard items.count <= limit else {
      throw Rejection("LIMIT_EXCEEDED", "The request has \(items.count) subrequests; the limit is \(limit)")
    }
    var seen: Set<String> = []
    var queries = 0
    var parts: [CompositePart] = []
    for item in items {
      guard let method = item["method"]?.string, let url = item["url"]?.string, let reference = item["referenceId"]?.string else {
        throw Rejection("INVALID_INPUT", "Each subrequest has method, url and referenceId")
      }
      let isName = reference.first?.isLetter == true && reference.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      guard isName, seen.insert(reference).inserted else {
        throw Rejection(
          "INVALID_INPUT", "The referenceId '\(reference)' must start with a letter, have letters, digits and underscores only, and be unique")
      }
      if url.contains("/query") || url.contains("/composite/sobjects") { queries += 1 }
      parts.append(
        CompositePart(
          method: method.uppercased(), url: CompositeReferences.plain(url), reference: reference, headers: Subrequest.headers(item["httpHeaders"]),
          body: item["body"]))
    }
    guard limit > 25 || queries <= 5 else {
      throw Rejection("LIMIT_EXCEEDED", "The request has \(queries) queries and collections; at most 5 of its subrequests may be such")
    }
    return parts
  }
}

/// Runs the parts of a composite or of a graph.
struct CompositeRun {
  let call: DataCall
  let parts: [CompositePart]

  func run(all: Bool) -> (responses: [SandboxValue], isSuccessful: Bool) {
    let mark = call.world.org.store.mark()
    var results: [String: SandboxValue] = [:]
    var failed: Set<String> = []
    var replies: [Reply] = []
    for part in parts {
      let halted = all && !failed.isEmpty
      let reply = halted ? Self.halted : perform(part, results, failed)
      replies.append(reply)
      results[part.reference] = Subrequest.json(reply)
      if reply.status >= 400 || reply.status == 300 { failed.insert(part.reference) }
    }
    if all, !failed.isEmpty {
      call.world.org.store.rollBack(to: mark)
      replies = zip(parts, replies).map { part, reply in failed.contains(part.reference) && !Self.isHalted(reply) ? reply : Self.halted }
    }
    let responses = zip(parts, replies).map { part, reply -> SandboxValue in
      let headers = SandboxObject(reply.headers.filter { $0.name == "Location" }.map { ($0.name, .string($0.value)) })
      return [
        "body": Subrequest.json(reply), "httpHeaders": .object(headers), "httpStatusCode": .int(reply.status),
        "referenceId": .string(part.reference),
      ]
    }
    return (responses, failed.isEmpty)
  }

  private func perform(_ part: CompositePart, _ results: [String: SandboxValue], _ failed: Set<String>) -> Reply {
    let references = CompositeReferences(results: results)
    let used = references.used(in: part.url).union(part.body.map { references.used(in: $0) } ?? [])
    guard used.isDisjoint(with: failed) else { return Self.halted }
    do throws(Rejection) {
      let url = try references.resolve(part.url)
      var body: SandboxValue?
      if let sent = part.body { body = try references.resolve(sent) }
      return Subrequest(call: call).run(method: part.method, url: url, headers: part.headers, body: body)
    } catch {
      return SalesforceAPI.failure(error)
    }
  }

  static let halted = SalesforceAPI.failure(
    Rejection("PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed."))

  private static func isHalted(_ reply: Reply) -> Bool {
    Subrequest.json(reply).array?.first?["errorCode"] == "PROCESSING_HALTED"
  }
}
