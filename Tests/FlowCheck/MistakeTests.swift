import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema
import Testing

/// Names, types and rules: each mistake at its place, without others in its wake.
@Suite struct MistakeTests {
  /// A flow over Account rows; the step's text begins at line 4, column 5.
  private func step(_ text: String) -> String { "flowrun: 1\ntrigger: [{ poll: salesforce.Account, every: 1h }]\nsteps:\n  - \(text)\n" }

  private func found(_ text: String) -> [String] { places(check(text).findings) }

  /// A flow with most of what there is.
  static let long = """
    flowrun: 1
    trigger:
      - { poll: salesforce.Account, every: 10m, where: '=row.Type == "Customer"' }
    when: =event.Type == "Customer" && event.Gainsight_GSID__c != null
    tables:
      csm: { file: tables/csm.csv, key: [territory, tier] }
      colours: { red: 1, green: 2 }
    steps:
      - id: company
        upsert: gainsight.company
        match: [{ SfdcAccountId: =event.Id }, { normalized: { Name: =event.Name } }]
        set: { Name: =event.Name, SfdcAccountId: =event.Id, Arr: =event.AnnualRevenue, Csm.Email: =event.Owner.Email }
        blank: [Arr]
      - id: all
        lookup: salesforce.Task
        match: { WhatId: =event.Id }
        where: =row.ActivityDate != null
        many: true
        on_none: continue
      - id: none
        when: =company.Csm == null
        skip: no CSM for ${event.Name}
      - id: each
        for_each: =all
        as: item
        do:
          - id: close
            update: salesforce.Task
            match: { Id: =item.Id }
            set: { Subject: "Done: ${item.Subject}" }
      - id: tell
        notify: slack
        to: [cs, =company.Csm.Email]
        text: '*${event.Name}* ${settings.renewal_days}'
        on_error: continue
      - id: task
        create: salesforce.Task
        set: { WhatId: =event.Id, Subject: Call, ActivityDate: =event.Renewal__c }
    """

