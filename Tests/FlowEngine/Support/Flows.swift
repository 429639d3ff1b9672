import Diagnostics
import FlowCheck
import Testing

/// A flow from its text; a finding that is an error fails the test.
func flow(_ name: String, _ text: String, in context: ProjectContext = Objects.context) throws -> CheckedFlow {
  let findings = Findings()
  let flow = FlowChecker.load(SourceFile(name: "\(name).yaml", text: "flowrun: 1\n" + text), in: context, into: findings)
  let told = findings.sorted.map { "\($0.span.start.line): \($0.message)" }.joined(separator: "\n")
  return try #require(flow, "\(told)")
}

enum Texts {
  /// The health-score flow, without its poll.
  static let health = """
    trigger:
      - webhook: gainsight
        event: { gsid: =text(row.gsid), name: =text(row.name), sfdc_id: =text(row.sfdc), score: =number(row.score), at: =time(row.at) }
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
          Health_Trend__c: =ifs(was.score == null || was.score == event.score, "Flat", was.score < event.score, "Improving", "Declining")
        newest_wins: Health_Updated_At__c
    """

  /// One update a row, by identity, of what the row says.
  static let plain = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), n: =number(row.n), phone: =text(row.phone), at: =time(row.at) }
    about: =event.id
    at: =event.at
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.id }
        set: { Health_Score__c: =event.n, Phone: =event.phone }
    """

  /// One Task an event, found again by its stamp.
  static let task = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account) }
    about: =event.id
    changed: [account]
    steps:
      - id: account
        lookup: salesforce.Account
        match: { Id: =event.account }
      - id: task
        create: salesforce.Task
        set: { WhatId: =account.Id, Subject: "Call ${account.Name}" }
      - id: after
        update: salesforce.Account
        match: { Id: =account.Id }
        set: { Phone: =task.Id }
    """
}
