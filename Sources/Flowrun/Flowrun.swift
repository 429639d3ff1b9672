public import ArgumentParser
import CMalloc
public import ConnectorKit

/// The command as a library: `Flowrun.run()` is the whole of the executable `flowrun`.
public struct Flowrun: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "flowrun",
    abstract: "Runs declarative integration flows between CRM systems: nothing lost, nothing written twice.",
    discussion: """
      Write a flow as a small YAML file, check it, try it, run it:

        flowrun validate flows/sync-health-scores.yaml
        flowrun run flows/sync-health-scores.yaml --sandbox --rows rows.ndjson

      Exit codes: 0 good; 1 findings, or events that failed; 2 bad usage, or a file that cannot be opened; 3 a fault of flowrun or its surroundings.
      """,
    version: Version.number,
    subcommands: [
      ValidateCommand.self, FmtCommand.self, MapCommand.self, RunCommand.self, TestCommand.self, RecordCommand.self,
      SchemaCommand.self, SandboxCommand.self,
      EvalCommand.self,
      LSPCommand.self,
      PlanCommand.self, ApplyCommand.self, BackfillCommand.self, RunsCommand.self, StatusCommand.self, DoctorCommand.self,
      DeadLettersCommand.self, StateCommand.self,
      PauseCommand.self, ResumeCommand.self,
      ConnectorCommand.self,
      ExplainCommand.self, GraphCommand.self, NewCommand.self, ManualCommand.self,
    ]
  )

  public init() {}

  /// The program with connectors of one's own beside those that it has: flows name them by their `kind`.
  ///
  /// ```swift
  /// await Flowrun.main(connectors: [DeskConnector.self])
  /// ```
  public static func main(connectors: [any Connector.Type]) async -> Never {
    do throws(CommandFailure) { try Connections.add(connectors) } catch { leave(for: error) }
    await run()
  }

  /// Parses the process's arguments, runs the subcommand and exits with one of the four codes.
  public static func run() async -> Never {
    // Rows are read in one thread and let go of in another: with a heap for each thread, as glibc has it, memory grows for hours.
    mallopt(M_ARENA_MAX, 2)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Exit.success.leave()
    } catch {
      leave(for: error)
    }
  }

  private static func leave(for error: any Error) -> Never {
    if let failure = error as? CommandFailure {
      Console.error(failure.message)
      failure.exit.leave()
    }
    if let exit = error as? Exit { exit.leave() }
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if code.isSuccess {
      Console.out(text)
      Exit.success.leave()
    }
    Console.error(text)
    // What is left are mistakes in the arguments.
    Exit.usage.leave()
  }
}

/// The version that `--version` prints.
public enum Version {
  public static let number = "0.1.0"
}