  @Test func aLongFlowIsChecked() throws {
    let (flow, findings) = check(Self.long)
    #expect(TextReport().render(findings) == "")
    let checked = try #require(flow)
    guard case .lookup(let all) = checked.steps[1].verb, case .upsert(let company) = checked.steps[0].verb else {
      Issue.record("other verbs")
      return
    }
    #expect(all.fields == ["Id", "WhatId", "ActivityDate", "Subject"])
    #expect(company.blank == ["Arr"])
    #expect(company.fields == ["Gsid", "SfdcAccountId", "Name", "Arr", "Csm.Email", "Csm"])
    #expect(
      checked.sources[0].fields == [
        "Id", "Type", "Gainsight_GSID__c", "Name", "AnnualRevenue", "Owner.Email", "Renewal__c", "SystemModstamp", "LastModifiedDate",
      ])
    #expect(checked.sources[0].aboutIsRecord)
    #expect(checked.changed.contains("Owner.Email"))
    guard case .create(let task) = checked.steps[5].verb else {
      Issue.record("no create")
      return
    }
    #expect(task.stamp == "Flow_Key__c")
    #expect(task.match == nil)
  }

  @Test func names() {
    #expect(found(step("{ id: s, skip: x }")) == [])
    #expect(found(step("{ id: s, lookup: sales.Account, match: { Id: =event.Id } }")) == ["4:22 FLOW0400"])
    #expect(found(step("{ id: s, lookup: salesforce.Acount, match: { Id: =event.Id } }")) == ["4:33 FLOW0401"])
    #expect(found(step("{ id: s, lookup: salesforce.Account, match: { Nme: =event.Id } }")) == ["4:51 FLOW0402"])
    #expect(found(step("{ id: s, lookup: salesforce.Account, match: { Id: =event.Idd } }")) == ["4:62 FLOW0402"])
    #expect(found(step("{ id: s, lookup: salesforce.Account, match: { Id: =event.Owner.Emial } }")) == ["4:68 FLOW0402"])
    #expect(found(step("{ id: s, lookup: salesforce.Account, match: { Id: =event.Owner } }")) == ["4:62 FLOW0415"])
    #expect(found(step("{ id: s, lookup: salesforce.Account, match: { Id: =later.Id } }\n  - { id: later, skip: x }")) == ["4:56 FLOW0408"])
    #expect(found(step("{ id: s, skip: =row.Id }")) == ["4:21 FLOW0410"])
    #expect(found(step("{ id: s, skip: x }\n  - { id: s, skip: x }")) == ["5:11 FLOW0406"])
    #expect(found(step("{ id: s, lookup: slack.x, match: { a: b } }")) == ["4:22 FLOW0413"])
    #expect(found(step("{ id: s, notify: slak, to: a, text: b }")) == ["4:22 FLOW0400"])
    #expect(found(step("{ id: s, lookup: gainsight.company, match: { Nickname__gc: =event.Id } }")) == ["4:50 FLOW0403"])
    #expect(
      found(step("{ id: s, upsert: gainsight.company, match: { Nickname__gc: =event.Id }, set: { Nickname__gc: x, Name: y } }")) == ["4:50 FLOW0403"])
    #expect(found(step("{ id: s, lookup: gainsight.company, match: { Nmae: =event.Id } }")) == ["4:50 FLOW0402"])
    #expect(found(step("{ id: b, for_each: \"=[1]\", as: i, do: [{ id: t, transform: { a: 1 } }] }\n  - { id: s, skip: =t.a }")) == ["5:21 FLOW0409"])
  }

  @Test func values() {
    func set(_ text: String) -> [String] {
      found(step("{ id: s, update: salesforce.Account, match: { Id: =event.Id }, set: { \(text) } }"))
    }
    #expect(set("Name: x") == [])
    #expect(set("Name: null") == ["4:81 FLOW0258"])
    #expect(set("Renewal__c: null") == [])
    #expect(set("Renewal__c: 03/14/2026") == ["4:87 FLOW0259"])
    #expect(set("AnnualRevenue: ten") == ["4:90 FLOW0253"])
    #expect(set("Type: Custmer") == ["4:81 FLOW0255"])
    #expect(set("Health_Trend__c: this is much longer than twenty") == ["4:92 FLOW0254"])
    #expect(set("Id: x") == ["4:75 FLOW0514"])
    #expect(set("Name: event.Name") == ["4:81 FLOW0256"])
    #expect(set("Name: \"event.Name\"") == [])
    #expect(set("Name: a, name: b") == ["4:84 FLOW0518"])
    #expect(set("Owner.Email: =event.Owner.Email") == [])
    #expect(set("Type.Email: x") == ["4:75 FLOW0414"])
  }

  @Test func rules() {
    func flow(_ trigger: String, _ rest: String = "") -> [String] {
      found("flowrun: 1\ntrigger:\n  - \(trigger)\nsteps: [{ id: s, skip: x }]\n\(rest)")
    }
    #expect(flow("{ webhook: gainsight, event: { a: =text(row.a) } }", "at: =now\n") == ["3:5 FLOW0500".replacing(":5", with: ":7")])
    #expect(flow("{ webhook: gainsight, event: { a: =text(row.a) } }", "about: =event.a\n") == ["3:7 FLOW0504"])
    #expect(flow("{ webhook: gainsight, event: { a: =row.a } }", "about: =event.a\nat: =now\n") == ["3:39 FLOW0508"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }", "once: true\n") == ["3:7 FLOW0502"])
    #expect(flow("{ poll: salesforce.Account, every: 1h, start: now }", "once: true\nchanged: [Name]\n") == ["5:7 FLOW0501"])
    #expect(flow("{ poll: salesforce.Account, every: 1h, start: now }", "once: true\nwhen: =was.Name == null\n") == ["5:7 FLOW0503"])
    #expect(flow("{ poll: salesforce.Task, every: 1h }") == ["3:7 FLOW0519"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }", "changed: [Nmae]\n") == ["5:11 FLOW0411"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }", "alert: { notify: slak, to: x }\n") == ["5:18 FLOW0400"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }", "time_zone: Europe/Berln\n") == ["5:12 FLOW0419"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }\n  - { poll: gainsight.company, every: 1h }") == ["4:7 FLOW0507"])
    #expect(
      flow(
        "{ poll: salesforce.Account, every: 1h, event: { a: =row.Id, b: =row.Name } }\n  - { poll: gainsight.company, every: 1h, event: { a: =row.Gsid } }"
      )
        == ["4:43 FLOW0505"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }", "tables: { t: { file: none.csv, key: a } }\n") == ["5:22 FLOW0416"])
    #expect(flow("{ poll: salesforce.Account, every: 1h }", "tables: { t: { file: tables/csm.csv, key: teritory } }\n") == ["5:43 FLOW0418"])
    #expect(found(step("{ id: s, create: salesforce.Account, set: { Name: x } }")) == ["4:14 FLOW0509"])
    #expect(found(step("{ id: s, create: salesforce.Account, match: { Gainsight_GSID__c: =event.Id }, set: { Name: x } }")) == ["4:51 FLOW0510"])
    #expect(found(step("{ id: s, update: salesforce.Account, match: { Id: x }, set: { Name: x }, newest_wins: Name }")) == ["4:91 FLOW0516"])
    #expect(found(step("{ id: s, update: salesforce.Account, match: { Id: x }, set: { Name: x }, blank: [Type] }")) == ["4:86 FLOW0517"])
  }

  /// What the checker of formulas finds, at its characters in the file, and what a condition above has settled.
  @Test func types() {
    #expect(found(step("{ id: s, when: =event.Name, skip: x }")) == ["4:20 FLOW0250"])
    #expect(found(step("{ id: s, when: =event.Id > 1, skip: x }")) == ["4:21 FLOW0211"])
    #expect(found(step("{ id: s, skip: =evnt.Name }")) == ["4:21 FLOW0207"])
    #expect(found(step("{ id: s, skip: =uper(event.Name) }")) == ["4:21 FLOW0208"])
    #expect(found(step("{ id: s, skip: =event.Name + }")) == ["4:33 FLOW0200"])
    #expect(found(step("{ id: s, skip: \"a ${event.Nmae} b\" }")) == ["4:31 FLOW0402"])
    #expect(found(step("{ id: s, when: '=event.Type == \"Custmer\"', skip: x }")) == ["4:36 FLOW0214"])
    #expect(found(step("{ id: s, transform: { a: =event.AnnualRevenue * 2 } }")).map { $0.suffix(8) } == ["FLOW0212"])
    #expect(found(step("{ id: s, when: =event.AnnualRevenue != null, transform: { a: =event.AnnualRevenue * 2 } }")) == [])
    #expect(found(step("{ id: n, when: =event.AnnualRevenue == null, skip: x }\n  - { id: s, transform: { a: =event.AnnualRevenue * 2 } }")) == [])
  }

  @Test func outsideAProject() {
    var context = World.context
    context.connections = nil
    let text =
      "flowrun: 1\ntrigger: [{ webhook: any, event: { a: =text(row.a) } }]\nabout: =event.a\nat: =now\nsteps: [{ id: t, transform: { b: =event.a } }]\n"
    let (flow, findings) = check(text, in: context)
    #expect(findings.isEmpty)
    #expect(flow != nil)
  }

  @Test func projects() {
    func found(_ text: String) -> [String] {
      let findings = Findings()
      let project = ProjectParser.parse(SourceFile(name: "flowrun.yaml", text: "flowrun: 1\n\(text)\n"), into: findings)
      _ = project.with(profile: nil, into: findings)
      return places(findings.sorted)
    }
    #expect(found("time_zone: Europe/Berlin") == [])
    #expect(found("time_zone: Europe/Berln") == ["2:12 FLOW0419"])
    #expect(found("alert: { notify: slack, to: x }") == ["2:18 FLOW0400"])
    #expect(found("alert: { notify: slack, to: x }\nconnections: { slack: { connector: slack } }") == [])
  }

  @Test func profilesAreLaidOver() throws {
    let findings = Findings()
    let file = SourceFile(
      name: "flowrun.yaml",
      text: """
        flowrun: 1
        settings: { a: 1, b: x }
        connections:
          s: { connector: salesforce, url: "${env.A}", auth: { access_key: "${env.K}" } }
        retry: { for: 1h, first: 2s }
        profiles:
          prod:
            settings: { a: 2 }
            connections: { s: { url: "${env.B}", auth: { bearer: "${env.T}" } } }
            retry: { for: 2h }
        """)
    let project = ProjectParser.parse(file, into: findings)
    let prod = try #require(project.with(profile: "prod", into: findings))
    #expect(findings.isEmpty)
    #expect(prod.settings.map(\.value) == [.scalar(.int(2)), .scalar(.string("x"))])
    let connection = try #require(prod.connections.first)
    #expect(connection.options.map(\.path) == ["url", "auth.bearer"])
    #expect(connection.connector?.value == "salesforce")
    #expect(prod.retry?.seconds(over: .init()) == .init(total: 7_200, first: 2, most: 900))
    #expect(project.with(profile: "test", into: findings) == nil)
    #expect(findings.all.map(\.code) == [404])
  }
}
