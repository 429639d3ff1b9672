import Diagnostics
import FlowSyntax

/// With `once`, what a poll does with the rows that exist already cannot be made good later.
struct OnceStartRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    guard check.flow.once?.value == true else { return }
    for trigger in check.flow.triggers where trigger.start == nil {
      if case .poll = trigger.source { check.findings.add(RuleFact.onceWithPollWithoutStart, at: trigger.keySpan) }
    }
  }
}
