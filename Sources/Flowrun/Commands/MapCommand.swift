import ArgumentParser
import FlowCheck
import FlowEngine
import FlowRuntime
import Glibc

/// `flowrun map`.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Maps rows through the pure part of a flow.",
    discussion: """
      Each line of standard input is a row of the flow's first source, as JSON; each line of output is what the last `transform` gives. A row that
      `when` or a `skip` ends gives no line. No connection, no journal.

        flowrun map mapping.yaml < rows.ndjson > records.ndjson
      """)

  @Argument(help: "The flow.")
  var flow: String

  @Option(help: ArgumentHelp("Blocks of rows that are mapped at once; the order is kept.", valueName: "n"))
  var jobs = 1

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 256.") }
  }

  func run() throws {
    let (flows, _, _) = try FlowLoader(profile: profile).loadToRun([flow])
    let mapper = try mapper(of: flows)
    let run = MapRun(mapper, jobs: jobs) { line, place, reason in Console.error("line \(line): `\(place)`: \(reason)") }
    do {
      let totals = try run.run(from: STDIN_FILENO, to: STDOUT_FILENO)
      if totals.failed > 0 { throw CommandFailure(.findings, "\(totals.failed) of \(totals.rows) rows failed.") }
    } catch let failure as RowFailure {
      throw CommandFailure(.fault, failure.description)
    }
  }

  private func mapper(of flows: [CheckedFlow]) throws -> Mapper {
    do {
      return try Mapper(flows[0], now: SystemClock().now)
    } catch {
      switch error {
      case .notPure(let step, let line):
        throw CommandFailure(
          .usage,
          "\(flow):\(line): the step `\(step)` needs a connection or runs other steps, and map has none. Map a flow of transform, skip and fail steps; run this one."
        )
      case .noTransform: throw CommandFailure(.usage, "\(flow) has no transform step, so there is nothing to print.")
      }
    }
  }
}
