import FlowCheck

/// Earlier versions of flows whose events are still open: an event runs under the version that accepted it.
struct EarlierPlans: Sendable {
  private struct Version: Hashable {
    var flow: String
    var version: String
  }

  let plans: [Plan]
  private let numbers: [Version: Int]
  /// Where another flow leads back to a step, for each version as if it were the present one.
  private let crossings: [[String: Crossing]]

  init(_ plans: [Plan], of present: [Plan]) {
    self.plans = plans
    var numbers: [Version: Int] = [:]
    for (number, plan) in plans.enumerated() { numbers[Version(flow: plan.flow.name, version: plan.flow.version)] = number }
    self.numbers = numbers
    crossings = plans.map { plan in
      guard let flow = present.firstIndex(where: { $0.flow.name == plan.flow.name }) else { return [:] }
      var together = present
      together[flow] = plan
      return Crossings(together).steps[flow]
    }
  }

  var isEmpty: Bool { plans.isEmpty }

  /// The version that an event runs under; nil is the present one.
  func pin(of event: OpenEvent, present: Plan) -> Int? {
    if plans.isEmpty || event.version == present.flow.version { return nil }
    return numbers[Version(flow: event.flow, version: event.version)]
  }

  /// Parts events into those of the first one's version and the rest. What comes behind one of the rest in its key is of the rest too.
  func part(_ events: [OpenEvent], present: Plan) -> (pin: Int?, taken: [OpenEvent], rest: [OpenEvent]) {
    guard let first = events.first, !plans.isEmpty else { return (nil, events, []) }
    let pin = pin(of: first, present: present)
    var taken: [OpenEvent] = []
    var rest: [OpenEvent] = []
    var behind: Set<String> = []
    for event in events {
      if self.pin(of: event, present: present) == pin, event.key.map({ !behind.contains($0) }) ?? true {
        taken.append(event)
      } else {
        rest.append(event)
        if let key = event.key { behind.insert(key) }
      }
    }
    return (pin, taken, rest)
  }

  func crossing(_ pin: Int, _ step: String) -> Crossing? { crossings[pin][step] }
}

extension Engine {
  /// The version of its flow that a wave runs.
  func plan(of wave: Wave) -> Plan { wave.pin.map { earlier.plans[$0] } ?? plans[wave.flow] }

  func crossing(of wave: Wave, _ step: String) -> Crossing? {
    wave.pin.map { earlier.crossing($0, step) } ?? crossings.steps[wave.flow][step]
  }
}
