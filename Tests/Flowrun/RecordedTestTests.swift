import CEL
import Foundation
import Testing

/// `flowrun record -o NAME.test.yaml`: a run at the sandbox becomes a test that holds.
@Suite struct RecordedTestTests {
  private func recorded(_ more: String, _ body: (DocFolder, (status: Int32, output: String), String) throws -> Void) throws {
    let sandbox = try SandboxProcess()
    let folder = try DocFolder()
    let program = try Program.url().path
    _ = try folder.shell("'\(program)' new sync-health-scores . && rm sync-health-scores.test.yaml")
    _ = try folder.shell("'\(program)' sandbox rows --count 40 > rows.ndjson")
    let found = try folder.shell(
      "'\(program)' record sync-health-scores.yaml --sandbox --sandbox-url \(sandbox.url) --rows rows.ndjson -o recorded.test.yaml \(more)")
    let text = (try? String(contentsOf: folder.url.appendingPathComponent("recorded.test.yaml"), encoding: .utf8)) ?? ""
    try body(folder, found, text)
  }

  @Test func aRunBecomesATestThatHolds() throws {
    try recorded("") { folder, found, text in
      #expect(found.status == 0, "\(found.output)")
      #expect(text.contains("Health_Trend__c"))
      #expect(text.contains("skipped"))
      let program = try Program.url().path
      let tested = try folder.shell("'\(program)' test .")
      #expect(tested.status == 0 && tested.output.contains("1 case passed."), "\(tested.output)")
      // It looks at what was written: another flow fails it.
      _ = try folder.shell("sed -i 's/Health_Score__c: =event.score/Health_Score__c: =event.score + 1.0/' sync-health-scores.yaml")
      #expect(try folder.shell("'\(program)' test .").status == 1)
      // Nothing is written over.
      let again = try folder.shell("'\(program)' record sync-health-scores.yaml --sandbox --rows rows.ndjson -o recorded.test.yaml")
      #expect(again.status == 2 && again.output.contains("there already"))
    }
  }

  /// Runs the command with an environment of nothing but a path.
  private func alone(_ folder: DocFolder, _ command: String) throws -> (status: Int32, output: String) {
    try folder.shell("env -i PATH=/usr/bin:/bin '\(try Program.url().path)' \(command)")
  }

  @Test func aTestRunsOverTheRecordingWithoutAddressesAndSecrets() throws {
    try recorded("--recording recorded.exchanges.yaml") { folder, found, text in
      #expect(found.status == 0, "\(found.output)")
      #expect(text.contains("recording: recorded.exchanges.yaml") && !text.contains("world:"))
      // Nothing of the recording is a flow.
      #expect(try alone(folder, "validate --strict .").output == "")
      #expect(try alone(folder, "fmt --check .").output == "")
      let tested = try alone(folder, "test .")
      #expect(tested.status == 0 && tested.output.contains("1 case passed."), "\(tested.output)")
      // As if it were of one's own organisation: other addresses, another login.
      _ = try folder.shell("sed -i '/^sandbox:/d' recorded.exchanges.yaml")
      #expect(try alone(folder, "test .").status == 0)
      _ = try folder.shell(
        "sed -i 's/auth: { client_credentials: {.*/auth: { jwt: { client_id: a, user: b, key: \"${file.no.pem}\" } }/' flowrun.yaml")
      #expect(try alone(folder, "test .").output.contains("1 case passed."))
      // What the flow asks is looked at, to the byte.
      _ = try folder.shell("sed -i 's/Health_Score__c: =event.score/Health_Score__c: =event.score + 1.0/' sync-health-scores.yaml")
      let other = try alone(folder, "test .")
      #expect(other.status == 1)
      #expect(other.output.contains("PATCH /services/data/"), "\(other.output)")
      #expect(other.output.contains(#/\n    - +"Health_Score__c": /#) && other.output.contains(#/\n    \+ +"Health_Score__c": /#), "\(other.output)")
      #expect(other.output.contains("sync-health-scores.yaml:25: - id: write"), "\(other.output)")
    }
  }

  @Test func aRunOverPollsBecomesATest() throws {
    let sandbox = try SandboxProcess(["--accounts", "40"])
    let folder = try DocFolder()
    let program = try Program.url().path
    _ = try folder.shell("'\(program)' new renewal-opportunities . && rm renewal-opportunities.test.yaml")
    let found = try folder.shell(
      "'\(program)' record renewal-opportunities.yaml --once --sandbox --sandbox-url \(sandbox.url) -o all.test.yaml --recording all.exchanges.yaml")
    #expect(found.status == 0, "\(found.output)")
    let tested = try alone(folder, "test . --format json")
    #expect(tested.output.contains(#""passed":1,"failed":0"#), "\(tested.output)")
    let text = try String(contentsOf: folder.url.appendingPathComponent("all.test.yaml"), encoding: .utf8)
    #expect(text.contains("poll: {}") && text.contains("Renewal 2026-"))
    #expect(try alone(folder, "validate --strict .").output == "")
  }

  @Test func aFileThatIsNoRecordingIsAFinding() throws {
    let folder = try DocFolder()
    let program = try Program.url().path
    _ = try folder.shell("'\(program)' new sync-health-scores . && rm sync-health-scores.test.yaml")
    try folder.write("recording: 2\n", to: "a.exchanges.yaml")
    try folder.write(
      "test: sync-health-scores\nrecording: a.exchanges.yaml\ncases: [{ name: a, events: [{ poll: {} }], expect: { outcomes: { done: 0 } } }]\n",
      to: "a.test.yaml")
    for command in ["validate .", "test ."] {
      let found = try folder.shell("'\(program)' \(command)")
      #expect(found.status == 1 && found.output.contains("a.test.yaml:2:12: error FLOW0464: `a.exchanges.yaml` is no recording."), "\(found.output)")
    }
  }

  @Test func redactedValuesAreNowhereInIt() throws {
    try recorded("--redact Name --redact companyName") { folder, found, text in
      let rows = try String(contentsOf: folder.url.appendingPathComponent("rows.ndjson"), encoding: .utf8)
      let names = rows.split(separator: "\n").compactMap { try? Value(json: String($0)) }.compactMap { $0["companyName"]?.asString }.filter {
        $0.count >= 4
      }
      #expect(names.count > 10)
      #expect(names.filter { text.contains($0) } == [])
      #expect(text.contains("Name-1"))
    }
  }

  @Test func whatCannotBecomeATestIsSaid() throws {
    let folder = try DocFolder()
    let program = try Program.url().path
    _ = try folder.shell("'\(program)' new sync-health-scores .")
    for line in ["--once -o a.test.yaml", "--rows - -o a.test.yaml"] {
      let found = try folder.shell("'\(program)' record sync-health-scores.yaml --sandbox \(line)")
      #expect(found.status == 2 || found.status == 64, "\(found.status)")
      #expect(found.output.contains("A test is recorded of one flow over a file of rows"), "\(found.output)")
    }
  }
}
