import CEL
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema
import Testing

/// What sources ask for, and when `changed` is asked.
@Suite struct SourceTests {
  private let mixed = """
    flowrun: 1
    trigger:
      - { webhook: gainsight, event: { id: "=text(row.id)", name: "=text(row.name)", at: "=time(row.at)" } }
      - { poll: gainsight.company, every: 1h, event: { id: =row.Gsid, name: "=row.Name + '!'", at: =now } }
    about: =event.id
    at: =event.at
    steps:
      - { id: t, transform: { n: =event.name } }
    """

  @Test func changedIsNotAskedOfWebhooksByDefault() throws {
    let flow = try #require(check(mixed).flow)
    #expect(flow.changed == ["name", "id"] || flow.changed == ["id", "name"])
    #expect(flow.sources.map(\.asksChanged) == [false, true])
    #expect(flow.sources[1].recordFields == ["id": "Gsid"])
    let explicit = try #require(check(mixed.replacing("about:", with: "changed: [name]\nabout:")).flow)
    #expect(explicit.changed == ["name"])
    #expect(explicit.sources.map(\.asksChanged) == [true, true])
  }

  @Test func onceAsksForNothing() throws {
    let text =
      "flowrun: 1\ntrigger: [{ poll: salesforce.Account, every: 1h, start: now }]\nonce: true\npriority: high\nsteps: [{ id: s, skip: =event.Name }]\n"
    let flow = try #require(check(text).flow)
    #expect(flow.once)
    #expect(flow.changed == [])
    #expect(flow.priority == .high)
    #expect(flow.sources[0].start == .now)
  }

  @Test func aRecordAsAWholeIsAllItsFields() throws {
    let text = "flowrun: 1\ntrigger: [{ poll: salesforce.Task, every: 1h, full: true }]\nsteps: [{ id: s, skip: \"=toJson(event)\" }]\n"
    let flow = try #require(check(text).flow)
    #expect(flow.sources[0].fields == ["Id", "Subject", "WhatId", "ActivityDate", "Flow_Key__c"])
  }
}
