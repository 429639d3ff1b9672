import Diagnostics
import FlowSyntax
import OrderedCollections

/// The calls that flows cost beside the `per_day` of their connection's `limits`.
struct BudgetRule {
  let members: [FlowSetChecker.Member]
  let context: ProjectContext
  let findings: Findings

  /// Events that the cost of a flow is told for.
  private static let events = 1_000

  func run() {
    var fixed: [String: (calls: Int, latest: SourceSpan)] = [:]
    for member in members {
      for trigger in member.flow.triggers {
        guard case .poll(let name) = trigger.source, let schedule = trigger.schedule else { continue }
        let calls = PollCount.aDay(schedule)
        fixed[name.connection.value, default: (0, trigger.keySpan)].calls += calls
        fixed[name.connection.value]?.latest = trigger.keySpan
      }
    }
    for (connection, polls) in fixed.sorted(by: { $0.key < $1.key }) {
      guard let budget = context.connections?[connection]?.callsPerDay, polls.calls > budget else { continue }
      findings.add(RuleFact.pollsOverBudget(connection: connection, calls: polls.calls, budget: budget), at: polls.latest)
    }
    for member in members {
      for (connection, calls) in cost(member.checked.steps).sorted(by: { $0.key < $1.key }) {
        guard let budget = context.connections?[connection]?.callsPerDay else { continue }
        let polls = fixed[connection]?.calls ?? 0
        guard polls <= budget, calls > budget - polls, let place = member.flow.triggers.first?.keySpan else { continue }
        findings.add(RuleFact.eventsOverBudget(connection: connection, calls: calls, left: budget - polls), at: place)
      }
    }
  }

  /// Calls per connection that a thousand events cost at least.
  private func cost(_ steps: [CheckedStep]) -> [String: Int] {
    var calls: [String: Int] = [:]
    for step in steps {
      switch step.verb {
      case .lookup(let lookup): calls[lookup.connection, default: 0] += batches(lookup.connection) * lookup.match.strategies.count
      case .update(let write), .upsert(let write), .create(let write):
        calls[write.connection, default: 0] += batches(write.connection) * ((write.match?.strategies.count ?? 0) + 1)
      case .notify(let notify): calls[notify.connection, default: 0] += Self.events
      case .call(let connection, _, _): calls[connection, default: 0] += Self.events
      case .block(let inner, _): calls.merge(cost(inner), uniquingKeysWith: +)
      case .transform, .skip, .fail: break
      }
    }
    return calls
  }

  private func batches(_ connection: String) -> Int {
    switch context.connections?[connection]?.connector {
    case "salesforce"?: Self.events / 200
    case "gainsight"?: Self.events / 50
    default: Self.events
    }
  }
}

/// How often a poll runs.
enum PollCount {
  static func aDay(_ schedule: Trigger.Schedule) -> Int {
    switch schedule {
    case .every(let seconds): Int((86_400 / max(seconds.value, 1)).rounded(.up))
    case .cron(let text, _):
      text.value.split(separator: " ").prefix(2).map(String.init).enumerated().reduce(1) { count, part in
        count * matches(part.element, of: part.offset == 0 ? 60 : 24)
      }
    }
  }

  private static func matches(_ field: String, of all: Int) -> Int {
    field.split(separator: ",").reduce(0) { count, part in
      let halves = part.split(separator: "/")
      let step = halves.count == 2 ? max(1, Int(halves[1]) ?? 1) : 1
      let ends = (halves.first ?? "*").split(separator: "-").compactMap { Int($0) }
      let width = halves.first == "*" ? all : ends.count == 2 ? max(1, ends[1] - ends[0] + 1) : halves.count == 2 ? all - (ends.first ?? 0) : 1
      return count + (width + step - 1) / step
    }
  }
}
