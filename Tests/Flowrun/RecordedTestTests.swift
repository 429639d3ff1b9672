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
