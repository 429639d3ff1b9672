import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// `notify` and `call`.
struct MessageStepCheck {
  let check: FlowCheck
  private var compiler: FormulaCompiler { check.compiler }

  init(_ check: FlowCheck) { self.check = check }

  func notify(_ notify: Notify, _ scope: Scope) -> StepCheck.Result? {
    if let connection = check.names.connection(notify.connection) {
      if connection.isMute {
        check.findings.add(ManifestFact.sendsNoMessages(notify.connection.value), at: notify.connection.span)
      } else if let channel = notify.channel, let valid = connection.channels, !valid.contains(channel.value) {
        check.findings.add(ManifestFact.unknownChannel(channel.value, connection: notify.connection.value, valid: valid), at: channel.span)
      }
    }
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
    let operation = operation(call)
    let with = call.with.compactMap { field -> (name: String, value: Expression)? in
      guard let compiled = compiler.data(field.value, in: scope) else { return nil }
      if let input = operation?.inputs.first(where: { $0.name == field.name.value }) {
        ValueCheck(findings: check.findings).run(compiled, field.value, input)
      }
      return (name: field.name.value, value: compiled.expression)
    }
    let binding = operation?.output.map { Scope.Variable(.object(ManifestScopes.object(call.operation.value, $0)), isNullable: false) }
    return (.call(connection: call.connection.value, operation: call.operation.value, with: with), binding)
  }

  /// The operation, where it is known what the connection has.
  private func operation(_ call: Call) -> OperationSchema? {
    guard let connection = check.names.connection(call.connection) else { return nil }
    guard let operations = connection.operations else {
      if let names = connection.operationNames, !names.contains(call.operation.value) {
        check.findings.add(ManifestFact.unknownOperation(call.operation.value, valid: names), at: call.operation.span)
      }
      return nil
    }
    guard let operation = operations[call.operation.value] else {
      check.findings.add(ManifestFact.unknownOperation(call.operation.value, valid: Array(operations.keys)), at: call.operation.span)
      return nil
    }
    CallInputs(findings: check.findings).check(call.with, against: operation.inputs, of: operation.name, at: call.operation.span)
    return operation
  }
}
