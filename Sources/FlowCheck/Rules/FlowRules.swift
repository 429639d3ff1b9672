import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// What a flow's keys allow one by one and not together.
struct FlowRules {
  let check: FlowCheck
  let shape: EventShape
  private var flow: Flow { check.flow }
  private var findings: Findings { check.findings }

  init(check: FlowCheck, shape: EventShape) {
    self.check = check
    self.shape = shape
  }

  func run() {
    reportWebhooks()
    reportOnce()
    reportPolls()
    if let notify = flow.alert?.notify { _ = check.names.connection(notify) }
  }

  private func reportWebhooks() {
    for trigger in flow.triggers {
      guard case .webhook = trigger.source else { continue }
      if flow.about == nil { findings.add(RuleFact.webhookWithoutAbout, at: trigger.keySpan) }
      let isKnown = trigger.delivery != nil || flow.at != nil || flow.changed != nil || flow.once?.value == true
      if !isKnown { findings.add(RuleFact.noWebhookIdentity, at: trigger.keySpan) }
    }
  }

  private func reportOnce() {
    guard let once = flow.once, once.value else { return }
    if flow.changed != nil { findings.add(RuleFact.onceAndChanged, at: once.span) }
    for trigger in flow.triggers {
      guard case .poll = trigger.source, trigger.start == nil else { continue }
      findings.add(RuleFact.onceWithPollWithoutStart, at: trigger.keySpan)
    }
    if !check.wasReads.paths.isEmpty || check.compiler.reads["was"] != nil { findings.add(RuleFact.wasWithOnce, at: once.span) }
  }

  private func reportPolls() {
    for trigger in flow.triggers {
      guard case .poll(let name) = trigger.source, trigger.full?.value != true, check.context.connections != nil,
        let object = check.context.connections?[name.connection.value]?.schema.object(name.object.value), object.complete, object.watermark == nil
      else { continue }
      findings.add(RuleFact.notPollable(object.name), at: trigger.keySpan)
    }
  }
}
