import Diagnostics
import FlowSyntax

/// `once` takes the first event of a thing, which has nothing to differ from.
struct OnceAndChangedRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    if let once = check.flow.once, once.value, check.flow.changed != nil { check.findings.add(RuleFact.onceAndChanged, at: once.span) }
  }
}
