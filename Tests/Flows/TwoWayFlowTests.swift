import ArgumentParser
import ConnectorKit
import Flowrun
import Foundation
import Sandbox
import Testing

/// Account owner and CSM, changed on either side, at the sandbox.
@Suite struct TwoWayFlowTests {
  @Test func ownerAndCSMAgreeAndRest() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 40
    configuration.gainsight.callsPerMinute = 10_000
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let client = try await Client(sandbox, url: url)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(atPath: FlowFilesTests.folder, toPath: folder.path)
    let flows = ["owner-to-csm", "csm-to-owner"].map { folder.appendingPathComponent("examples/\($0).yaml").path }
    func pass() async throws -> Int {
      let before = sandbox.calls.count
      var command = try #require(
        try Flowrun.parseAsRoot(["run"] + flows + ["--once", "--sandbox", "--sandbox-url", url]) as? any AsyncParsableCommand)
      try await command.run()
      return sandbox.calls.dropFirst(before).count(where: \.isWrite)
    }
    let users = sandbox.records(of: "gsuser").filter { $0["SfdcUserId"]?.string != nil }.prefix(15)
    func ends(_ customer: Client.Customer) -> (owner: String?, csm: String?) {
      let csm = client.linked.first { $0.id == customer.id }?.company["Csm"]?.string
      let owner = client.linked.first { $0.id == customer.id }?.account["OwnerId"]?.string
      return (owner, users.first { $0["Gsid"]?.string == csm }?["SfdcUserId"]?.string)
    }

    #expect(try await pass() == 0, "what there is when the flows begin is no edit")
    let (first, second) = (client.linked[0], client.linked[1])
    let user = try #require(users.first { ![ends(first).owner, ends(first).csm].contains($0["SfdcUserId"]?.string) })
    let other = try #require(users.last { ![ends(second).owner, ends(second).csm].contains($0["SfdcUserId"]?.string) })

    try await client.change("Account", first.id, ["OwnerId": user["SfdcUserId"]?.string ?? ""])
    _ = try await client.gainsight(
      .put, "/v1/data/objects/Company?keys=Gsid",
      ["records": [["Gsid": second.company["Gsid"]?.string ?? "", "Csm": other["Gsid"]?.string ?? ""]]])
    #expect(try await pass() == 2)
    #expect(ends(first) == (user["SfdcUserId"]?.string, user["SfdcUserId"]?.string))
    #expect(ends(second) == (other["SfdcUserId"]?.string, other["SfdcUserId"]?.string))
    #expect(try await pass() == 0, "at rest")

    // Both sides at once: one of the edits stands, on both.
    try await client.change("Account", first.id, ["OwnerId": other["SfdcUserId"]?.string ?? ""])
    _ = try await client.gainsight(
      .put, "/v1/data/objects/Company?keys=Gsid",
      ["records": [["Gsid": first.company["Gsid"]?.string ?? "", "Csm": users[1]["Gsid"]?.string ?? ""]]])
    _ = try await pass()
    _ = try await pass()
    #expect(ends(first).owner == ends(first).csm)
    #expect([other, users[1]].contains { $0["SfdcUserId"]?.string == ends(first).owner })
    #expect(try await pass() == 0, "at rest again")
    await sandbox.stop()
  }
}
