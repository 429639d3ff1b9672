import ArgumentParser
import Diagnostics
import FlowSyntax

/// `flowrun graph`.
struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draws flows: sources, steps, branches, and the records that they read and write.",
    discussion: """
      Mermaid is what code hosts and wikis draw from Markdown; DOT is for Graphviz.

        flowrun graph flows/sync-health-scores.yaml
        flowrun graph flows --format dot | dot -Tsvg > flows.svg
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case mermaid, dot }

  @Argument(help: ArgumentHelp("Flows, or folders of them; - is standard input.", valueName: "path"))
  var paths: [String] = ["."]

  @Option(help: "The language of the picture.")
  var format = Format.mermaid

  func run() throws {
    let findings = Findings()
    var flows: [Flow] = []
    for path in try paths.flatMap({ try ValidateCommand.files($0) }) {
      guard case .flow = FlowFormatter.Kind(path: path) else { continue }
      let flow = FlowParser.parse(SourceFile(name: path == "-" ? "<stdin>" : path, bytes: try Files.read(path)), into: findings)
      flows.append(flow)
    }
    guard !flows.isEmpty else {
      throw CommandFailure(.usage, "There is no flow in \(paths.joined(separator: ", ")). Flows are files that end in .yaml.")
    }
    if findings.hasErrors {
      Console.write(TextReport(colour: Console.isTerminal(2)).render(findings.sorted), to: 2)
      throw Exit.findings
    }
    let text = GraphText(graph: FlowGraph(flows))
    Console.write(format == .mermaid ? text.mermaid : text.dot, to: 1)
  }
}
