import CEL
import Diagnostics
import Dispatch
public import FlowCheck
public import FlowSyntax
import Synchronization

/// A test file and the flow that it tests.
public struct TestSubject: Sendable {
  public var test: CheckedTest
  public var flow: Flow
  public var context: ProjectContext
  /// The recordings that its cases name, by path.
  public var recordings: [String: RecordedWorld]

  public init(_ test: CheckedTest, flow: Flow, context: ProjectContext, recordings: [String: RecordedWorld] = [:]) {
    self.test = test
    self.flow = flow
    self.context = context
    self.recordings = recordings
  }

  /// The flow under a case's settings. Nil where it does not fit them.
  func checked(for testCase: CheckedTest.Case) -> CheckedFlow? {
    FlowChecker.check(flow, in: TestChecker.context(context, with: testCase.settings), into: Findings())
  }
}

/// A case, and what is not as it expects.
public struct CaseResult: Sendable {
  public var file: String
  public var flow: String
  public var name: String
  public var line: Int
  public var differences: [Difference]
  public var run: CaseRun?
  /// False for one that was left out after a failure.
  public var wasRun = true

  public var passed: Bool { wasRun && differences.isEmpty }
}

/// Runs test files: cases in parallel, results in the order of the files.
public struct TestRun: Sendable {
  /// Only cases whose name, or whose file's flow, contains this.
  public var filter: String?
  /// After a failure no further case is begun.
  public var failsFast = false

  public init(filter: String? = nil, failsFast: Bool = false) {
    self.filter = filter
    self.failsFast = failsFast
  }

  /// One result for each case that the filter admits, in the order of the files and of the cases in them.
  public func run(_ subjects: [TestSubject]) -> [CaseResult] {
    let cases = subjects.flatMap { subject in subject.test.cases.filter { admits($0, subject) }.map { (subject: subject, testCase: $0) } }
    let results = Mutex([CaseResult?](repeating: nil, count: cases.count))
    // The first failure by order: what comes after it is left out, whatever has run meanwhile.
    let firstFailure = Mutex(Int.max)
    DispatchQueue.concurrentPerform(iterations: cases.count) { index in
      let (subject, testCase) = cases[index]
      if failsFast, firstFailure.withLock({ $0 < index }) { return }
      let result = Self.run(testCase, subject)
      if !result.passed { firstFailure.withLock { $0 = min($0, index) } }
      results.withLock { $0[index] = result }
    }
    let last = failsFast ? firstFailure.withLock { $0 } : .max
    return results.withLock { results in
      results.enumerated().map { index, result in
        if index <= last, let result { return result }
        return Self.leftOut(cases[index].testCase, cases[index].subject)
      }
    }
  }

  /// Runs one case.
  public static func run(_ testCase: CheckedTest.Case, _ subject: TestSubject) -> CaseResult {
    guard let flow = subject.checked(for: testCase) else {
      var result = leftOut(testCase, subject)
      result.wasRun = true
      result.differences = [
        Difference("settings", expected: "values that the flow can use", actual: "the flow has errors under them", at: testCase.span.firstLine)
      ]
      return result
    }
    return run(testCase, subject, flow: flow)
  }

  /// Runs one case against a flow that is checked already, the one of the file or a variant of it.
  static func run(_ testCase: CheckedTest.Case, _ subject: TestSubject, flow: CheckedFlow) -> CaseResult {
    let recording = testCase.recording.flatMap { subject.recordings[$0] }
    let run = CaseShell(testCase, flow: flow, context: subject.context, recording: recording).carryOut()
    let comparison = Comparison(testCase: testCase, run: run, causes: Causes(run: run, flow: flow, written: subject.flow))
    var result = leftOut(testCase, subject)
    result.wasRun = true
    result.differences = comparison.differences
    result.run = run
    return result
  }

  private static func leftOut(_ testCase: CheckedTest.Case, _ subject: TestSubject) -> CaseResult {
    CaseResult(
      file: subject.test.source.file.name, flow: subject.flow.name, name: testCase.name, line: testCase.line, differences: [], wasRun: false)
  }

  private func admits(_ testCase: CheckedTest.Case, _ subject: TestSubject) -> Bool {
    guard let filter else { return true }
    return testCase.name.lowercased().contains(filter.lowercased()) || subject.flow.name.lowercased().contains(filter.lowercased())
  }
}
