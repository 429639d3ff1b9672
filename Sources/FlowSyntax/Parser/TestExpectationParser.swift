import Diagnostics

/// `expect:`.
struct TestExpectationParser {
  let values: ValueReader
  private var findings: Findings { values.findings }

  init(values: ValueReader) { self.values = values }

  func expectation(_ node: YAMLNode) -> TestExpectation? {
    guard let keys = MappingReader(node, ExpectKeys.construct, key: "expect", into: findings) else { return nil }
    let data = TestDataParser(values: values)
    let expectation = TestExpectation(
      outcomes: keys[ExpectKeys.outcomes].flatMap(outcomes), records: data.records(keys[ExpectKeys.records], ExpectKeys.records),
      calls: calls(keys[ExpectKeys.calls]), messages: keys[ExpectKeys.messages].flatMap(messages), messagesSpan: keys[ExpectKeys.messages]?.span,
      steps: data.fields(keys[ExpectKeys.steps], ExpectKeys.steps), exact: values.boolean(keys[ExpectKeys.exact], ExpectKeys.exact), span: node.span)
    let asked = [ExpectKeys.outcomes, ExpectKeys.records, ExpectKeys.calls, ExpectKeys.messages, ExpectKeys.steps]
    if asked.allSatisfy({ keys.pair($0) == nil && !keys.isMisspelt($0) }) { findings.add(TestShapeFact.nothingExpected, at: keys.head) }
    return expectation
  }

  private func outcomes(_ node: YAMLNode) -> TestExpectation.Outcomes? {
    guard let keys = MappingReader(node, ExpectKeys.outcomesConstruct, key: "outcomes", into: findings) else { return nil }
    return TestExpectation.Outcomes(
      done: values.integer(keys[ExpectKeys.done], ExpectKeys.done), skipped: count(keys[ExpectKeys.skipped], "skipped"),
      dead: count(keys[ExpectKeys.dead], "dead"), span: node.span)
  }

  private func count(_ node: YAMLNode?, _ name: String) -> TestExpectation.Count? {
    guard let node else { return nil }
    let key = Key(name, .integer(0...1_000_000), example: "1", "")
    guard case .mapping(let pairs) = node.content else { return values.integer(node, key).map { .all($0) } }
    return .byReason(
      pairs.compactMap { pair in
        guard let reason = pair.name, let count = values.integer(pair.value, Key(reason, key.type, example: "1", "")) else { return nil }
        return (Located(reason, pair.key.span), count)
      }, node.span)
  }

  private func calls(_ node: YAMLNode?) -> [TestExpectation.Calls] {
    guard let node, let pairs = node.pairs(wanted: ExpectKeys.calls.type.words, key: "calls", into: findings) else { return [] }
    return pairs.compactMap { pair in
      guard let name = pair.name, let keys = MappingReader(pair.value, ExpectKeys.callsConstruct, key: name, into: findings) else { return nil }
      let counts = ExpectKeys.callsConstruct.keys.compactMap { key in
        values.integer(keys[key], key).map { (kind: key.name, count: $0) }
      }
      return TestExpectation.Calls(connection: Located(name, pair.key.span), counts: counts)
    }
  }

  private func messages(_ node: YAMLNode) -> [TestExpectation.Message]? {
    guard let items = node.items(wanted: "a list of messages", key: "messages", into: findings) else { return nil }
    return items.compactMap { item in
      guard let keys = MappingReader(item, ExpectKeys.messageConstruct, key: "messages", into: findings) else { return nil }
      return TestExpectation.Message(
        by: values.text(keys[ExpectKeys.by], ExpectKeys.by), to: keys[ExpectKeys.to].map { values.oneOrMany($0, ExpectKeys.to) },
        subject: values.text(keys[ExpectKeys.subject], ExpectKeys.subject), text: values.text(keys[ExpectKeys.text], ExpectKeys.text),
        mention: keys[ExpectKeys.mention].map { values.oneOrMany($0, ExpectKeys.mention) }, span: item.span)
    }
  }
}
