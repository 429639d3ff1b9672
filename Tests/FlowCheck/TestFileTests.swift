import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Testing

/// Test files: read with their places, and checked against the flow and the schema.
@Suite struct TestFileTests {
  static let flow = """
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), score: =number(row.score), at: =time(row.changedAt) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, score: =row.CurrentScore.Score, at: =now }
    about: =event.gsid
    changed: [score]
    at: =event.at
    steps:
      - id: account
        lookup: salesforce.Account
        match: { Gainsight_GSID__c: =event.gsid }
      - id: plan
        transform: { tier: '=ifs(event.score == null, "None", event.score > 50.0, "High", "Low")' }
      - id: write
        update: salesforce.Account
        match: { Id: =account.Id }
        set: { Health_Score__c: =event.score }
    """

  static let good = """
    test: health
    clock: 2026-03-14T09:00:00Z
    settings: { renewal_days: 30 }
    world:
      salesforce.Account: |
        Id                 | Name  | Type     | Health_Score__c | Renewal__c | OwnerId
        001000000000001AAA | Acme  | Customer | 71              | 2026-04-01 |
        001000000000002AAA | Beta  |          |                 |            | 005000000000001AAA
    cases:
      - name: a drop
        events:
          - webhook: { companyGsid: 1P02X, score: "42", changedAt: "2026-03-14T08:59:00Z" }
            was: { score: 71 }
          - { poll: { Gsid: 1P02X, CurrentScore.Score: 43 }, after: 10m }
        faults: [{ at: write, is: partial_batch, records: 1 }]
        expect:
          outcomes: { done: 1, skipped: { unchanged: 1 }, dead: 0 }
          calls: { salesforce: { find: 1, write: 2 } }
          records: { salesforce.Account: [{ Id: 001000000000001AAA, Health_Score__c: 42 }] }
          steps: { account: { Name: Acme }, plan: { tier: High }, write: [updated, unchanged] }
          messages: []
    """

  private func check(_ text: String) -> (test: CheckedTest?, findings: [Finding]) {
    let findings = Findings()
    let flow = FlowChecker.load(SourceFile(name: "health.yaml", text: Self.flow), in: World.context, into: findings)
    #expect(findings.isEmpty)
    let test = TestParser.parse(SourceFile(name: "health.test.yaml", text: text), into: findings)
    let checked = TestChecker.check(test, flow: flow, flows: ["health", "other"], in: World.context, into: findings)
    return (checked, findings.sorted)
  }

  @Test func aGoodFileIsTyped() throws {
    let (test, findings) = check(Self.good)
    #expect(findings.map(\.message) == [])
    let first = try #require(test?.cases.first)
    #expect(first.clock == Timestamp("2026-03-14T09:00:00Z"))
    let rows = try #require(first.world.first).rows.map(\.record)
    #expect(rows.count == 2)
    #expect(rows[0]["Health_Score__c"] == .double(71))
    #expect(rows[0]["OwnerId"] == .null)
    #expect(rows[1]["Type"] == .null)
    #expect(first.events.map(\.source) == [0, 1])
    #expect(first.events[1].after == 600)
    #expect(first.events[0].was["score"]?.asDouble == 71)
    #expect(first.expect.records[0].rows[0].record["Health_Score__c"] == .double(42))
    #expect(first.expect.steps.map(\.id) == ["account", "plan", "write"])
    #expect(first.expect.steps[2].isList)
  }

