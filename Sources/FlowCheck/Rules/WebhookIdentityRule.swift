import Diagnostics
import FlowSyntax

/// Without `delivery`, `at`, `changed` or `once` nothing tells a repeated call of a webhook from a new one.
struct WebhookIdentityRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    let flow = check.flow
    guard !flow.keys.contains("at"), !flow.keys.contains("changed"), !flow.keys.contains("delivery"), flow.once?.value != true else { return }
    for trigger in flow.triggers where trigger.delivery == nil {
      if case .webhook = trigger.source { check.findings.add(RuleFact.noWebhookIdentity, at: trigger.keySpan) }
    }
  }
}
