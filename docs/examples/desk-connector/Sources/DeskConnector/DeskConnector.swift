import CEL
public import Calls
public import ConnectorKit
public import Schema

/// Tickets of a help desk: found by number, polled, created and changed in batches of 20; notes to its teams; closing a ticket.
///
/// Settings: `url`; `auth: { key: … }`; options `limits.calls`, `timeout` in seconds, `insecure_http`.
public struct DeskConnector: Connector {
  public static let kind = "desk"
  public static let standardSchema = ConnectionSchema([Ticket.schema])
  public static let traits = ConnectorTraits(writeBatch: 20, allOrNothing: false, pollOverlap: 0, concurrentCalls: 4)

  private let client: DeskClient

  public init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    client = try DeskClient(settings, transport)
  }

  public func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] {
    var schemas: [ObjectSchema] = []
    for name in objects {
      try check(name)
      schemas.append(Ticket.schema)
    }
    return schemas
  }

  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    try check(call.object)
    guard call.match.count == 1, ["id", "number"].contains(call.match[0]), !call.normalized else {
      throw CallFailure(.rejected, code: "not_findable", message: "Tickets are found by `id` or `number`.")
    }
    let tally = CallTally()
    let asked: Value = ["by": .string(call.match[0]), "values": .list(call.keys.map { $0[0] })]
    let answer = try await client.send(.post, "/tickets/search", asked, .read, tally)
    return FindAnswer(records: try Ticket.read(answer["tickets"], call.match + call.fields), info: tally.info)
  }

  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    try check(call.object)
    let tally = CallTally()
    let query = [call.since.map { "since=\(PercentEncoding.query($0.description))" }, call.page.map { "page=\(PercentEncoding.query($0))" }]
    let path = "/tickets?" + query.compactMap(\.self).joined(separator: "&")
    let answer = try await client.send(.get, path, nil, .read, tally)
    return PollAnswer(records: try Ticket.read(answer["tickets"], call.fields), next: answer["next"]?.asString, info: tally.info)
  }

  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    try check(call.object)
    let tally = CallTally()
    let tickets = call.records.map { record -> Value in
      var fields = record.fields
      if let id = record.id { fields["id"] = .string(id) }
      return .map(fields)
    }
    let answer = try await client.send(call.verb == .create ? .post : .patch, "/tickets", ["tickets": .list(tickets)], .write, tally)
    guard let results = answer["results"]?.asList, results.count == call.records.count else {
      throw CallFailure(.unknown, code: "bad_answer", message: "The desk answered a write without one result for each ticket.")
    }
    return WriteAnswer(results: results.map { client.result($0) }, info: tally.info)
  }

  public func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    let tally = CallTally()
    var id: String?
    for team in call.to {
      let note: Value = [
        "team": .string(team), "title": call.subject.map(Value.string) ?? .null, "text": .string(call.text), "key": .string(call.key),
      ]
      // The desk drops a note whose key it has seen: it may be sent again.
      id = try await client.send(.post, "/notes", note, .write, tally, repeatable: true)["id"]?.asString
    }
    return NotifyAnswer(id: id, info: tally.info)
  }

  public func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    guard call.operation == "close", let id = call.arguments["id"]?.asString else {
      throw CallFailure(.rejected, code: "no_operation", message: "The desk has the operation `close`, which takes an `id`.")
    }
    let tally = CallTally()
    // A ticket that is closed stays closed: closing it again does no harm.
    let answer = try await client.send(.put, "/tickets/\(PercentEncoding.segment(id))/closed", [:], .write, tally, repeatable: true)
    return OperationAnswer(value: answer, info: tally.info)
  }

  private func check(_ object: String) throws(CallFailure) {
    guard object == Ticket.schema.name else { throw CallFailure(.rejected, code: "no_object", message: "The desk has the object `ticket`.") }
  }
}
