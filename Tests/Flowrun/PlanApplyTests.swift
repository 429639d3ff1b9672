import ArgumentParser
import Foundation
import Sandbox
import Testing

@testable import Flowrun

/// `plan` and `apply` against the sandbox, which writes down every call.
@Suite(.serialized) struct PlanApplyTests {
  private static let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized

  private func flowrun(_ arguments: [String]) async throws {
    var command = try #require(try Flowrun.parseAsRoot(arguments) as? any AsyncParsableCommand)
    try await command.run()
  }

  @Test func aPlanWritesNothingAndIsAppliedButForWhatMoved() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 40
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.flows, to: folder)
    let flow = folder.appendingPathComponent("sync-health-scores.yaml").path
    let rows = folder.appendingPathComponent("rows.ndjson").path
    let file = folder.appendingPathComponent("x.plan").path
    let ids = sandbox.records(of: "Account").prefix(3).compactMap { $0["Id"]?.string }
    let lines = ids.enumerated().map { number, id in
      #"{"companyGsid":"1P02TEST\#(number)","sfdcAccountId":"\#(id)","score":"41","changedAt":"2036-03-14T08:59:00Z"}"#
    }
    try lines.joined(separator: "\n").write(toFile: rows, atomically: true, encoding: .utf8)

    try await flowrun(["plan", flow, "--rows", rows, "--sandbox", "--sandbox-url", url, "-o", file])
    #expect(!sandbox.calls.isEmpty)
    #expect(!sandbox.calls.contains { $0.isWrite })
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(".flowrun").path), "a plan leaves no trace")

    // The first account moves: somebody else gives it another score.
    let other = folder.appendingPathComponent("other.ndjson").path
    try #"{"companyGsid":"1P02TEST0","sfdcAccountId":"\#(ids[0])","score":"7","changedAt":"2035-03-14T08:59:00Z"}"#
      .write(toFile: other, atomically: true, encoding: .utf8)
    let journal = folder.appendingPathComponent("other.db").path
    try await flowrun(["run", flow, "--rows", other, "--sandbox", "--sandbox-url", url, "--journal", journal])
    await #expect(throws: Exit.findings) { try await flowrun(["apply", file]) }
    func score(_ id: String) -> SandboxValue? { sandbox.records(of: "Account").first { $0["Id"]?.string == id }?["Health_Score__c"] }
    #expect(score(ids[1]) == score(ids[2]))
    #expect(score(ids[0]) != score(ids[1]))

    // Applied once, it is done: everything is left alone now, and nothing is written.
    let writes = sandbox.calls.count(where: \.isWrite)
    await #expect(throws: Exit.findings) { try await flowrun(["apply", file]) }
    #expect(sandbox.calls.count(where: \.isWrite) == writes)
    await sandbox.stop()
  }

  @Test func polledRowsArePlannedFromAMomentOnAndApplied() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 40
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.flows, to: folder)
    let flow = folder.appendingPathComponent("sync-health-scores.yaml").path
    let plan = ["plan", flow, "--sandbox", "--sandbox-url", url, "-o"]
    func accounts() -> [String] { sandbox.records(of: "Account").map { "\($0)" } }
    let before = accounts()

    // A company without an account makes each of them end with findings.
    let all = folder.appendingPathComponent("all.plan").path
    await #expect(throws: Exit.findings) { try await flowrun(plan + [all, "--since", "2000-01-01T00:00:00Z"]) }
    #expect(accounts() == before && !sandbox.calls.contains { $0.isWrite })
    await #expect(throws: Exit.findings) { try await flowrun(["apply", all]) }
    let (after, writes) = (accounts(), sandbox.calls.count(where: \.isWrite))
    #expect(after != before && writes > 0)

    // What was applied is as the flow wants it: nothing is left to write.
    let again = folder.appendingPathComponent("again.plan").path
    try await flowrun(plan + [again, "--since", "2000-01-01T00:00:00Z"])
    try await flowrun(["apply", again])
    #expect(accounts() == after && sandbox.calls.count(where: \.isWrite) == writes)
    await sandbox.stop()
  }

  @Test func cellsAreQuotedAndNoFormulaOfASpreadsheet() {
    #expect(PlanCSV.quoted("plain") == "plain")
    #expect(PlanCSV.quoted("a,b") == "\"a,b\"")
    #expect(PlanCSV.quoted("say \"x\"\nand y") == "\"say \"\"x\"\"\nand y\"")
    #expect(PlanCSV.quoted("=HYPERLINK(\"http://x\")") == "\"'=HYPERLINK(\"\"http://x\"\")\"")
    #expect(PlanCSV.quoted("+1 555 0100") == "'+1 555 0100")
    #expect(PlanCSV.quoted("@SUM(A1)") == "'@SUM(A1)")
    #expect(PlanCSV.quoted("\tx") == "'\tx")
    #expect(PlanCSV.quoted("-5.25") == "-5.25")
    #expect(PlanCSV.quoted("-5+cmd") == "'-5+cmd")
  }
}
