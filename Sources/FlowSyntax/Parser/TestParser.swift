public import Diagnostics

/// Reads a test file into its AST.
///
/// It takes any bytes and always comes back: what cannot be read is missing from the test and has a finding.
public struct TestParser {
  let findings: Findings
  var values: ValueReader { ValueReader(findings: findings) }

  /// The test as written. It may be run only when `findings` has no error.
  public static func parse(_ file: SourceFile, into findings: Findings) -> TestFile {
    var test = TestFile(file: file)
    let before = findings.all.count
    guard let root = YAMLParser.parse(file, into: findings) else { return test }
    test.span = root.span
    // Half a file has no end of follow-up mistakes.
    guard findings.all.count == before else { return test }
    TestParser(findings: findings).read(root, into: &test)
    return test
  }

  private func read(_ root: YAMLNode, into test: inout TestFile) {
    guard let keys = MappingReader(root, TestKeys.construct, key: "test", into: findings) else { return }
    test.isWhole = true
    test.flow = values.text(keys[TestKeys.test], TestKeys.test)
    test.clock = values.text(keys[TestKeys.clock], TestKeys.clock)
    let data = TestDataParser(values: values)
    test.settings = data.fields(keys[TestKeys.settings], TestKeys.settings)
    test.world = data.records(keys[TestKeys.world], TestKeys.world)
    test.recording = recording(keys, TestKeys.recording, world: TestKeys.world)
    test.equivalent = equivalents(keys[TestKeys.equivalent])
    guard let cases = keys[TestKeys.cases],
      let items = cases.items(wanted: "a list of cases, each with `- ` before it", key: "cases", into: findings)
    else { return }
    if items.isEmpty { findings.add(ShapeFact.nothingIn(key: "cases"), at: cases.span) }
    test.cases = items.compactMap(testCase)
  }

  /// `recording:`, which stands instead of `world:`.
  private func recording(_ keys: MappingReader, _ key: Key, world: Key) -> Located<String>? {
    guard let recording = values.text(keys[key], key) else { return nil }
    if let other = keys.pair(world) {
      findings.add(TestShapeFact.worldAndRecording, at: other.key.span, labels: [.init("the recording", at: recording.span)])
    }
    return recording
  }

  private func equivalents(_ node: YAMLNode?) -> [TestFile.Equivalent] {
    guard let node, let items = node.items(wanted: "a list of mutants", key: "equivalent", into: findings) else { return [] }
    return items.compactMap { item in
      guard let keys = MappingReader(item, EquivalentKeys.construct, key: "equivalent", into: findings),
        let mutant = values.text(keys[EquivalentKeys.mutant], EquivalentKeys.mutant),
        let reason = values.text(keys[EquivalentKeys.reason], EquivalentKeys.reason)
      else { return nil }
      return TestFile.Equivalent(mutant: mutant, reason: reason)
    }
  }

  private func testCase(_ node: YAMLNode) -> TestCase? {
    guard let keys = MappingReader(node, CaseKeys.construct, key: "cases", into: findings) else { return nil }
    let data = TestDataParser(values: values)
    return TestCase(
      name: values.text(keys[CaseKeys.name], CaseKeys.name), clock: values.text(keys[CaseKeys.clock], CaseKeys.clock),
      settings: data.fields(keys[CaseKeys.settings], CaseKeys.settings), world: data.records(keys[CaseKeys.world], CaseKeys.world),
      recording: recording(keys, CaseKeys.recording, world: CaseKeys.world), events: events(keys[CaseKeys.events]),
      faults: faults(keys[CaseKeys.faults]),
      expect: keys[CaseKeys.expect].flatMap { TestExpectationParser(values: values).expectation($0) }, span: node.span)
  }

  private func events(_ node: YAMLNode?) -> [TestEvent] {
    guard let node, let items = node.items(wanted: "a list of events", key: "events", into: findings) else { return [] }
    if items.isEmpty { findings.add(ShapeFact.nothingIn(key: "events"), at: node.span) }
    return items.compactMap(event)
  }

