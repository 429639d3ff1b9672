import CEL
import ConnectorKit
public import Diagnostics
import FlowSyntax

/// Why a file is no recording: a sentence with its place.
public struct RecordingFailure: Error, Sendable, Equatable, CustomStringConvertible {
  public var description: String

  public init(description: String) { self.description = description }
}

extension Recording {
  /// Reads what `yaml` wrote, and what people made of it.
  public init(_ file: SourceFile) throws(RecordingFailure) {
    let findings = Findings()
    guard let root = YAMLParser.parse(file, into: findings, limits: .programs), !findings.hasErrors else {
      throw RecordingFailure(description: TextReport().render(findings.sorted))
    }
    let reader = try NodeReader(root, "a recording")
    try reader.allow(["recording", "started", "ended", "journal", "sandbox", "redacted", "exchanges"])
    guard try reader.text("recording") == "1" else { throw reader.failure("`recording` is the version of the form: write `recording: 1`.") }
    self.init(
      started: try reader.time("started"), ended: try reader.time("ended"), journal: try reader.text("journal"),
      sandbox: try reader.optional("sandbox")?.text(), redacted: try reader.optional("redacted")?.texts() ?? [],
      exchanges: try reader.node("exchanges").items().map { item throws(RecordingFailure) in try Exchange(NodeReader(item, "an exchange")) })
  }
}

extension Recording.Exchange {
  fileprivate init(_ reader: NodeReader) throws(RecordingFailure) {
    try reader.allow(["request", "answer", "failure"])
    let request = try NodeReader(try reader.node("request"), "a request")
    try request.allow(["method", "url", "type", "json", "form", "text", "base64"])
    let name = try request.text("method")
    guard let method = HTTPRequest.Method(rawValue: name) else {
      throw request.failure("`\(name)` is no method: write GET, POST, PUT, PATCH or DELETE.")
    }
    let type = try request.optional("type")?.text()
    let asked = HTTPRequest(
      method, try request.text("url"), headers: type.map { [("Content-Type", $0)] } ?? [], body: try request.body(), idempotent: false)
    self.init(asked, try Self.outcome(reader))
  }

  private static func outcome(_ reader: NodeReader) throws(RecordingFailure) -> Outcome {
    if let node = reader.optional("failure") {
      let failure = try NodeReader(node, "a failure")
      try failure.allow(["kind", "message"])
      let name = try failure.text("kind")
      guard let kind = TransportFailure.Kind(rawValue: name) else {
        throw failure.failure("`\(name)` is no failure: write notSent, noAnswer, tooLarge, cancelled, badRequest or notRecorded.")
      }
      return .failure(TransportFailure(kind, try failure.text("message")))
    }
    let answer = try NodeReader(try reader.node("answer"), "an answer")
    try answer.allow(["status", "headers", "json", "form", "text", "base64"])
    let text = try answer.text("status")
    guard let status = Int(text), (100...599).contains(status) else { throw answer.failure("`status` is a number from 100 to 599, not `\(text)`.") }
    let headers = try answer.optional("headers")?.pairs() ?? []
    return .answer(HTTPResponse(status: status, headers: headers, body: try answer.body()))
  }
}

/// A mapping of the file, read key by key.
private struct NodeReader {
  let node: YAMLNode
  let what: String
  private let pairs: [YAMLPair]

  init(_ node: YAMLNode, _ what: String) throws(RecordingFailure) {
    self.node = node
    self.what = what
    guard case .mapping(let pairs) = node.content else { throw node.failure("Expected \(what), a mapping, and found \(node.kind).") }
    self.pairs = pairs
  }

  func failure(_ message: String) -> RecordingFailure { node.failure(message) }

  func allow(_ names: [String]) throws(RecordingFailure) {
    for pair in pairs where !names.contains(pair.name ?? "") {
      throw pair.key.failure("`\(pair.name ?? "")` is no key of \(what). It has: \(names.map { "`\($0)`" }.joined(separator: ", ")).")
    }
  }

  func optional(_ name: String) -> YAMLNode? { pairs.first { $0.name == name }?.value }

  func node(_ name: String) throws(RecordingFailure) -> YAMLNode {
    guard let found = optional(name) else { throw failure("`\(name)` is missing from \(what).") }
    return found
  }

  func text(_ name: String) throws(RecordingFailure) -> String { try node(name).text() }

  func time(_ name: String) throws(RecordingFailure) -> Timestamp {
    let found = try node(name)
    guard let time = Timestamp(try found.text()) else { throw found.failure("`\(name)` is a time such as \"2026-03-14T09:00:00Z\".") }
    return time
  }

  func body() throws(RecordingFailure) -> [UInt8] {
    if let node = optional("json") ?? optional("text") { return Array(try node.text().utf8) }
    if let pairs = try optional("form")?.pairs() { return Array(PercentEncoding.form(pairs).utf8) }
    guard let node = optional("base64") else { return [] }
    guard let bytes = Base64.decode(try node.text()) else { throw node.failure("This is no base64 text.") }
    return bytes
  }
}

extension YAMLNode {
  fileprivate func failure(_ message: String) -> RecordingFailure {
    RecordingFailure(description: "\(span.file.name):\(span.start.line):\(span.start.column): \(message)")
  }

  fileprivate func text() throws(RecordingFailure) -> String {
    guard case .scalar(let scalar) = content else { throw failure("Expected text and found \(kind).") }
    return scalar.text
  }

  fileprivate func items() throws(RecordingFailure) -> [YAMLNode] {
    guard case .sequence(let items) = content else { throw failure("Expected a list and found \(kind).") }
    return items
  }

  fileprivate func texts() throws(RecordingFailure) -> [String] {
    try items().map { item throws(RecordingFailure) in try item.text() }
  }

  fileprivate func pairs() throws(RecordingFailure) -> [(name: String, value: String)] {
    try items().map { item throws(RecordingFailure) in
      let texts = try item.texts()
      guard texts.count == 2 else { throw item.failure("Expected a pair such as [\"Content-Type\", \"application/json\"].") }
      return (texts[0], texts[1])
    }
  }
}
