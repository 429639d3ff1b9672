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
    self.init(unready: { await runtime.unready }, metrics: { Metric.all(await runtime.report) + Metric.all(await runtime.gauges) })
  }
}

extension Metric {
  /// A run's counts.
  public static func all(_ summary: RunSummary) -> [Metric] {
    let outcomes = summary.outcomes.map { line, count in
      ([("flow", line.flow), ("ending", line.ending), ("reason", line.reason ?? ""), ("step", line.step ?? "")], Double(count))
    }
    let steps = summary.steps.map { line, count in
      ([("flow", line.flow), ("step", line.step), ("outcome", line.outcome.rawValue)], Double(count))
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
      Metric("flowrun_steps_total", .counter, help: "Steps of ended events by what they did.", samples: sorted(steps)),
    ]
  }

  /// How a run stands now.
  public static func all(_ gauges: RuntimeGauges) -> [Metric] {
    func connections(_ value: (RequestLimiter.Use) -> Int?) -> [(labels: [(name: String, value: String)], value: Double)] {
      sorted(gauges.allowances.compactMap { name, use in value(use).map { ([("connection", name)], Double($0)) } })
    }
    return [
      Metric(
        "flowrun_lag_seconds", .gauge, help: "Age of each flow's oldest event that has not ended.",
        samples: sorted(gauges.lag.map { ([("flow", $0.key)], $0.value) })),
      Metric(
        "flowrun_calls_in_flight", .gauge, help: "Calls that are sent or wait for their turn.",
        samples: [(labels: [], value: Double(gauges.callsInFlight))]),
      Metric("flowrun_allowance_used", .gauge, help: "Requests of the last 24 hours that count against `limits`.", samples: connections { $0.used }),
      Metric("flowrun_allowance_limit", .gauge, help: "Requests that `limits` allow in 24 hours.", samples: connections { $0.ours }),
      Metric("flowrun_ready", .gauge, help: "1 while events are taken, else 0.", samples: [(labels: [], value: gauges.isReady ? 1 : 0)]),
    ]
  }

  private static func sorted(_ samples: [([(String, String)], Double)]) -> [(labels: [(name: String, value: String)], value: Double)] {
    samples.sorted { a, b in a.0.map(\.1).lexicographicallyPrecedes(b.0.map(\.1)) }
      .map { (labels: $0.0.map { (name: $0.0, value: $0.1) }, value: $0.1) }
  }
}
