import ArgumentParser
import Diagnostics
import FlowTest

/// `flowrun test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the tests of flows: no network, no credentials, no waiting.",
    discussion: """
      Each case of a file NAME.test.yaml is run with the engine that runs flows, over records in memory and a clock of its own. A failure shows what was
      expected and what came of it, the step, its line in the flow, and the values that led there.

        flowrun test flows
        flowrun test flows/sync-health-scores.test.yaml --filter declining
      """)

  @Argument(help: ArgumentHelp("Test files, flows, or folders of them.", valueName: "path"))
  var paths: [String] = ["."]

  @Option(help: ArgumentHelp("Only cases whose name or flow contains this text.", valueName: "text"))
  var filter: String?

  @Flag(help: "Stop after the first failure.")
  var failFast = false

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  func run() throws {
    let subjects = try TestSubjects(paths: paths, profile: profile).load()
    let results = TestRun(filter: filter, failsFast: failFast).run(subjects)
    guard !results.isEmpty else { throw CommandFailure(.usage, "No case has `\(filter ?? "")` in its name or flow.") }
    Console.out(TestTextReport(colour: Console.isTerminal(1)).render(results))
    if results.contains(where: { !$0.passed }) { throw Exit.findings }
  }
}
