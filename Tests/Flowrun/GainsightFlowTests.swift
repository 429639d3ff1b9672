import ArgumentParser
import FlowEngine
import Flowrun
import Foundation
import Journal
import Sandbox
import Testing

/// Flows that write Gainsight, run as a user runs them: the calls that the sandbox saw, the rows that it has, the dead letters that are left.
@Suite struct GainsightFlowTests {
  /// A project of one flow in a folder of its own, and a sandbox that it runs on.
  private struct World {
    let sandbox: Sandbox
    let url: String
    let folder: URL

    init(_ flow: String, _ change: (inout SandboxConfiguration) -> Void = { _ in }) async throws {
      var configuration = SandboxConfiguration()
      configuration.accounts = 40
      configuration.gainsight.callsPerMinute = 10_000
      change(&configuration)
      sandbox = Sandbox(configuration)
      url = try await sandbox.start().salesforce
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Self.project.write(to: folder.appendingPathComponent("flowrun.yaml"), atomically: true, encoding: .utf8)
      try flow.write(to: folder.appendingPathComponent("flow.yaml"), atomically: true, encoding: .utf8)
    }

    private static let project = """
      flowrun: 1
      connections:
        gainsight:
          connector: gainsight
          url: ${env.GS_URL}
          auth: { access_key: "${env.GS_ACCESS_KEY}" }
          stamp: { flow_notes__gc: External_Key__gc, timeline: ExternalId }
      retry: { for: 1m, first: 1s, most: 1s }
      """

    /// Runs the flow over rows; gives what ended dead.
    func run(_ rows: [String]) async throws -> [DeadLetter] {
      let path = folder.appendingPathComponent("rows.ndjson").path
      try rows.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      let arguments = ["run", folder.appendingPathComponent("flow.yaml").path, "--rows", path, "--sandbox", "--sandbox-url", url]
      var command = try #require(try Flowrun.parseAsRoot(arguments) as? any AsyncParsableCommand)
      // A run with dead letters ends by an error of its own.
      _ = try? await command.run()
      let journal = try SQLiteJournal(path: folder.appendingPathComponent(".flowrun/sandbox.db").path)
      return try await journal.deadLetters(flow: nil, after: 0, limit: 1000)
    }

    func end() async {
      await sandbox.stop()
      try? FileManager.default.removeItem(at: folder)
    }

    func calls(_ method: String, _ target: String) -> [SandboxCall] { sandbox.calls.filter { $0.method == method && $0.target == target } }
  }

