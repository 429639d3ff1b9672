import Foundation
import Testing

/// `flowrun connector check` over the recording in docs/examples/desk-manifest.
@Suite struct ConnectorCheckTests {
  private static let examples = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/examples/desk-manifest").standardizedFileURL

  private func check(_ arguments: [String], in folder: URL = Self.examples) throws -> (code: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = try Program.url()
    process.arguments = ["connector", "check"] + arguments
    process.currentDirectoryURL = folder
    let (output, error) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    let out = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let err = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, out, err)
  }

  @Test func aManifestPassesOverItsRecording() throws {
    let whole = try check(["desk.yaml", "--recording", "desk.exchanges.yaml", "--trial", "desk.trial.json"])
    #expect(whole.code == 0, "\(whole)")
    #expect(whole.output.hasPrefix("desk.yaml: the connector `help_desk`, its object `ticket`\n\npassed   describe"), "\(whole.output)")
    #expect(whole.output.hasSuffix("\n\n23 passed, 0 failed, 0 not tried.\n"), "\(whole.output)")
  }

  @Test func whatFailsIsToldWithWhatToWrite() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: Self.examples, to: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("desk.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacingOccurrences(of: "class: auth", with: "class: rejected").write(to: file, atomically: true, encoding: .utf8)
    let failed = try check(["desk.yaml", "--recording", "desk.exchanges.yaml", "--trial", "desk.trial.json"], in: folder)
    #expect(
      failed.code == 1 && failed.output.contains("\nfailed   failure.auth") && failed.output.contains("In `classes`, 401 is `auth`."), "\(failed)")
    let json = try check(["desk.yaml", "--recording", "desk.exchanges.yaml", "--trial", "desk.trial.json", "--format", "json"], in: folder)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(json.code == 1 && object["failed"] as? Int == 1 && (object["checks"] as? [[String: Any]])?.count == 23)
  }

  @Test func whatIsNotTriedSaysWhy() throws {
    // Slack has no objects, and nothing says what may be sent.
    let slack = try check(["slack", "--url", "http://127.0.0.1:9"])
    #expect(slack.code == 0 && slack.output.contains("skipped  message              The trial has no `message`."), "\(slack)")
    // Nobody listens.
    let nobody = try check(["desk.yaml", "--url", "http://127.0.0.1:9"])
    #expect(nobody.code == 1 && nobody.output.contains("`not_reached`"), "\(nobody)")
  }

  @Test(arguments: [
    (["desk.yaml"], 2, "--recording"), (["desk.yaml", "--url", "http://a.example", "--connection", "desk"], 2, "one of them"),
    (["desk.yaml", "--url", "http://desk.example"], 2, "plain text"), (["missing.yaml", "--url", "http://127.0.0.1:9"], 2, "cannot be opened"),
    (["desk.trial.json", "--url", "http://127.0.0.1:9"], 1, "FLOW"), (["desk.yaml", "--recording", "desk.yaml"], 1, "no key of a recording"),
    (["desk.yaml", "--url", "http://127.0.0.1:9", "--trial", "desk.yaml"], 1, "is no JSON"),
  ])
  func whatIsAskedWrongIsToldSo(_ arguments: [String], _ code: Int32, _ words: String) throws {
    let ended = try check(arguments)
    #expect(ended.code == code && ended.error.contains(words), "\(ended)")
  }

  @Test func aTrialNamesWhatThereIs() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    for (trial, words) in [
      (#"{"object":"tickets"}"#, "`tickets` is no object of `help_desk`. Did you mean `ticket`?"),
      (#"{"records":[{"nummer":"1"}]}"#, "`nummer` is no field of `ticket`. Did you mean `number`?"),
      (#"{"record":[]}"#, "`record` is no key of a trial. Did you mean `records`?"),
      (#"{"operation":{"name":"close","with":{"ticket":"1"}}}"#, "`ticket` is no input of `close`."),
    ] {
      try trial.write(to: file, atomically: true, encoding: .utf8)
      let ended = try check(["desk.yaml", "--url", "http://127.0.0.1:9", "--trial", file.path])
      #expect(ended.code == 1 && ended.error.contains(words), "\(ended)")
    }
  }
}
