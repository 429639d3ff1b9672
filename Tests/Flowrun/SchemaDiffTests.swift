import ArgumentParser
import Flowrun
import Foundation
import Testing

/// `schema pull` and `schema diff` against the sandbox.
@Suite struct SchemaDiffTests {
  private static let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized

  private func flowrun(_ arguments: [String]) async throws {
    var command = try #require(try Flowrun.parseAsRoot(arguments) as? any AsyncParsableCommand)
    try await command.run()
  }

  @Test func driftIsShownWithTheLinesThatItTouches() async throws {
    // A process of its own: within this one, other tests would keep it from answering in time.
    let sandbox = Process()
    defer { sandbox.terminate() }
    let url = try Self.start(sandbox)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.flows, to: folder)
    let project = ["--project", folder.appendingPathComponent("flowrun.yaml").path, "--sandbox", "--sandbox-url", url]
    let snapshot = folder.appendingPathComponent("schemas/salesforce.json")
    try await flowrun(["schema", "pull", "salesforce", "--objects", "Account"] + project)
    try await flowrun(["schema", "diff", "salesforce"] + project)

    // The organisation is left as it is, and the snapshot says something else: a field more, another length, a flow that needs the field.
    var text = try String(contentsOf: snapshot, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains(#""name":"Health_Trend__c""#) })
    text = text.replacingOccurrences(of: "\(line)\n", with: "\(line)\n      {\"name\":\"Mood__c\",\"type\":\"string\",\"length\":9},\n")
    try text.write(to: snapshot, atomically: true, encoding: .utf8)
    let other = """
      flowrun: 1
      trigger: [{ poll: salesforce.Account, every: 10m, start: all }]
      steps:
        - id: end
          when: =event.Mood__c == "bad"
          skip: it is bad
      """
    // What differs and breaks nothing is told, and good.
    let before = try await run(["schema", "diff", "salesforce", "--format", "json"] + project)
    #expect(before.code == 0 && before.output.contains(#""kind":"field_gone","object":"Account","field":"Mood__c","uses":[]"#))
    try other.write(to: folder.appendingPathComponent("mood.yaml"), atomically: true, encoding: .utf8)
    let after = try await run(["schema", "diff", "salesforce", "--format", "json"] + project)
    #expect(after.code == 1)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(after.output.utf8)) as? [String: Any])
    let difference = (report["differences"] as? [[String: Any]])?.first { $0["field"] as? String == "Mood__c" }
    let use = (difference?["uses"] as? [[String: Any]])?.first
    #expect(use?["line"] as? Int == 5 && use?["column"] as? Int == 18)
    #expect((use?["file"] as? String)?.hasSuffix("mood.yaml") == true)
    #expect((report["broken"] as? [[String: Any]])?.count == 1)
    let shown = try await run(["schema", "diff", "salesforce"] + project)
    #expect(shown.code == 1 && shown.output.contains("salesforce.Account.Mood__c is gone\n") && shown.output.contains("mood.yaml:5:18\n"))

    // An object that the connection does not have; what was wrong with the snapshot already is not its doing.
    text = text.replacingOccurrences(of: #""name":"Account""#, with: #""name":"Customer__c""#)
    try text.write(to: snapshot, atomically: true, encoding: .utf8)
    let gone = try await run(["schema", "diff", "salesforce"] + project)
    #expect(gone.code == 0 && gone.output.hasPrefix("salesforce.Customer__c is gone\n"))
  }

  /// Where it listens.
  private static func start(_ sandbox: Process) throws -> String {
    let output = Pipe()
    sandbox.executableURL = try Program.url()
    sandbox.arguments = ["sandbox", "--port", "0", "--format", "json"]
    sandbox.standardOutput = output
    try sandbox.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != 0x0A {
      if byte.isEmpty { break }
      line += byte
    }
    let addresses = try JSONSerialization.jsonObject(with: line) as? [String: Any]
    return try #require(addresses?["salesforce"] as? String)
  }

  @Test func withoutASnapshotThereIsNothingToCompare() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let project = folder.appendingPathComponent("flowrun.yaml")
    let text = "flowrun: 1\nconnections:\n  sf: { connector: salesforce, url: x, auth: { bearer: \"${env.X}\" }, schema: a.json }\n"
    try text.write(to: project, atomically: true, encoding: .utf8)
    #expect(try await run(["schema", "diff", "sf", "--project", project.path, "--sandbox", "--sandbox-url", "http://127.0.0.1:9"]).code == 3)
    #expect(try await run(["schema", "diff", "nothing", "--project", project.path]).code == 2)
  }

  /// Runs the program itself, for its output and exit code.
  private func run(_ arguments: [String]) async throws -> (code: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = try Program.url()
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
