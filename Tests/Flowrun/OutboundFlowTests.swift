import ArgumentParser
import Flowrun
import Foundation
import Sandbox
import Testing

/// The sandbox's Salesforce knocks at a run that serves: each change becomes one event, however often it is told.
@Suite struct OutboundFlowTests {
  private static let project = """
    flowrun: 1
    connections:
      gainsight: { connector: gainsight, url: https://acme.example, auth: { access_key: "${env.GS_KEY}" } }
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { client_credentials: { client_id: "${env.SF_ID}", client_secret: "${env.SF_SECRET}" } }
        hook: { organization: "${env.SF_ORG}", path: "${env.SF_HOOK}" }
    serve: { hooks: 127.0.0.1:0, admin: 127.0.0.1:0 }
    """
  private static let won = """
    flowrun: 1
    trigger:
      - message: salesforce.Opportunity
        event: { id: =row.Id, won: =row.IsWon }
    when: =event.won
    about: =event.id
    changed: [won]
    steps:
      - id: task
        create: salesforce.Task
        match: { WhatId: =event.id, Subject: '="Handoff"' }
        set: { Subject: '="Handoff"', WhatId: =event.id, Status: '="Not Started"', Priority: '="Normal"' }
    """
  /// Makes the deals of which the other flow hears.
  private static let deals = """
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { name: =text(row.name), stage: =text(row.stage) }
    about: =event.name
    changed: [stage]
    steps:
      - id: deal
        create: salesforce.Opportunity
        match: { Name: =event.name }
        set: { Name: =event.name, StageName: =event.stage, CloseDate: '=date("2026-07-31")' }
    """

  @Test func aMessageThatComesTwiceIsOneEvent() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 5
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      ("flowrun.yaml", Self.project), ("won.yaml", Self.won), ("deals.yaml", Self.deals),
      ("rows.ndjson", (1...6).map { #"{"name":"Deal \#($0)","stage":"\#($0 == 6 ? "Prospecting" : "Closed Won")"}"# }.joined(separator: "\n")),
    ] {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    let serving = Process()
    serving.executableURL = try Program.url()
    serving.arguments = ["run", folder.appendingPathComponent("won.yaml").path, "--sandbox", "--sandbox-url", url]
    let pipe = Pipe()
    serving.standardError = pipe
    try serving.run()
    let address = try await door(pipe.fileHandleForReading)
    var message = OutboundMessage(object: "Opportunity", url: address.replacing("/PATH", with: "/sandbox-hook"), fields: ["Id", "StageName"])
    message.repeats = true
    _ = sandbox.send(message)

    let arguments = ["run", folder.appendingPathComponent("deals.yaml").path, "--rows", folder.appendingPathComponent("rows.ndjson").path]
    var command = try #require(
      try Flowrun.parseAsRoot(arguments + ["--sandbox", "--sandbox-url", url, "--journal", folder.appendingPathComponent("deals.db").path])
        as? any AsyncParsableCommand)
    try await command.run()
    // The run ends by SIGTERM only when it has done what it accepted; it accepted what is here.
    for _ in 0..<600 where handoffs(sandbox) < 5 { try await Task.sleep(for: .milliseconds(100)) }
    serving.terminate()
    try await ended(serving)
    #expect(handoffs(sandbox) == 5)
    await sandbox.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  private func handoffs(_ sandbox: Sandbox) -> Int { sandbox.records(of: "Task").count { $0["Subject"]?.string == "Handoff" } }

  /// Where the run says that it takes messages.
  private func door(_ file: FileHandle) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        var text = ""
        while true {
          let data = file.availableData
          text += String(decoding: data, as: UTF8.self)
          if let line = text.split(separator: "\n").first(where: { $0.hasSuffix("/PATH") }), let start = line.firstRange(of: "http://") {
            return continuation.resume(returning: String(line[start.lowerBound...]))
          }
          if data.isEmpty { return continuation.resume(throwing: Program.Missing()) }
        }
      }
    }
  }

  private func ended(_ process: Process) async throws {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        process.waitUntilExit()
        continuation.resume()
      }
    }
    #expect(process.terminationStatus == 0)
  }
}
