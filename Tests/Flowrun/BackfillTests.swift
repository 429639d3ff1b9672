import ArgumentParser
import Foundation
import Sandbox
import Testing

@testable import Flowrun

/// `backfill` against the sandbox, which writes down every call.
@Suite(.serialized) struct BackfillTests {
  private static let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized

  private func flowrun(_ arguments: [String]) async throws {
    var command = try #require(try Flowrun.parseAsRoot(arguments) as? any AsyncParsableCommand)
    try await command.run()
  }

  private func failure(_ arguments: [String]) async throws -> CommandFailure? {
    do { try await flowrun(arguments) } catch let failure as CommandFailure { return failure }
    return nil
  }

  /// A project whose flow copies an account's name to a task.
  private func project() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: Self.flows, to: folder)
    try """
    flowrun: 1
    trigger:
      - poll: salesforce.Account
        every: 1d
        full: true
        where: =row.Name == "Nobody"
        event: { id: =text(row.Id), name: =text(row.Name) }
      - poll: salesforce.Account
        every: 15m
        event: { id: =text(row.Id), name: =text(row.Name) }
    about: =event.id
    steps:
      - id: mark
        update: salesforce.Account
        match: { Id: =event.id }
        set: { Site: "=\\"seen \\" + coalesce(event.name, \\"nobody\\").substring(0, 3)" }
    """.write(to: folder.appendingPathComponent("copy.yaml"), atomically: true, encoding: .utf8)
    return folder
  }

  @Test func chosenRecordsAreWrittenOnceAndAPlanWritesNothing() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 300
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let folder = try project()
    defer { try? FileManager.default.removeItem(at: folder) }
    let command = [
      "backfill", folder.appendingPathComponent("copy.yaml").path, "--where", #"=row.Type == "Customer""#, "--sandbox", "--sandbox-url", url,
    ]
    let customers = Set(sandbox.records(of: "Account").filter { $0["Type"]?.string == "Customer" }.compactMap { $0["Id"]?.string })
    try #require(!customers.isEmpty && customers.count < 300)
    func seen() -> Set<String> {
      Set(sandbox.records(of: "Account").filter { $0["Site"]?.string?.hasPrefix("seen ") ?? false }.compactMap { $0["Id"]?.string })
    }

    try await flowrun(command + ["--plan"])
    #expect(!sandbox.calls.isEmpty)
    #expect(!sandbox.calls.contains { $0.isWrite })
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(".flowrun").path), "a plan leaves no trace")

    try await flowrun(command)
    #expect(seen() == customers)
    let writes = sandbox.calls.count(where: \.isWrite)
    #expect(writes == (customers.count + 199) / 200)
    try await flowrun(command)
    try await flowrun(command + ["--again"])
    #expect(sandbox.calls.count(where: \.isWrite) == writes, "what is right already is not written")

    let other = try #require(sandbox.records(of: "Account").compactMap { $0["Id"]?.string }.first { !customers.contains($0) })
    try await flowrun(["backfill", command[1], "--ids", other, "--sandbox", "--sandbox-url", url])
    #expect(seen() == customers.union([other]))
    await sandbox.stop()
  }

  @Test func whatCannotBeBackfilledIsSaid() async throws {
    let folder = try project()
    defer { try? FileManager.default.removeItem(at: folder) }
    let flow = folder.appendingPathComponent("copy.yaml").path

    let missing = try #require(try await failure(["backfill", folder.appendingPathComponent("none.yaml").path]))
    #expect(missing.exit == .usage)
    let formula = try #require(try await failure(["backfill", flow, "--where", "=row.Typo == 1"]))
    #expect(formula.exit == .findings)
    #expect(formula.message.contains("--where:1:6") && formula.message.contains("Typo"), "\(formula.message)")
    let number = try #require(try await failure(["backfill", flow, "--where", "row.Name"]))
    #expect(number.exit == .findings)
    let hook = folder.appendingPathComponent("hook.yaml").path
    try """
    flowrun: 1
    trigger: [{ webhook: gainsight, event: { id: =text(row.id) }, delivery: =row.id }]
    about: =event.id
    steps:
      - { id: stop, fail: It came through. }
    """.write(toFile: hook, atomically: true, encoding: .utf8)
    let webhooks = try #require(try await failure(["backfill", hook]))
    #expect(webhooks.exit == .usage)
    #expect(webhooks.message.contains("polls nothing"))
    let object = try #require(try await failure(["backfill", flow, "--object", "salesforce.Contact"]))
    #expect(object.message.contains("salesforce.Account"))
    let time = try #require(try await failure(["backfill", flow, "--since", "yesterday"]))
    #expect(time.exit == .usage)
    #expect(time.message.contains("yesterday"))
    let order = try #require(try await failure(["backfill", flow, "--since", "2026-03-02", "--until", "2026-03-01"]))
    #expect(order.exit == .usage)
    let none = try #require(try await failure(["backfill", flow, "--ids", " , "]))
    #expect(none.exit == .usage)
  }
}
