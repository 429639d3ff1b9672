import Diagnostics
import FlowSyntax

/// `alert: { notify: … }` names one of the project's connections.
struct AlertConnectionRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    guard let alert = check.flow.alert, let notify = alert.notify, let connection = check.names.connection(notify) else { return }
    AlertCheck(connection).run(alert, into: check.findings)
  }
}
