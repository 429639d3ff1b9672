import HTTPTypes
import Hummingbird
import Synchronization

/// One metric in Prometheus' text form.
public struct Metric: Sendable {
  public enum Kind: String, Sendable { case counter, gauge }

  public var name: String
  public var help: String
  public var kind: Kind
  public var samples: [(labels: [(name: String, value: String)], value: Double)]

  public init(_ name: String, _ kind: Kind, help: String, samples: [(labels: [(name: String, value: String)], value: Double)]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// The lines of this metric, in the exposition format 0.0.4.
  public var text: String {
    var lines = ["# HELP \(name) \(Self.escaped(help, quotes: false))", "# TYPE \(name) \(kind.rawValue)"]
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }.joined(separator: ",")
      lines.append("\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.append(character)
      }
    }
  }
}

/// Requests to hooks by status, since the start.
final class RequestCounts: Sendable {
  private let byStatus = Mutex<[Int: Int]>([:])

  func count(status: HTTPResponse.Status) {
    byStatus.withLock { $0[status.code, default: 0] += 1 }
  }

  var metric: Metric {
    let counts = byStatus.withLock { $0.sorted { $0.key < $1.key } }
    return Metric(
      "flowrun_hook_requests_total", .counter, help: "Requests to webhooks by the status they were answered with.",
      samples: counts.map { ([("status", "\($0.key)")], Double($0.value)) })
  }
}
