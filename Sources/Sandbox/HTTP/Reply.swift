/// What the sandbox answers, and what the call log keeps of it.
struct Reply: Sendable {
  enum Body: Sendable {
    case none
    case json(SandboxValue)
    case text(String, type: String)
  }

  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: Body
  var note = CallNote()
  /// What the connection does besides answering.
  var delivery = Delivery.answer

  enum Delivery: Sendable, Equatable {
    case answer
    /// The connection is reset and no byte is sent.
    case reset
  }

  static func json(_ value: SandboxValue, status: Int = 200) -> Reply { Reply(status: status, body: .json(value)) }

  static func empty(_ status: Int) -> Reply { Reply(status: status, body: .none) }

  static func html(_ text: String, status: Int) -> Reply { Reply(status: status, body: .text(text, type: "text/html; charset=UTF-8")) }

  static func xml(_ text: String, status: Int = 200) -> Reply { Reply(status: status, body: .text(text, type: "text/xml; charset=utf-8")) }

  func noting(_ kind: CallKind, _ object: String? = nil, records: Int = 0) -> Reply {
    var copy = self
    copy.note.kind = kind
    copy.note.object = object ?? copy.note.object
    copy.note.records = records
    return copy
  }

  func with(header name: String, _ value: String) -> Reply {
    var copy = self
    copy.headers.append((name, value))
    return copy
  }
}