  @Test func aCellKnowsItsPlace() throws {
    let findings = Findings()
    let test = TestParser.parse(SourceFile(name: "health.test.yaml", text: Self.good), into: findings)
    guard case .rows(let rows)? = test.world.first?.content else { return #expect(Bool(false)) }
    let cell = try #require(rows.first?.fields.first { $0.name.value == "Health_Score__c" })
    #expect(cell.value.span.text == "71")
    #expect(cell.value.span.start.line == 7)
    #expect(cell.name.span.start.line == 6)
  }

  /// Each mistake: what is replaced, by what, and where it is told.
  static let mistakes: [(from: String, to: String, code: Int, text: String, hint: String)] = [
    ("test: health", "test: helth", 620, "helth", "health"),
    ("Renewal__c | OwnerId", "Renewl__c  | OwnerId", 401, "", ""),
    ("salesforce.Account: |", "salesforce.Acount: |", 401, "", ""),
    ("| 71 ", "| x1 ", 253, "x1", ""),
    ("Customer | 71", "Customr  | 71", 255, "Customr", "Customer"),
    ("2026-04-01", "2026-13-01", 253, "2026-13-01", ""),
    ("renewal_days: 30", "renewal_day: 30", 623, "renewal_day", "renewal_days"),
    ("renewal_days: 30", "renewal_days: soon", 253, "soon", ""),
    ("clock: 2026-03-14T09:00:00Z", "clock: yesterday", 622, "yesterday", ""),
    ("was: { score: 71 }", "was: { scor: 71 }", 629, "scor", "score"),
    ("- webhook: {", "- webhok: {", 102, "webhok", "webhook"),
    ("poll: { Gsid: 1P02X", "message: { Gsid: 1P02X", 625, "message", "webhook"),
    ("{ poll: { Gsid: 1P02X, C", "{ source: 2, poll: { Gsid: 1P02X, C", 626, "2", ""),
    ("{ poll: { Gsid: 1P02X, C", "{ poll: { C", 627, "poll", "Gsid"),
    ("is: partial_batch", "is: partial_bach", 104, "partial_bach", ""),
    ("at: write, is: partial_batch, records: 1", "at: find, is: partial_batch", 606, "find", "write"),
    ("skipped: { unchanged: 1 }", "skipped: { unchangd: 1 }", 630, "unchangd", "unchanged"),
    ("calls: { salesforce:", "calls: { salesforc:", 400, "salesforc", "salesforce"),
    ("{ find: 1, write: 2 }", "{ find: 1, writes: 2 }", 102, "writes", "write"),
    ("plan: { tier: High }", "plan: { teir: High }", 633, "teir", "tier"),
    ("plan: { tier: High }", "plann: { tier: High }", 631, "plann", "plan"),
    ("write: [updated, unchanged]", "write: [updatd]", 632, "updatd", "updated"),
    ("account: { Name: Acme }", "account: { Nam: Acme }", 402, "Nam", "Name"),
    ("Health_Score__c: 42 }", "Health_Score__c: high }", 253, "high", ""),
    ("companyGsid: 1P02X, s", "companyGsidd: 1P02X, s", 628, "companyGsidd", "companyGsid"),
    ("001000000000002AAA | Beta", "001000000000001AAA | Beta", 624, "001000000000001AAA", ""),
    ("| Beta  |          |                 |            | 005000000000001AAA", "| Beta", 604, "", ""),
  ]

  @Test(arguments: mistakes.indices)
  func aMistakeIsToldAtItsPlace(index: Int) throws {
    let mistake = Self.mistakes[index]
    let text = Self.good.replacing(mistake.from, with: mistake.to, maxReplacements: 1)
    #expect(text != Self.good)
    let (_, findings) = check(text)
    let finding = try #require(findings.first)
    #expect(findings.count == 1, "\(findings.map { "\($0.code) \($0.message)" })")
    if mistake.text.isEmpty { return }
    #expect(finding.code.number == mistake.code, "\(finding.code) \(finding.message)")
    #expect(finding.span.text == mistake.text)
    let told = "\(finding.hint ?? "") \(finding.fix?.title ?? "")"
    #expect(mistake.hint.isEmpty || told.contains(mistake.hint))
  }

  @Test func halfAFileIsToldOnce() {
    #expect(check("test: health\ncases: [").findings.count == 1)
    #expect(check("").findings.count <= 1)
    #expect(check("[1, 2]").findings.count == 1)
  }

  @Test func aCaseThatExpectsNothingIsAFinding() {
    let text = "test: health\ncases:\n  - name: x\n    events: [{ webhook: {} }]\n    expect: {}\n"
    #expect(check(text).findings.map(\.code.number) == [602])
  }

  /// Whatever is cut off or doubled, the parser and the checker come back.
  @Test func anyPrefixIsRead() {
    let bytes = Array(Self.good.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      let findings = Findings()
      let test = TestParser.parse(SourceFile(name: "x.test.yaml", bytes: Array(bytes[..<end])), into: findings)
      _ = TestChecker.check(test, flow: nil, flows: ["health"], in: World.context, into: findings)
    }
  }
}
