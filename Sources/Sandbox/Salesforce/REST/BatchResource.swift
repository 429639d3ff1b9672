/// `/composite/batch` (salesforce.md 4.4): independent requests, each counted.
struct BatchResource {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "POST" else { throw call.notAllowed("POST") }
    let body = try call.jsonObject()
    guard let items = body["batchRequests"]?.array, !items.isEmpty else {
      throw .unparsable("batchRequests is missing or empty at [line:1, column:1]")
    }
    guard items.count <= 25 else { throw Rejection("LIMIT_EXCEEDED", "The request has \(items.count) subrequests; the limit is 25") }
    let halts = body["haltOnError"]?.bool ?? false
    var hasErrors = false
    var results: [SandboxValue] = []
    for item in items {
      let reply = hasErrors && halts ? Self.halted : run(item)
      if reply.status >= 400 { hasErrors = true }
      results.append(["statusCode": .int(reply.status), "result": Subrequest.json(reply)])
    }
    var reply = Reply.json(["hasErrors": .bool(hasErrors), "results": .array(results)]).noting(.composite, records: items.count)
    reply.note.apiCalls = items.count
    return reply
  }

  private func run(_ item: SandboxValue) -> Reply {
    guard let method = item["method"]?.string, let url = item["url"]?.string else {
      return SalesforceAPI.failure(Rejection("INVALID_INPUT", "Each subrequest has method and url"))
    }
    // URLs start at `vXX.X/…`; a full path is accepted too.
    let path = url.hasPrefix("/services/data/") ? url : "/services/data/" + (url.hasPrefix("/") ? String(url.dropFirst()) : url)
    return Subrequest(call: call).run(method: method.uppercased(), url: path, headers: [:], body: item["richInput"])
  }

  private static let halted = SalesforceAPI.failure(
    Rejection("BATCH_PROCESSING_HALTED", "Batch processing halted per request", status: 412))
}
