import CEL
import Diagnostics
import FlowSyntax

/// `notify` and `call`.
struct MessageStepCheck {
  let check: FlowCheck
  private var compiler: FormulaCompiler { check.compiler }

  init(_ check: FlowCheck) { self.check = check }

  func notify(_ notify: Notify, _ scope: Scope) -> StepCheck.Result? {
    _ = check.names.connection(notify.connection)
    let to = notify.to.flatMap { compiler.data($0, in: scope) }
    let subject = notify.subject.map { compiler.value($0, in: scope) }
    let text = notify.text.flatMap { compiler.value($0, in: scope) }
    let mention = notify.mention.map { compiler.data($0, in: scope) }
    guard let to, let text else { return nil }
    return (
      .notify(
        CheckedNotify(
          connection: notify.connection.value, channel: notify.channel?.value, to: to.expression, subject: subject??.expression,
          text: text.expression, mention: mention??.expression)), nil
    )
  }

  func call(_ call: Call, _ scope: Scope) -> StepCheck.Result? {
    _ = check.names.connection(call.connection)
    let with = call.with.compactMap { field in
      compiler.data(field.value, in: scope).map { (name: field.name.value, value: $0.expression) }
    }
    return (.call(connection: call.connection.value, operation: call.operation.value, with: with), nil)
  }
}
