import Calls
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax

/// `expect.messages`: all of them, in order.
struct MessageComparison {
  let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  var differences: [Difference] {
    guard let expected = comparison.expect.messages else { return [] }
    let sent = comparison.run.messages
    var found: [Difference] = []
    for (index, message) in expected.enumerated() {
      guard index < sent.count else {
        found.append(
          Difference("message \(index + 1)", expected: Self.shown(message), actual: "none was sent", at: message.span, cause: notifier(nil)))
        continue
      }
      found += compare(message, sent[index], index + 1)
    }
    for index in sent.indices.dropFirst(expected.count) {
      found.append(
        Difference(
          "message \(index + 1)", expected: "none", actual: Self.shown(sent[index]), at: comparison.expect.messagesSpan, cause: notifier(sent[index]))
      )
    }
    return found
  }

  private func compare(_ expected: TestExpectation.Message, _ sent: NotifyCall, _ number: Int) -> [Difference] {
    var found: [Difference] = []
    func check(_ key: String, _ wanted: String?, _ actual: String, _ span: SourceSpan?) {
      guard let wanted, wanted != actual else { return }
      found.append(
        Difference(
          "message \(number), \(key)", expected: wanted, actual: actual, at: span ?? expected.span, cause: notifier(sent),
          update: span.map { Fix.Edit($0, Shown.scalar(actual)) }))
    }
    check("by", expected.by?.value, ([sent.connection] + [sent.channel].compactMap { $0 }).joined(separator: "."), expected.by?.span)
    check(
      "to", expected.to?.map(\.value).joined(separator: ", "), sent.to.joined(separator: ", "),
      expected.to.flatMap { $0.count == 1 ? $0[0].span : nil })
    check("subject", expected.subject?.value, sent.subject ?? "", expected.subject?.span)
    check("text", expected.text?.value, sent.text, expected.text?.span)
    check(
      "mention", expected.mention?.map(\.value).joined(separator: ", "), sent.mention.joined(separator: ", "),
      expected.mention.flatMap { $0.count == 1 ? $0[0].span : nil })
    return found
  }

  private func notifier(_ sent: NotifyCall?) -> Difference.Cause? {
    let effect = sent.flatMap { call in comparison.run.effects.first { $0.key == call.key } }
    if let effect { return comparison.causes.ofStep(effect.step.step, event: effect.event) }
    let step = comparison.causes.flow.allSteps.first { if case .notify = $0.verb { true } else { false } }
    return step.flatMap { comparison.causes.ofStep($0.id, event: nil) }
  }

  private static func shown(_ message: TestExpectation.Message) -> String {
    [message.to.map { "to \($0.map(\.value).joined(separator: ", "))" }, message.text.map { "\"\($0.value)\"" }].compactMap { $0 }.joined(
      separator: ": ")
  }

  private static func shown(_ call: NotifyCall) -> String { "to \(call.to.joined(separator: ", ")): \"\(call.text)\"" }
}
