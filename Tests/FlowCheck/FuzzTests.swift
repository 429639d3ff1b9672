import Diagnostics
import FlowCheck
import FlowSyntax
import Glibc
import Testing

/// Whatever the bytes: parser and checker come back, in bounded time, with findings that lie inside the file and can be printed.
///
/// `FLOWRUN_FUZZ=20000` makes more of them, `FLOWRUN_SEED=7` others.
@Suite struct FuzzTests {
  private static func setting(_ name: String, _ standard: Int) -> Int { getenv(name).flatMap { Int(String(cString: $0)) } ?? standard }

  @Test func anyBytes() {
    let seed = UInt64(Self.setting("FLOWRUN_SEED", 1))
    let count = Self.setting("FLOWRUN_FUZZ", 2_000)
    let corpus = [HealthScoreTests.text, MistakeTests.long].map { Array($0.utf8) } + drafts()
    #expect(corpus.count == 11, "the drafts are not where they should be")
    var mutator = FlowMutator(seed: seed, corpus: corpus)
    var whole = 0
    for index in 0..<count {
      let bytes = mutator.next()
      let file = SourceFile(name: "seed \(seed), input \(index)", bytes: bytes)
      let findings = Findings()
      let flow = FlowChecker.load(file, in: World.context, into: findings)
      if flow != nil { whole += 1 }
      #expect((flow == nil) == findings.hasErrors, "seed \(seed), input \(index)")
      for finding in findings.all {
        #expect(finding.span.file === file && finding.span.range.upperBound <= bytes.count)
        #expect(!finding.message.isEmpty)
      }
      _ = TextReport().render(findings.sorted)
      _ = JSONReport().render(findings.sorted)
      if index % 4 == 0 { _ = ProjectParser.parse(file, into: Findings()) }
    }
    #expect(count < 1_000 || whole > 0, "seed \(seed): no mutation left a flow whole")
  }

  private func drafts() -> [[UInt8]] {
    let names = [
      "sync-health-scores", "closed-won-handoff", "renewal-opportunities", "sync-accounts", "sync-contacts", "escalate-risk-ctas",
      "nps-to-salesforce",
      "opportunity-stage-ctas", "flowrun",
    ]
    return names.compactMap { readFile(draft($0)) }
  }
}

/// The bytes of a file; nil when there is none.
func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}
