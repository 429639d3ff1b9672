import ArgumentParser
import CEL
import Diagnostics
import FlowRuntime
import FlowSyntax
import JSON
import Journal

/// `flowrun status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows how the flows stand: rates, lag, allowances, and what waits for what.",
    discussion: """
      Reads the journal, so it works beside a process that runs the flows and without one. A rate is of the last ten minutes; lag is the age of the oldest
      event that has not ended.
      """)

  @Flag(help: "Show it anew every two seconds, until Ctrl-C.")
  var watch = false

  @OptionGroup var options: JournalOptions

  func run() async throws {
    let limits = try limits()
    while true {
      let now = SystemClock().now
      let since = now.adding(Timespan(nanoseconds: -600_000_000_000)) ?? now
      let status = try options.peek { peek throws(JournalFailure) in try peek.status(since: since) }
      let report = StatusReport(status: status, limits: limits, now: now, refusal: ReloadNote(journal: try options.existingPath()).text)
      switch options.format {
      case .text: Console.out((watch && Console.isTerminal(1) ? "\u{1B}[H\u{1B}[2J" : "") + report.text)
      case .json: Console.out(report.json.jsonText)
      }
      guard watch else { return }
      try await Task.sleep(for: .seconds(2))
    }
  }

  /// `limits` of the project's connections; none where only a journal is given.
  private func limits() throws -> [String: CallLimits] {
    guard let project = try LoadedProject.of(flow: options.project, profile: options.profile, into: Findings()) else { return [:] }
    return Dictionary(
      project.project.connections.compactMap { connection in connection.limits.map { (connection.name.value, $0.bounds) } },
      uniquingKeysWith: { first, _ in first })
  }
}
