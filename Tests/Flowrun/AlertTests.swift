import ArgumentParser
import Flowrun
import Foundation
import Sandbox
import Testing

/// `alert:` as a user has it: over the sandbox's mail, and to a program.
@Suite struct AlertTests {
  private struct World {
    let sandbox: Sandbox
    let url: String
    let folder: URL

    init(alert: String, flow: String = "") async throws {
      var configuration = SandboxConfiguration()
      configuration.accounts = 5
      sandbox = Sandbox(configuration)
      url = try await sandbox.start().salesforce
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try """
      flowrun: 1
      connections:
        gainsight: { connector: gainsight, url: https://acme.example, auth: { access_key: "${env.GS_KEY}" } }
        mail: { connector: mail, url: "smtp://mail.example:587", from: flows@acme.example }
        slack: { connector: slack, auth: { bearer: "${env.SLACK_TOKEN}" } }
        salesforce:
          connector: salesforce
          url: https://acme.example
          auth: { client_credentials: { client_id: "${env.SF_ID}", client_secret: "${env.SF_SECRET}" } }
      \(alert)
      """.write(to: folder.appendingPathComponent("flowrun.yaml"), atomically: true, encoding: .utf8)
      try """
      flowrun: 1
      owner: jo@acme.example
      trigger:
        - webhook: gainsight
          event: { id: =text(row.id), n: =number(row.n) }
      about: =event.id
      once: true
      \(flow)
      steps:
        - id: tell
          notify: mail
          to: kim@acme.example
          subject: Number ${text(event.n)}
          text: For you.
      """.write(to: folder.appendingPathComponent("numbers.yaml"), atomically: true, encoding: .utf8)
    }

    /// Runs the flow over rows; true when it ended as runs without dead letters do.
    func run(_ rows: [String]) async throws -> Bool {
      let path = folder.appendingPathComponent("rows.ndjson").path
      try rows.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      let arguments = ["run", folder.appendingPathComponent("numbers.yaml").path, "--rows", path, "--sandbox", "--sandbox-url", url]
      var command = try #require(try Flowrun.parseAsRoot(arguments) as? any AsyncParsableCommand)
      do { try await command.run() } catch { return false }
      return true
    }

    var alerts: [ReceivedMail] { sandbox.mails.filter { $0.message.contains("Subject: flowrun: ") } }

    func end() async {
      await sandbox.stop()
      try? FileManager.default.removeItem(at: folder)
    }
  }

  @Test func deadLettersAreOneMailAndTheirEndAnother() async throws {
    let world = try await World(alert: "alert: { notify: mail, to: [ops@acme.example, jo@acme.example] }")
    #expect(try await !world.run((0..<50).map { #"{"id":"a\#($0)","n":"\#($0 % 2 == 0 ? "secret-value" : "7")"}"# }))
    #expect(world.alerts.count == 1 && world.sandbox.mails.count == 26)
    let mail = try #require(world.alerts.first)
    #expect(mail.recipients == ["ops@acme.example", "jo@acme.example"] && mail.message.contains("Subject: flowrun: flow numbers: dead letters"))
    #expect(mail.message.contains("Flow `numbers` has dead letters: formula.") && mail.message.contains("Owner: jo@acme.example"))
    #expect(!mail.message.contains("secret-value"))
    // More of the same is no news, not even in another run.
    #expect(try await !world.run([#"{"id":"b","n":"x"}"#]))
    #expect(world.alerts.count == 1)
    #expect(try await world.run([#"{"id":"c","n":"1"}"#]))
    #expect(world.alerts.count == 2 && world.alerts.last?.message.contains("makes no dead letters any more; there were 26") == true)
    #expect(try await world.run([#"{"id":"d","n":"1"}"#]))
    #expect(world.alerts.count == 2)
    await world.end()
  }

  @Test func slackAndChatterCarryAlertsToo() async throws {
    let slack = try await World(alert: "alert: { notify: slack, to: revops-alerts }")
    #expect(try await !slack.run([#"{"id":"a","n":"x"}"#, #"{"id":"b","n":"y"}"#]))
    let channel = slack.sandbox.messages.first?.channel
    #expect(slack.sandbox.messages.count == 1 && channel != nil && slack.sandbox.messages[0].text.contains("Flow `numbers` has dead letters"))
    await slack.end()
    let chatter = try await World(alert: "alert: { notify: salesforce, to: me }")
    #expect(try await !chatter.run([#"{"id":"a","n":"x"}"#]))
    #expect(chatter.sandbox.calls.contains { $0.method == "POST" && $0.target.hasSuffix("/chatter/feed-elements") && $0.status == 201 })
    await chatter.end()
  }

  @Test func aProgramReadsTheAlert() async throws {
    let world = try await World(alert: "", flow: "alert: { command: [./page.sh, told.json] }")
    let script = world.folder.appendingPathComponent("page.sh")
    try "#!/bin/sh\ncat > \"$1\"\n".write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    _ = try await world.run([#"{"id":"a","n":"x"}"#])
    let told = try String(contentsOf: world.folder.appendingPathComponent("told.json"), encoding: .utf8)
    #expect(told.hasPrefix(#"{"subject":"flowrun: flow numbers: dead letters""#) && told.contains(#""kind":"dead_letters""#))
    #expect(world.alerts.isEmpty)
    await world.end()
  }

  @Test func anAlertThatFailsHarmsNothing() async throws {
    for alert in ["alert: { command: [./missing.sh] }", "alert: { command: [\"false\"] }"] {
      let world = try await World(alert: alert)
      #expect(try await !world.run([#"{"id":"a","n":"x"}"#, #"{"id":"b","n":"2"}"#]))
      #expect(world.sandbox.mails.count == 1 && world.alerts.isEmpty)
      await world.end()
    }
  }

  @Test func aConnectionWithoutMessagesIsRefusedBeforeTheRun() async throws {
    let world = try await World(alert: "alert: { notify: gainsight, to: ops }")
    #expect(try await !world.run([#"{"id":"b","n":"2"}"#]))
    #expect(world.sandbox.mails.isEmpty)
    await world.end()
  }
}
