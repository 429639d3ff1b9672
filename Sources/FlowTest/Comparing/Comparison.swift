import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import Journal

/// What a case expects, beside what came of it.
struct Comparison {
  let testCase: CheckedTest.Case
  let run: CaseRun
  let causes: Causes
  var expect: CheckedTest.Expectation { testCase.expect }

  var differences: [Difference] {
    if let unrecorded = run.unrecorded { return [difference(unrecorded.step, unrecorded.text)] }
    var found: [Difference] = []
    if let stuck = run.stuck { found.append(Difference("the case", expected: "an end", actual: stuck, at: testCase.span.firstLine)) }
    found += outcomes
    found += RecordComparison(self).differences
    found += calls
    found += MessageComparison(self).differences
    found += StepComparison(self).differences
    return found
  }

  /// A request that the recording does not hold ends the case: what would have come of it nobody knows.
  private func difference(_ step: String?, _ text: String) -> Difference {
    let lines = text.split(separator: "\n").map(String.init)
    var difference = Difference(
      "request", expected: "one of `\(testCase.recording ?? "")`", actual: lines.first ?? "", at: testCase.span.firstLine,
      cause: step.flatMap { causes.ofStep($0, asked: true) })
    difference.detail = Array(lines.dropFirst())
    return difference
  }

  private var outcomes: [Difference] {
    guard let outcomes = expect.outcomes else { return [] }
    var found: [Difference] = []
    func note(_ subject: String, _ expected: Int, _ actual: Int, _ span: SourceSpan?, _ ends: [EventEnd]) {
      guard expected != actual else { return }
      // Where more ended so than was wanted, they say why; where fewer, the others do.
      let telling = actual > expected ? ends : run.ends.filter { end in !ends.contains(end) }
      found.append(
        Difference(
          "outcomes \(subject)", expected: String(expected), actual: String(actual), at: span ?? outcomes.span,
          cause: telling.lazy.compactMap(causes.ofEnd).first, update: span.map { Fix.Edit($0, String(actual)) }))
    }
    let done = run.ends.filter { $0.ending == .done }
    note("done", outcomes.done?.value ?? 0, done.count, outcomes.done?.span, done)
    for (name, count) in [("skipped", outcomes.skipped), ("dead", outcomes.dead)] {
      let ends = run.ends.filter { $0.ending.name == name }
      switch count {
      case nil: note(name, 0, ends.count, nil, ends)
      case .all(let number): note(name, number.value, ends.count, number.span, ends)
      case .byReason(let reasons, let span):
        for reason in reasons {
          let mine = ends.filter { $0.ending.reasonCode == reason.reason.value }
          note("\(name) \(reason.reason.value)", reason.count.value, mine.count, reason.count.span, mine)
        }
        let others = ends.filter { end in !reasons.contains { $0.reason.value == end.ending.reasonCode } }
        for code in Set(others.compactMap(\.ending.reasonCode)).sorted() {
          let mine = others.filter { $0.ending.reasonCode == code }
          found.append(
            Difference(
              "outcomes \(name) \(code)", expected: "0", actual: String(mine.count), at: span, cause: mine.lazy.compactMap(causes.ofEnd).first,
              update: insertion(of: "\(code): \(mine.count)", before: reasons.first?.reason.span)))
        }
      }
    }
    return found
  }

  private func insertion(of text: String, before span: SourceSpan?) -> Fix.Edit? {
    span.map { Fix.Edit($0.startPoint, "\(text), ") }
  }

  private var calls: [Difference] {
    expect.calls.flatMap { calls in
      calls.counts.compactMap { count -> Difference? in
        let mine = run.calls.filter { $0.connection == calls.connection.value && $0.place.rawValue == count.kind }
        guard mine.count != count.count.value else { return nil }
        return Difference(
          "calls \(calls.connection.value) \(count.kind)", expected: String(count.count.value), actual: String(mine.count), at: count.count.span,
          update: Fix.Edit(count.count.span, String(mine.count)))
      }
    }
  }
}
