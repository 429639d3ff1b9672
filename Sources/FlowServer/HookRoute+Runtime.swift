import CEL
public import FlowEngine
public import FlowRuntime
import JSON

extension HookRoute {
  /// A hook whose bodies go to a source of a running flow. An admitted body that is no JSON is kept as a dead letter.
  public init(flow: String, verification: HookVerification, runtime: Runtime, source: SourceID) {
    self.init(flow: flow, verification: verification) { body throws(HookRefusal) in
      let answer = await runtime.accept(Self.content(of: body), for: source)
      switch answer {
      case .accepted: return
      case .refused(.draining), .refused(.unknownSource): throw .draining
      case .refused(.notKept): throw .notKept
      }
    }
  }

  private static func content(of body: [UInt8]) -> Arrival.Content {
    do throws(JSONError) {
      return .body(try Value(json: body))
    } catch {
      return .unreadable(body: body, reason: error.description)
    }
  }
}

extension AdminView {
  /// What a runtime tells of itself.
  public init(_ runtime: Runtime) {
    self.init(unready: { await runtime.unready }, metrics: { Metric.all(await runtime.report) })
  }
}

extension Metric {
  /// A run's counts.
  public static func all(_ summary: RunSummary) -> [Metric] {
    let outcomes = summary.outcomes.map { line, count in
      ([("flow", line.flow), ("ending", line.ending), ("reason", line.reason ?? ""), ("step", line.step ?? "")], Double(count))
    }
    func calls(_ count: (RunSummary.CallTotals) -> Int) -> [(labels: [(name: String, value: String)], value: Double)] {
      sorted(
        summary.calls.map { line, totals in
          ([("connection", line.connection), ("kind", line.kind.rawValue), ("object", line.object)], Double(count(totals)))
        })
    }
    return [
      Metric("flowrun_events_total", .counter, help: "Events by how they ended.", samples: sorted(outcomes)),
      Metric("flowrun_calls_total", .counter, help: "Calls that came to their end.", samples: calls { $0.calls }),
      Metric("flowrun_requests_total", .counter, help: "Requests that calls took, logins aside.", samples: calls { $0.requests }),
      Metric("flowrun_call_failures_total", .counter, help: "Calls that failed, and records of calls that failed.", samples: calls { $0.failures }),
    ]
  }

  private static func sorted(_ samples: [([(String, String)], Double)]) -> [(labels: [(name: String, value: String)], value: Double)] {
    samples.sorted { a, b in a.0.map(\.1).lexicographicallyPrecedes(b.0.map(\.1)) }
      .map { (labels: $0.0.map { (name: $0.0, value: $0.1) }, value: $0.1) }
  }
}
