import CEL
import OrderedCollections

/// What one receiver is sent at a time.
public struct AlertMessage: Sendable, Equatable {
  public var news: [AlertNews]
  /// The same when it is sent again.
  public var key: String

  /// Lines of one message at most; what is more is counted.
  static let longest = 50

  /// One line.
  public var subject: String {
    guard news.count == 1, let first = news.first else { return "flowrun: \(news.count) alerts" }
    let name =
      switch first.subject {
      case .connection(let name): "connection \(name)"
      case .flow(let name): "flow \(name)"
      case .project: "the project"
      }
    let what = first.kind.rawValue.replacing("_", with: " ")
    return first.isOver ? "flowrun: \(name): over: \(what)" : "flowrun: \(name): \(what)"
  }

  public var text: String {
    var lines = news.prefix(Self.longest).map(\.sentence)
    if news.count > Self.longest { lines.append("… and \(news.count - Self.longest) more.") }
    var owners: [String] = []
    for owner in news.compactMap(\.owner) where !owners.contains(owner) { owners.append(owner) }
    if !owners.isEmpty { lines.append("Owner: \(owners.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }

  /// For programs, on one line.
  public var json: String {
    let alerts = news.map { news -> Value in
      var fields: [(String, Value)] = []
      switch news.subject {
      case .connection(let name): fields.append(("connection", .string(name)))
      case .flow(let name): fields.append(("flow", .string(name)))
      case .project: break
      }
      fields += [
        ("kind", .string(news.kind.rawValue)), ("over", .bool(news.isOver)), ("since", .string(news.since.brief)), ("count", .int(Int64(news.count))),
        ("reason", .string(news.reason)), ("text", .string(news.sentence)), ("owner", news.owner.map { .string($0) } ?? .null),
      ]
      return .map(.init(uniqueKeysWithValues: fields))
    }
    return Value.map(["subject": .string(subject), "text": .string(text), "alerts": .list(alerts)]).jsonText
  }
}
