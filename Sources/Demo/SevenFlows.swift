import CEL
import Diagnostics
import Foundation

/// All flows of `flows/` in one process, over a day's work of people in both systems; then once more.
struct SevenFlows {
  /// What people do, as the table says it, by flow.
  static let story: [(flow: String, what: String)] = [
    ("sync-health-scores", "3 scores change"), ("closed-won-handoff", "2 deals are won"), ("renewal-opportunities", "3 renewals come near"),
    ("sync-accounts", "2 industries change"), ("sync-contacts", "2 contacts are new"), ("escalate-risk-ctas", "2 risks are raised"),
    ("nps-to-salesforce", "2 survey answers"), ("opportunity-stage-ctas", "2 in talks, 2 won"),
  ]

  let flowrun: String
  let sandbox: SandboxProcess
  let folder: URL

  /// Prints the table; false where the flows wrote anything the second time, or did not do what the sandbox saw.
  func run() async throws -> Bool {
    try FileManager.default.copyItem(atPath: "flows", toPath: project.path)
    let begun = try await pass()
    _ = try Program.output(flowrun, ["sandbox", "work", "--sandbox-url", sandbox.url])
    let first = try await pass()
    let second = try await pass()

    let made = Self.count(begun.summary, "renewal-opportunities", "created")
    print("\nAll flows at once\n\n  What exists when they begin is no news, but \(made) renewals are due: each gets its")
    print("  opportunity. Then people work; `Again` counts writes when all is run once more.\n")
    // Fits into 80 columns.
    var table = TextTable([
      ("Flow", .left), ("What happens", .left), ("Done", .right), ("New", .right), ("Changed", .right), ("Sent", .right), ("Again", .right),
    ])
    for (flow, what) in Self.story {
      let again = ["created", "updated", "sent"].reduce(0) { $0 + Self.count(second.summary, flow, $1) }
      table.add(
        [flow, what, String(Self.ended(first.summary, flow, "done"))]
          + ["created", "updated", "sent"].map { String(Self.count(first.summary, flow, $0)) } + [String(again)])
    }
    for line in table.lines(width: Printer.width) { print(line) }
    return check(first, second)
  }

  private var project: URL { folder.appendingPathComponent("flows") }

  private func pass() async throws -> Pass {
    let seen = try await sandbox.callCount()
    let flows = Self.story.map { project.appendingPathComponent("\($0.flow).yaml").path }
    let journal = folder.appendingPathComponent("flows.db").path
    let output = try Program.output(
      flowrun, ["run"] + flows + ["--once", "--sandbox", "--sandbox-url", sandbox.url, "--journal", journal, "--format", "json"], allowed: [0, 1])
    return Pass(summary: try Value(json: Array(output)), calls: try await sandbox.calls(after: seen))
  }

  private func check(_ first: Pass, _ second: Pass) -> Bool {
    let done = Self.story.allSatisfy { Self.ended(first.summary, $0.flow, "done") >= 2 && Self.ended(first.summary, $0.flow, "dead") == 0 }
    let said = Self.story.reduce(0) { sum, flow in
      sum + ["created", "updated"].reduce(0) { $0 + Self.count(first.summary, flow.flow, $1) }
    }
    let seen = first.calls(Pass.writes.subtracting(["post"])).reduce(0) { $0 + Int($1["records"]?.asInt ?? 0) }
    let checks = [
      (done, "every flow did its work, without a dead letter"),
      (said == seen, "\(said) records created or updated, \(seen) in the sandbox's log"),
      (second.writes.isEmpty, "\(second.writes.count) write calls when run again, 0 allowed"),
    ]
    print("")
    for (holds, text) in checks { print("  \(holds ? "ok  " : "FAIL") \(text)") }
    return checks.allSatisfy(\.0)
  }

  private static func ended(_ summary: Value, _ flow: String, _ ending: String) -> Int {
    sum(summary, "outcomes") { $0["flow"]?.asString == flow && $0["ending"]?.asString == ending }
  }

  private static func count(_ summary: Value, _ flow: String, _ outcome: String) -> Int {
    sum(summary, "steps") { $0["flow"]?.asString == flow && $0["outcome"]?.asString == outcome }
  }

  private static func sum(_ summary: Value, _ list: String, where counts: (Value) -> Bool) -> Int {
    (summary[list]?.asList ?? []).filter(counts).reduce(0) { $0 + Int($1["count"]?.asInt ?? 0) }
  }
}
