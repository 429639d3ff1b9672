import CEL
public import Diagnostics
public import FlowSyntax
public import OrderedCollections
import Schema

/// Checks a test file against its flow and project: the same names, types and near names as in flows.
public enum TestChecker {
  /// Nil when something in it is wrong that is an error; what its parser found is not asked for again.
  ///
  /// `flow`: the flow that it names; nil when there is none, or when that has errors, which are its own. `flows`: the names of the flows beside it.
  public static func check(
    _ test: TestFile, flow: CheckedFlow?, flows: [String], in context: ProjectContext, into findings: Findings
  ) -> CheckedTest? {
    let own = Findings()
    defer { tell(own, findings) }
    guard test.isWhole else { return nil }
    if let name = test.flow, !flows.contains(name.value) {
      own.add(TestFact.unknownFlow(name.value, valid: flows), at: name.span)
      return nil
    }
    let checked = TestCheck(test, flow, context, own).run()
    return own.hasErrors || flow == nil ? nil : checked
  }

  /// A column of a table is told of once, not with each of its rows.
  private static func tell(_ own: Findings, _ findings: Findings) {
    var last: Finding?
    for finding in own.sorted {
      if let last, last.span == finding.span, last.message == finding.message { continue }
      findings.add(finding)
      last = finding
    }
  }

  /// The project with a case's settings laid over its own.
  public static func context(_ context: ProjectContext, with settings: OrderedDictionary<String, DataLiteral>) -> ProjectContext {
    var context = context
    for (name, value) in settings { context.settings[name] = value }
    return context
  }
}

/// The check of one test file.
struct TestCheck {
  /// The time of a case that says none.
  static let standardClock = "2026-01-05T09:00:00Z"

  let test: TestFile
  let flow: CheckedFlow?
  let context: ProjectContext
  let findings: Findings
  let names: Names

  init(_ test: TestFile, _ flow: CheckedFlow?, _ context: ProjectContext, _ findings: Findings) {
    self.test = test
    self.flow = flow
    self.context = context
    self.findings = findings
    names = Names(context: context, findings: findings)
  }

  func run() -> CheckedTest {
    let clock = clock(test.clock)
    let settings = self.settings(test.settings)
    let world = test.world.compactMap(TestRecordCheck(self).world)
    exists(test.recording)
    var seen: [String: SourceSpan] = [:]
    var cases: [CheckedTest.Case] = []
    for testCase in test.cases {
      if let name = testCase.name {
        if let first = seen[name.value] {
          findings.add(TestFact.duplicateCase(name.value), at: name.span, labels: [.init("the first one", at: first)])
        }
        seen[name.value] = name.span
      }
      if let checked = check(testCase, clock, settings, world) { cases.append(checked) }
    }
    return CheckedTest(source: test, cases: cases)
  }

  private func check(
    _ testCase: TestCase, _ clock: Timestamp?, _ settings: OrderedDictionary<String, DataLiteral>, _ world: [CheckedTest.Records]
  ) -> CheckedTest.Case? {
    let own = testCase.clock.map { self.clock($0) } ?? clock
    let ownWorld = testCase.world.compactMap(TestRecordCheck(self).world)
    // A case's own records stand instead of the file's recording.
    let recording = testCase.recording ?? (testCase.world.isEmpty ? test.recording : nil)
    if testCase.recording != nil { exists(testCase.recording) }
    let ownSettings = self.settings(testCase.settings)
    let events = testCase.events.compactMap(TestEventCheck(self, isRecorded: recording != nil).event)
    for fault in testCase.faults {
      if let connection = fault.connection { _ = names.connection(connection) }
      if recording != nil, [.timeout_after_commit, .partial_batch].contains(fault.kind.value) {
        findings.add(TestFact.faultOverRecording(fault.kind.value.rawValue), at: fault.kind.span)
      }
    }
    let expect = testCase.expect.map { TestExpectationCheck(self).expectation($0) }
    guard let name = testCase.name, let expect, let own else { return nil }
    func isOwn(_ records: CheckedTest.Records) -> Bool { ownWorld.contains { $0.connection == records.connection && $0.object == records.object } }
    return CheckedTest.Case(
      name: name.value, line: testCase.span.start.line,
      clock: own, saysClock: (testCase.clock ?? test.clock) != nil, settings: settings.merging(ownSettings) { $1 },
      world: recording == nil ? world.filter { !isOwn($0) } + ownWorld : [], recording: recording?.value, events: events, faults: testCase.faults,
      expect: expect, span: testCase.span)
  }

  private func exists(_ recording: Located<String>?) {
    guard let recording, context.readFile(recording.value) == nil else { return }
    findings.add(TestFact.noRecording(recording.value), at: recording.span)
  }

  private func clock(_ text: Located<String>?) -> Timestamp? {
    guard let text else { return Timestamp(Self.standardClock) }
    if let time = Lenient.moment(.string(text.value)) { return time }
    findings.add(TestFact.notATime(key: "clock", text.value), at: text.span)
    return nil
  }

  private func settings(_ fields: [TestField]) -> OrderedDictionary<String, DataLiteral> {
    var settings: OrderedDictionary<String, DataLiteral> = [:]
    for field in fields {
      guard let standard = context.settings[field.name.value] else {
        findings.add(TestFact.unknownSetting(field.name.value, valid: Array(context.settings.keys)), at: field.name.span)
        continue
      }
      let literal = field.value.literal
      if let wants = standard.kind, let found = literal.kind, wants != found {
        findings.add(ValueFact.wrongValue(field: field.name.value, wants: wants, found: found), at: field.value.span)
      }
      settings[field.name.value] = literal
    }
    return settings
  }

  /// The typed value of a field; nil and a finding when the field cannot hold it.
  func typed(_ value: TestValue, _ field: FieldSchema?) -> Value? {
    guard let field else { return value.value }
    guard case .scalar(let scalar, let span) = value else {
      if [.list, .object, .any, .multipicklist].contains(field.type) { return value.value }
      let found = if case .list = value { "a list" } else { "a mapping" }
      findings.add(ValueFact.wrongValue(field: field.name, wants: field.type.words, found: found), at: value.span)
      return nil
    }
    guard let typed = TestScalars.typed(scalar, field) else {
      findings.add(ValueFact.wrongValue(field: field.name, wants: field.type.words, found: TestScalars.words(scalar)), at: span)
      return nil
    }
    reportText(typed, field, span)
    return typed
  }

  private func reportText(_ value: Value, _ field: FieldSchema, _ span: SourceSpan) {
    guard let text = value.asString else { return }
    if let length = field.length, text.unicodeScalars.count > length {
      findings.add(ValueFact.tooLong(field: field.name, length: length, count: text.unicodeScalars.count), at: span)
    }
    guard field.type == .picklist, !field.picklist.isEmpty else { return }
    let known = field.picklist.contains { $0.value == text || $0.label == text || $0.id == text }
    if !known, field.restricted || NearestName.of(text, in: field.picklist.map(\.label)) != nil {
      findings.add(
        ValueFact.notInPicklist(field: field.name, value: text, valid: field.picklist.filter(\.active).map(\.label), isDoubtful: false), at: span)
    }
  }
}
