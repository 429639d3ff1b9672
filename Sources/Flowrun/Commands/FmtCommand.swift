import ArgumentParser
import Diagnostics
import FlowCheck
import FlowSyntax
import Glibc

/// `flowrun fmt`.
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Brings flows and flowrun.yaml into their one form.",
    discussion: """
      Order of keys, indentation, blanks and quotes change; comments and meaning do not. Names of the files that change are printed. A file with
      mistakes is left as it is, and they are printed.

        flowrun fmt                    all flows below this folder
        flowrun fmt --check flows      changes nothing; exit code 1 where something would change
        flowrun fmt - < flow.yaml      from standard input to standard output
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: ArgumentHelp("Flows, or folders of them; - is standard input.", valueName: "path"))
  var paths: [String] = ["."]

  @Flag(help: "Write nothing; name the files that are not in their form.")
  var check = false

  @Option(help: "How files and findings are printed.")
  var format = Format.text

  func run() throws {
    var changed: [String] = []
    var findings: [Finding] = []
    let files = try paths.flatMap { try ValidateCommand.files($0) }
    guard !files.isEmpty else {
      throw CommandFailure(.usage, "There is no flow in \(paths.joined(separator: ", ")). Flows are files that end in .yaml.")
    }
    for path in files {
      let file = SourceFile(name: path == "-" ? "<stdin>" : path, bytes: try Files.read(path))
      // Manifests keep the form that their authors gave them.
      if ManifestParser.isManifest(file.bytes) { continue }
      switch try formatted(file, path) {
      case .findings(let found): findings += found
      case .text(let bytes):
        if bytes != file.bytes {
          changed.append(file.name)
          if !check, path != "-" { try Files.replace(path, with: bytes) }
        }
        if path == "-", !check { bytes.withUnsafeBytes { Console.write($0, to: 1) } }
      }
    }
    report(changed, findings, writesFile: files.contains("-") && !check)
    if !findings.isEmpty || check && !changed.isEmpty { throw Exit.findings }
  }

  private enum Outcome {
    case text([UInt8])
    case findings([Finding])
  }

  private func formatted(_ file: SourceFile, _ path: String) throws(CommandFailure) -> Outcome {
    let findings = Findings()
    let kind = path == "-" ? FlowParser.kind(of: file) : FlowFormatter.Kind(path: path)
    switch kind {
    case .flow: _ = FlowParser.parse(file, into: findings)
    case .project: _ = ProjectParser.parse(file, into: findings)
    case .test: _ = TestParser.parse(file, into: findings)
    }
    if findings.hasErrors { return .findings(findings.sorted.filter { $0.severity == .error }) }
    do throws(FlowFormatter.Refusal) {
      return .text(try FlowFormatter.standard.format(file, as: kind))
    } catch {
      if case .findings(let found) = error { return .findings(found) }
      throw CommandFailure(.fault, "\(file.name) is left as it is: its one form would not say the same. Please report the file.")
    }
  }

  /// `writesFile`: standard output carries a flow and nothing else.
  private func report(_ changed: [String], _ findings: [Finding], writesFile: Bool) {
    let stream: Int32 = writesFile ? 2 : 1
    switch format {
    case .text:
      if !writesFile { for name in changed { Console.out(name) } }
      if !findings.isEmpty { Console.write(TextReport(colour: Console.isTerminal(stream)).render(findings), to: stream) }
    case .json:
      let names = changed.map(JSONReport.quote).joined(separator: ",")
      Console.write("{\"changed\":[\(names)]," + JSONReport().render(findings).dropFirst(), to: stream)
    }
  }
}
