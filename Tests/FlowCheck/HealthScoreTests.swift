import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema
import Testing

/// The first flow of the language, checked as a whole.
@Suite struct HealthScoreTests {
  static let text = """
    flowrun: 1
    description: Show each customer's current Gainsight health on its Salesforce account.
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.companyGsid), name: =text(row.companyName), sfdc_id: =text(row.sfdcAccountId),
                 score: =number(row.score), at: =time(row.changedAt) }
      - poll: gainsight.company
        every: 15m
        full: true
        event: { gsid: =row.Gsid, name: =row.Name, sfdc_id: =row.SfdcAccountId, score: =row.CurrentScore.Score, at: =now }
    when: =event.score != null
    about: =event.gsid
    changed: [score]
    at: =event.at
    window: { events: 2000, wait: 30s, keep: latest }
    steps:
      - id: account
        lookup: salesforce.Account
        match:
          - Gainsight_GSID__c: =event.gsid
          - Id: =event.sfdc_id
          - normalized: { Name: =event.name }
      - id: write
        update: salesforce.Account
        match: { Id: =account.Id }
        set:
          Gainsight_GSID__c: =coalesce(account.Gainsight_GSID__c, event.gsid)
          Health_Score__c: =event.score
          Health_Trend__c: =ifs(
            was.score == null || was.score == event.score, "Flat",
            was.score < event.score, "Improving",
            "Declining")
        newest_wins: Health_Updated_At__c
    """

  @Test func isChecked() throws {
    let (flow, findings) = check(Self.text)
    #expect(TextReport().render(findings) == "")
    let checked = try #require(flow)
    #expect(checked.eventFields == ["gsid", "name", "sfdc_id", "score", "at"])
    #expect(checked.changed == ["score"])
    #expect(checked.readsWas == ["score"])
    #expect(checked.window == .init(events: 2_000, wait: 30, keep: .latest))
    #expect(checked.version.utf8.count == 64)
    #expect(checked.sources.map(\.full) == [false, true])
    #expect(checked.sources[1].fields == ["Gsid", "Name", "SfdcAccountId", "CurrentScore.Score", "ModifiedDate"])
    #expect(checked.sources[1].recordFields == ["gsid": "Gsid", "name": "Name", "sfdc_id": "SfdcAccountId", "score": "CurrentScore.Score"])
    #expect(checked.sources[1].aboutIsRecord)
    #expect(!checked.sources[0].aboutIsRecord)
    guard case .lookup(let lookup) = checked.steps[0].verb, case .update(let write) = checked.steps[1].verb else {
      Issue.record("other verbs")
      return
    }
    #expect(lookup.match.strategies.map(\.normalized) == [false, false, true])
    #expect(lookup.fields == ["Id", "Gainsight_GSID__c", "Name"])
    #expect(write.newestWins == "Health_Updated_At__c")
    #expect(write.fields == ["Id", "Gainsight_GSID__c", "Health_Score__c", "Health_Trend__c", "Health_Updated_At__c"])
    #expect(checked.steps.map(\.line) == [17, 23])
  }

  @Test func formulasGiveValues() throws {
    let checked = try #require(check(Self.text).flow)
    var bindings = Bindings(checked.environment)
    let slot = try #require(checked.environment.slot(of: "event"))
    bindings[slot] = .map(["score": .double(3), "gsid": "g"])
    let was = try #require(checked.environment.slot(of: "was"))
    bindings[was] = .map(["score": .double(5)])
    #expect(checked.when?.evaluate(bindings) == .bool(true))
    #expect(checked.about?.evaluate(bindings) == .string("g"))
    guard case .update(let write) = checked.steps[1].verb else {
      Issue.record("no update")
      return
    }
    #expect(write.set.last?.value.evaluate(bindings) == .string("Declining"))
  }
}
