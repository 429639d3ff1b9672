import Diagnostics
import FlowSyntax

/// `alert: { notify: … }` names one of the project's connections.
struct AlertConnectionRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    if let notify = check.flow.alert?.notify { _ = check.names.connection(notify) }
  }
}