  @Test func fiftyCompaniesOfWhichOneIsWrongAreFortyNineAndADeadLetter() async throws {
    let world = try await World(
      """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { name: =text(row.name), stage: =text(row.stage), arr: =number(row.arr) }
      about: =event.name
      changed: [stage]
      window: { events: 50, wait: 5s }
      steps:
        - id: company
          upsert: gainsight.company
          match: { Name: =event.name }
          set: { Name: =event.name, Stage: =event.stage, Arr: =event.arr }
      """)
    let before = world.sandbox.records(of: "company").count
    func rows(_ stage: String, wrong: Int?) -> [String] {
      (0..<50).map { #"{"name":"Batch \#($0)","stage":"\#($0 == wrong ? "Nonsense" : stage)","arr":"\#($0)000"}"# }
    }
    let dead = try await world.run(rows("Launched", wrong: 37))
    #expect(dead.count == 1)
    #expect(dead.first?.about == "Batch 37" && dead.first?.reason.code == "GSOBJ_1012")
    #expect(dead.first?.reason.text.contains("Stage: Invalid/Inactive value provided for picklist.") == true)
    let made = world.sandbox.records(of: "company").filter { $0["Name"]?.string?.hasPrefix("Batch ") == true }
    #expect(world.sandbox.records(of: "company").count == before + 49 && made.count == 49)
    #expect(!made.contains { $0["Name"]?.string == "Batch 37" })
    // Halves: 50, then 25 and 25, and so on down to the one. Whatever was refused was refused whole, so nothing is there twice.
    let writes = world.calls("POST", "/v1/data/objects/Company")
    #expect(writes.first?.status == 400 && writes.count >= 5 && writes.count <= 13)
    #expect(writes.filter { $0.status == 200 }.allSatisfy { $0.records <= 25 })
    #expect(writes.filter { $0.status == 200 }.reduce(0) { $0 + $1.records } == 49)

    // Again with another stage, and one wrong: now they are updates by id.
    let again = try await world.run(rows("Adopting", wrong: 3))
    #expect(again.count == 2 && again.last?.about == "Batch 3" && again.last?.reason.code == "GSOBJ_1012")
    let updates = world.calls("PUT", "/v1/data/objects/Company?keys=Gsid")
    #expect(updates.first?.status == 400 && updates.count <= 13)
    #expect(updates.filter { $0.status == 200 }.reduce(0) { $0 + $1.records } == 48)
    // The one that was wrong the first time is right now, and created.
    #expect(world.sandbox.records(of: "company").count == before + 50)
    await world.end()
  }

  @Test func aCreateWithoutAnAnswerIsLookedForBeforeItIsSentAgain() async throws {
    let world = try await World(
      """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { name: =text(row.name) }
      about: =event.name
      once: true
      steps:
        - id: note
          create: gainsight.flow_notes__gc
          set: { Name: =event.name }
      """)
    var fault = SandboxFault(.reset)
    fault.path = "/v1/data/objects/flow_notes__gc"
    fault.commit = .after
    fault.times = 1
    world.sandbox.inject(fault)
    let dead = try await world.run((0..<3).map { #"{"name":"Note \#($0)"}"# })
    #expect(dead.isEmpty)
    // Sent once, lost, found by the stamp, not sent again.
    #expect(world.sandbox.records(of: "flow_notes__gc").filter { $0["Name"]?.string?.hasPrefix("Note ") == true }.count == 3)
    #expect(world.calls("POST", "/v1/data/objects/flow_notes__gc").count == 1)
    #expect(world.sandbox.calls.contains { $0.kind == .query && $0.object == "flow_notes__gc" })
    await world.end()
  }

  @Test func peopleCTAsPlansAndTimelineEntriesAreStepsLikeOthers() async throws {
    let world = try await World(
      """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { company: =text(row.company), email: =text(row.email), owner: =text(row.owner), at: =time(row.at) }
      about: =event.email
      at: =event.at
      steps:
        - id: company
          lookup: gainsight.company
          match: { Gsid: =event.company }
        - id: person
          upsert: gainsight.person
          match: { Email: =event.email, Company_ID: =company.Gsid }
          set: { Email: =event.email, Company_ID: =company.Gsid, LastName: Lee, Title: VP Ops }
        - id: plan
          create: gainsight.success_plan
          match: { CompanyId: =company.Gsid, Name: 'Onboarding ${event.email}' }
          set:
            Name: Onboarding ${event.email}
            CompanyId: =company.Gsid
            OwnerId.Email: =event.owner
            SuccessPlanTypeId.Name: Onboarding
            Templates: [Growth Onboarding]
            DueDate: =addDays(date(event.at), 90)
        - id: cta
          create: gainsight.call_to_action
          match: { CompanyId: =company.Gsid, Name: 'Call ${event.email}', IsClosed: false }
          set:
            Name: Call ${event.email}
            CompanyId: =company.Gsid
            OwnerId.Email: =event.owner
            TypeId.Name: Lifecycle
            ReasonId.Name: Onboarding
            PriorityId.Name: High
            StatusId.Name: New
            DueDate: =addDays(date(event.at), 5)
        - id: entry
          create: gainsight.timeline
          set:
            Subject: Kick-off with ${event.email}
            ActivityDate: =event.at
            TypeName: Update
            AuthorId.Email: =event.owner
            GsCompanyId: =company.Gsid
      """)
    let company = try #require(world.sandbox.records(of: "company").first?["Gsid"]?.string)
    let owner = try #require(world.sandbox.records(of: "gsuser").first?["Email"]?.string)
    let before = world.sandbox.records(of: "call_to_action").count
    let dead = try await world.run([
      #"{"company":"\#(company)","email":"Jo.Lee@new.example","owner":"\#(owner)","at":"2026-03-02T09:15:00Z"}"#
    ])
    #expect(dead.map(\.reason.text) == [])
    let person = try #require(world.sandbox.records(of: "person").first { $0["Email"]?.string == "jo.lee@new.example" })
    #expect(world.sandbox.records(of: "company_person").contains { $0["Person_ID"] == person["Gsid"] && $0["Title"]?.string == "VP Ops" })
    let plan = world.sandbox.records(of: "cta_group").first { $0["Name"]?.string?.lowercased() == "onboarding jo.lee@new.example" }
    #expect(plan?["DueDate"]?.string == "2026-05-31")
    #expect(world.sandbox.records(of: "call_to_action").count == before + 1)
    let entry = world.sandbox.records(of: "activity_timeline").first { $0["Subject"]?.string?.hasPrefix("Kick-off") == true }
    #expect(entry?["GsCompanyId"]?.string == company && entry?["ExternalId"]?.string?.isEmpty == false)
    await world.end()
  }
}
