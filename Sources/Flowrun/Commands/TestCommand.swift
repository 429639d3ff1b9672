import ArgumentParser
import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import FlowTest
import OrderedCollections

/// `flowrun test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the tests of flows: no network, no credentials, no waiting.",
    discussion: """
      Each case of a file NAME.test.yaml is run with the engine that runs flows, over records in memory and a clock of its own. A failure shows what was
      expected and what came of it, the step, its line in the flow, and the values that led there.

        flowrun test flows
        flowrun test flows/sync-health-scores.test.yaml --filter declining
        flowrun test flows --changed main
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, junit }

  @Argument(help: ArgumentHelp("Test files, flows, or folders of them.", valueName: "path"))
  var paths: [String] = ["."]

  @Option(help: ArgumentHelp("Only cases whose name or flow contains this text.", valueName: "text"))
  var filter: String?

  @Flag(help: "Stop after the first failure.")
  var failFast = false

  @Option(help: ArgumentHelp("Only tests whose flow, tables, project or own file differ from this commit, by git.", valueName: "base"))
  var changed: String?

  @Flag(help: "Show which steps, conditions, matches, table rows and error routes of the flows no case tried.")
  var coverage = false

  @Flag(help: "Break the flows in one place at a time, and show the changes that no case noticed. Without --min, one of them fails.")
  var mutate = false

  @Option(help: ArgumentHelp("Fail when less than so many percent of that were tried, or of the mutants killed.", valueName: "percent"))
  var min: Double?

  @Flag(help: "Rewrite expected values to what came of the cases, and show the difference.")
  var update = false

  @Flag(help: "Run again whenever a file changes, until Ctrl-C.")
  var watch = false

  @Option(help: "How results are printed.")
  var format = Format.text

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  private var subjects: TestSubjects { TestSubjects(paths: paths, profile: profile) }

  func validate() throws {
    if watch, update { throw ValidationError("--watch and --update exclude each other: every change would be taken for right.") }
    if let min, !(0...100).contains(min) { throw ValidationError("--min takes percent from 0 to 100.") }
    if update, coverage || min != nil { throw ValidationError("--update only rewrites: run again for the coverage.") }
    if mutate, update || watch || filter != nil {
      throw ValidationError("--mutate asks all cases of a file, once: leave out --update, --watch and --filter, and name the file.")
    }
    if mutate, coverage { throw ValidationError("--coverage and --mutate are two questions, and --min means one: ask them one after another.") }
    if format == .junit, mutate { throw ValidationError("JUnit has no place for mutants: say --format text or json.") }
    if format == .junit, coverage { throw ValidationError("JUnit has no place for coverage: say --format text or json.") }
    if watch, format != .text { throw ValidationError("--watch is for people: it prints text.") }
  }

  func run() throws {
    guard watch else { return try runOnce() }
    while true {
      let changes = TestWatch(try subjects.watched())
      do {
        try runOnce()
      } catch let failure as CommandFailure where failure.exit == .findings {
        Console.error(failure.message)
      } catch Exit.findings {}
      Console.error("Waiting for changes; Ctrl-C ends.")
      changes.wait()
    }
  }

  private func runOnce() throws {
    var members = try subjects.load()
    if let changed {
      let files = try ChangedFiles(since: changed)
      members = members.filter { $0.files.contains(where: files.contains) }
      if members.isEmpty {
        guard format == .text else { return report([]) }
        return Console.out("No test is touched by what differs from \(changed).")
      }
    }
    let results = TestRun(filter: filter, failsFast: failFast).run(members.map(\.subject))
    guard !results.isEmpty else { throw CommandFailure(.usage, "No case has `\(filter ?? "")` in its name or flow.") }
    if update { return try rewrite(results, members) }
    if mutate { return try askMutants(results, members) }
    let covered = coverage || min != nil ? FlowCoverage.of(members.map(\.subject), results) : nil
    report(results, covered)
    if results.contains(where: { !$0.passed }) { throw Exit.findings }
    if let min, let covered, FlowCoverage.percent(covered) < min {
      throw CommandFailure(
        .findings, "The tests try \(CoverageReport.percent(covered)) % of the flows, less than --min \(min). Say --coverage to see what is left.")
    }
  }

  private func report(_ results: [CaseResult], _ covered: [FlowCoverage]? = nil) {
    let shown = coverage ? covered.map { CoverageReport($0) } : nil
    switch format {
    case .text:
      Console.out(TestTextReport(colour: Console.isTerminal(1)).render(results))
      if let shown { Console.out(shown.text) }
    case .json: Console.out(TestJSONReport().render(results, more: shown.map { ["coverage": $0.json] } ?? [:]))
    case .junit: Console.out(JUnitReport().render(results))
    }
  }

  /// Runs the mutants of flows whose cases all pass.
  private func askMutants(_ results: [CaseResult], _ members: [TestSubjects.Member]) throws {
    guard results.allSatisfy(\.passed) else {
      report(results)
      throw CommandFailure(.findings, "Mutants are run when all cases pass.")
    }
    let runs = members.map { MutantRun($0.subject) }
    switch format {
    case .json: Console.out(TestJSONReport().render(results, more: ["mutants": MutantRun.json(runs)]))
    default: Console.out("\(TestTextReport(colour: Console.isTerminal(1)).render(results))\n\(MutantRun.text(runs))")
    }
    if runs.contains(where: { !$0.mistaken.isEmpty }) { throw Exit.findings }
    guard let min else {
      if runs.contains(where: { !$0.survivors.isEmpty }) { throw Exit.findings }
      return
    }
    if MutantRun.percent(runs) < min {
      throw CommandFailure(.findings, "The tests kill \(MutantRun.words(runs)) of the mutants, less than --min \(min).")
    }
  }

  /// Writes what can be rewritten, and reports what is left.
  private func rewrite(_ results: [CaseResult], _ members: [TestSubjects.Member]) throws {
    let updates = ExpectationUpdate.all(results, files: members.map(\.subject.test.source.file))
    for update in updates where update.bytes != update.file.bytes {
      try Files.replace(update.file.name, with: update.bytes)
      Console.error(update.diff(colour: Console.isTerminal(2)))
    }
    let left = results.map { result in
      var result = result
      result.differences.removeAll { $0.update != nil }
      return result
    }
    report(left)
    if left.contains(where: { !$0.passed }) { throw Exit.findings }
  }
}