  private func event(_ node: YAMLNode) -> TestEvent? {
    guard let pairs = node.pairs(wanted: "events, each a mapping such as `webhook: { … }`", key: "events", into: findings) else { return nil }
    let kinds = pairs.filter { pair in TestEvent.Kind.allCases.contains { $0.rawValue == pair.name } }
    let keys = MappingReader(node, pairs, TestEventKeys.construct, into: findings)
    guard let first = kinds.first, let kind = first.name.flatMap(TestEvent.Kind.init) else {
      // A misspelt `webhook` is an unknown key already.
      let isTold = TestEventKeys.kinds.contains { keys.isMisspelt($0) }
      if !isTold { findings.add(TestShapeFact.noEventSource, at: keys.head) }
      return nil
    }
    if kinds.count > 1 {
      findings.add(
        TestShapeFact.twoEventSources(kind.rawValue, kinds[1].name ?? ""), at: kinds[1].key.span, labels: [.init("the first one", at: first.key.span)]
      )
      return nil
    }
    let data = TestDataParser(values: values)
    guard !first.value.isMissing, let row = data.value(first.value, key: kind.rawValue) else { return nil }
    if kind != .webhook, case .object = row {
    } else if kind != .webhook {
      findings.add(ShapeFact.wrongKind(key: kind.rawValue, wants: "a mapping of fields and values", found: first.value.kind), at: row.span)
      return nil
    }
    return TestEvent(
      kind: kind, row: row, source: values.integer(keys[TestEventKeys.source], TestEventKeys.source),
      was: data.fields(keys[TestEventKeys.was], TestEventKeys.was), after: values.duration(keys[TestEventKeys.after], TestEventKeys.after),
      keySpan: first.key.span, span: node.span)
  }

  private func faults(_ node: YAMLNode?) -> [TestFault] {
    guard let node, let items = node.items(wanted: "a list of faults", key: "faults", into: findings) else { return [] }
    return items.compactMap(fault)
  }

  private func fault(_ node: YAMLNode) -> TestFault? {
    guard let keys = MappingReader(node, FaultKeys.construct, key: "faults", into: findings) else { return nil }
    let at = values.choice(keys[FaultKeys.at], FaultKeys.at, TestFault.Place.self)
    let kind = values.choice(keys[FaultKeys.kind], FaultKeys.kind, TestFault.Kind.self)
    let connection = values.text(keys[FaultKeys.connection], FaultKeys.connection)
    let call = values.integer(keys[FaultKeys.call], FaultKeys.call)
    let length = values.duration(keys[FaultKeys.length], FaultKeys.length, positive: true)
    let records = values.integer(keys[FaultKeys.records], FaultKeys.records)
    guard let at, let kind else { return nil }
    let fault = TestFault(at: at, kind: kind, connection: connection, call: call, length: length, records: records, span: node.span)
    report(fault)
    return fault
  }

  /// Faults that cannot strike there, and keys that say nothing of them.
  private func report(_ fault: TestFault) {
    let places: [TestFault.Place] =
      switch fault.kind.value {
      case .duplicate_delivery: [.delivery]
      case .partial_batch: [.write]
      case .timeout_after_commit, .rejected: [.write, .notify, .call]
      case .rate_limit, .maintenance: [.find, .write, .poll, .notify, .call]
      }
    if !places.contains(fault.at.value) {
      findings.add(
        TestShapeFact.faultElsewhere(fault.kind.value.rawValue, at: fault.at.value.rawValue, places: places.map(\.rawValue)), at: fault.at.span)
    }
    if let records = fault.records, fault.kind.value != .partial_batch {
      findings.add(TestShapeFact.keyOfOtherFault("records", of: ["partial_batch"]), at: records.span)
    }
    if let length = fault.length, ![.maintenance, .rate_limit].contains(fault.kind.value) {
      findings.add(TestShapeFact.keyOfOtherFault("for", of: ["maintenance", "rate_limit"]), at: length.span)
    }
    if fault.kind.value == .duplicate_delivery, let span = fault.connection?.span ?? fault.call?.span {
      findings.add(TestShapeFact.keyOfOtherFault(fault.connection == nil ? "call" : "connection", of: ["calls"]), at: span)
    }
  }
}
