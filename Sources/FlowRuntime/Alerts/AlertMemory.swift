import CEL
import ConnectorKit
import JSON
import OrderedCollections

/// Keeps what people have been told between two runs, so that a restart tells nothing twice and no recovery is lost.
public protocol AlertMemory: Sendable {
  /// What was kept; nil where there is nothing, or nothing that can be read.
  func read() -> [UInt8]?
  func write(_ bytes: [UInt8])
}

extension AlertBook {
  /// What is open, as text.
  var kept: [UInt8] {
    let troubles = open.sorted { ($0.key.name, $0.key.kind.rawValue) < ($1.key.name, $1.key.kind.rawValue) }.map { key, trouble -> Value in
      let subject =
        switch key.subject {
        case .flow: "flow"
        case .connection: "connection"
        case .project: "project"
        }
      return .map([
        subject: .string(key.name), "kind": .string(key.kind.rawValue), "reason": .string(trouble.reason),
        "since": .int(trouble.since.seconds), "last": .int(trouble.last.seconds), "count": .int(Int64(trouble.count)),
        "well": trouble.wellSince.map { .int($0.seconds) } ?? .null, "relapses": .int(Int64(trouble.relapses)),
      ])
    }
    return Array(Value.map(["told": .list(troubles)]).jsonText.utf8) + [0x0A]
  }

  /// What `kept` gave; what cannot be read is forgotten.
  static func open(from bytes: [UInt8]) -> [Key: Trouble] {
    guard let told = (try? JSONDocument(bytes).root)?.member("told"), told.kind == .array else { return [:] }
    var open: [Key: Trouble] = [:]
    for node in told.elements {
      let subject =
        node.member("flow")?.text.map(AlertNews.Subject.flow) ?? node.member("connection")?.text.map(AlertNews.Subject.connection)
        ?? node.member("project").map { _ in AlertNews.Subject.project }
      guard let subject, let kind = node.member("kind")?.text.flatMap(AlertNews.Kind.init(rawValue:)), let since = time(node, "since"),
        let last = time(node, "last")
      else { continue }
      open[Key(subject: subject, kind: kind)] = Trouble(
        reason: node.member("reason")?.text ?? "", since: since, last: last, count: number(node, "count").map { Int(clamping: $0) } ?? 1,
        wellSince: time(node, "well"), relapses: number(node, "relapses").map { Int(clamping: $0) } ?? 0)
    }
    return open
  }

  private static func number(_ node: JSONNode, _ name: String) -> Int64? {
    guard let member = node.member(name), member.kind == .int else { return nil }
    return member.int
  }

  private static func time(_ node: JSONNode, _ name: String) -> Timestamp? { number(node, name).flatMap { Timestamp(seconds: $0) } }
}

extension AlertBook.Key {
  var name: String {
    switch subject {
    case .connection(let name), .flow(let name): name
    case .project: ""
    }
  }
}
