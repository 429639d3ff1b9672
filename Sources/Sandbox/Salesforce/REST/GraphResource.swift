/// `/composite/graph` (salesforce.md 4.5): graphs of requests, each all or nothing.
struct GraphResource {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "POST" else { throw call.notAllowed("POST") }
    guard call.version.number >= 50 else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    guard let graphs = try call.jsonObject()["graphs"]?.array, !graphs.isEmpty else {
      throw .unparsable("graphs is missing or empty at [line:1, column:1]")
    }
    guard graphs.count <= 75 else { throw Rejection("LIMIT_EXCEEDED", "The request has \(graphs.count) graphs; the limit is 75") }
    var parts: [(id: String, parts: [CompositePart])] = []
    for graph in graphs {
      guard let id = graph["graphId"]?.string else { throw Rejection("INVALID_INPUT", "Each graph has a graphId") }
      parts.append((id, try CompositePart.parts(graph["compositeRequest"], limit: 500)))
    }
    let nodes = parts.reduce(0) { $0 + $1.parts.count }
    guard nodes <= 500 else { throw Rejection("LIMIT_EXCEEDED", "The request has \(nodes) nodes; the limit is 500") }
    var failures = 0
    var results: [SandboxValue] = []
    for graph in parts {
      // After 14 failed graphs the rest is not tried.
      let outcome = failures >= 14 ? halted(graph.parts) : CompositeRun(call: call, parts: graph.parts).run(all: true)
      if !outcome.isSuccessful { failures += 1 }
      results.append([
        "graphId": .string(graph.id), "graphResponse": ["compositeResponse": .array(outcome.responses)],
        "isSuccessful": .bool(outcome.isSuccessful),
      ])
    }
    var reply = Reply.json(["graphs": .array(results)]).noting(.composite, records: nodes)
    reply.note.apiCalls = 1
    return reply
  }

  private func halted(_ parts: [CompositePart]) -> (responses: [SandboxValue], isSuccessful: Bool) {
    let responses = parts.map { part -> SandboxValue in
      [
        "body": Subrequest.json(CompositeRun.halted), "httpHeaders": [:], "httpStatusCode": .int(CompositeRun.halted.status),
        "referenceId": .string(part.reference),
      ]
    }
    return (responses, false)
  }
}
