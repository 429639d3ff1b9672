import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// An object without a watermark does not show what has changed.
struct PollableRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    for trigger in check.flow.triggers where trigger.full?.value != true {
      guard case .poll(let name) = trigger.source, let connection = check.context.connections?[name.connection.value],
        let object = connection.schema.object(name.object.value), object.complete, object.watermark == nil
      else { continue }
      check.findings.add(RuleFact.notPollable(object.name), at: trigger.keySpan)
    }
  }
}
