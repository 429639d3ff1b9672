import CEL
public import ConnectorKit
import Synchronization

/// A help desk that is none: it answers requests as the desk does, from memory, so that the connector is tried without one.
public final class DeskSystem: HTTPTransport {
  /// What it lets in.
  public static let key = "desk-key-7f0e4b1c"

  private struct State {
    var tickets: [Record] = []
    var notes: Set<String> = []
    var moment: Int64 = 1_772_000_000
  }

  private let state = Mutex(State())
  private static let pageSize = 3

  public init() {}

  public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    guard request.headers.contains(where: { $0.name == "X-Desk-Key" && $0.value == Self.key }) else {
      return Self.refused(401, "unknown_key", "This key is not known.")
    }
    let body = (try? Value(json: request.body)) ?? .null
    let parts = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).last ?? ""
    let path = parts.split(separator: "?", maxSplits: 1)
    return state.withLock { state in
      switch (request.method, path.first ?? "") {
      case (.post, "tickets/search"): Self.search(body, state)
      case (.get, "tickets"): Self.list(Self.query(path.count > 1 ? path[1] : ""), state)
      case (.post, "tickets"): Self.results(body) { Self.create($0, &state) }
      case (.patch, "tickets"): Self.results(body) { Self.change($0, &state) }
      case (.patch, let one) where one.hasPrefix("tickets/"): Self.changeOne(one, body, &state)
      case (.post, "notes"): Self.note(body, &state)
      case (.put, let close) where close.hasPrefix("tickets/") && close.hasSuffix("/closed"): Self.close(close, &state)
      default: Self.refused(404, "no_path", "There is no such path.")
      }
    }
  }

  private static func search(_ body: Value, _ state: State) -> HTTPResponse {
    guard let by = body["by"]?.asString, let values = body["values"]?.asList else {
      return refused(400, "bad_search", "`by` and `values` are needed.")
    }
    return answer(["tickets": .list(state.tickets.filter { values.contains($0[by] ?? .null) }.map { .map($0) })])
  }

  private static func list(_ query: [String: String], _ state: State) -> HTTPResponse {
    // Times of one form have the order of their text.
    let all = state.tickets.filter { $0["changed"]?.asString ?? "" >= query["since"] ?? "" }.sorted {
      ($0["changed"]?.asString ?? "") < ($1["changed"]?.asString ?? "")
    }
    let start = query["page"].flatMap { Int($0) } ?? 0
    let page = all.dropFirst(start).prefix(pageSize)
    let next: Value = start + page.count < all.count ? .string(String(start + page.count)) : .null
    return answer(["tickets": .list(page.map { .map($0) }), "next": next])
  }

  private static func results(_ body: Value, _ write: (Record) -> Value) -> HTTPResponse {
    answer(["results": .list((body["tickets"]?.asList ?? []).map { write($0.asRecord ?? [:]) })])
  }

  private static func create(_ fields: Record, _ state: inout State) -> Value {
    guard let subject = fields["subject"]?.asString, !subject.isEmpty else { return error("subject_missing", "A ticket needs a subject.") }
    if state.tickets.contains(where: { $0["number"] == fields["number"] }) { return error("number_taken", "There is a ticket of this number.") }
    var ticket = fields
    let id = Value.string("T\(state.tickets.count + 1)")
    ticket["id"] = id
    if ticket["status"] == nil { ticket["status"] = "open" }
    state.tickets.append(touched(ticket, &state))
    return ["id": id]
  }

  private static func change(_ fields: Record, _ state: inout State) -> Value {
    guard let index = state.tickets.firstIndex(where: { $0["id"] == fields["id"] }) else { return error("no_ticket", "There is no such ticket.") }
    var ticket = state.tickets[index]
    for (name, value) in fields { ticket[name] = value }
    state.tickets[index] = touched(ticket, &state)
    return ["id": ticket["id"] ?? .null]
  }

  private static func changeOne(_ path: Substring, _ body: Value, _ state: inout State) -> HTTPResponse {
    var fields = body.asRecord ?? [:]
    fields["id"] = .string(String(path.dropFirst(8)))
    let result = change(fields, &state)
    return result["error"] == nil ? answer(result) : answer(result, status: 404)
  }

  private static func close(_ path: Substring, _ state: inout State) -> HTTPResponse {
    let id = path.dropFirst(8).dropLast(7)
    let result = change(["id": .string(String(id)), "status": "closed"], &state)
    return result["error"] == nil ? answer(result) : refused(404, "no_ticket", "There is no such ticket.")
  }

  private static func note(_ body: Value, _ state: inout State) -> HTTPResponse {
    guard body["team"] == "support" else { return refused(400, "no_team", "There is no such team.") }
    state.notes.insert(body["key"]?.asString ?? "")
    return answer(["id": .string("N\(state.notes.count)")])
  }

  private static func touched(_ ticket: Record, _ state: inout State) -> Record {
    var ticket = ticket
    state.moment += 1
    ticket["changed"] = .string(Timestamp(seconds: state.moment)?.description ?? "")
    return ticket
  }

  private static func error(_ code: String, _ message: String) -> Value { ["error": ["code": .string(code), "message": .string(message)]] }

  private static func refused(_ status: Int, _ code: String, _ message: String) -> HTTPResponse {
    answer(error(code, message), status: status)
  }

  private static func answer(_ value: Value, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: [("Content-Type", "application/json")], body: Array(value.jsonText.utf8))
  }

  /// `a=b&c=d`, percent-decoded.
  private static func query(_ text: Substring) -> [String: String] {
    var query: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { query[String(parts[0])] = decoded(parts[1]) }
    }
    return query
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
