import Diagnostics
import FlowSyntax

/// A webhook has no record that its events would be about.
struct WebhookAboutRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    guard !check.flow.keys.contains("about") else { return }
    for trigger in check.flow.triggers {
      if case .webhook = trigger.source { check.findings.add(RuleFact.webhookWithoutAbout, at: trigger.keySpan) }
    }
  }
}
