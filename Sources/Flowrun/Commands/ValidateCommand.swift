import ArgumentParser
import Diagnostics
import FlowSyntax
import Glibc

/// `flowrun validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Finds mistakes in flows before anything runs.",
    discussion: """
      Checks flows, their tests and their flowrun.yaml: YAML, names, formulas, fields. Reads files only; nothing is called. Silent when all is well.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif, github }

  @Argument(help: ArgumentHelp("Flows, or folders of them; - is standard input.", valueName: "path"))
  var paths: [String] = ["."]

  @Option(help: "How findings are printed.")
  var format = Format.text

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Flag(help: "Warnings count as errors.")
  var strict = false

  @Flag(help: "Changes the files as the findings that say how propose it, and tells what is left; the text of - goes to standard output.")
  var fix = false

  func run() throws {
    if fix, paths.contains("-") { return try fixStandardInput() }
    let files = try paths.flatMap { try Self.files($0) }
    guard !files.isEmpty else {
      throw CommandFailure(.usage, "There is no flow in \(paths.joined(separator: ", ")). Flows are files that end in .yaml.")
    }
    let isWhole = paths.count == 1 && Files.exists("\(paths[0])/flowrun.yaml")
    let validation = Validation(profile: profile, paths: files, isComplete: isWhole)
    var run = FixRun(validation: validation)
    let findings = fix ? try run.run() : try validation.findings()
    report(findings)
    if findings.contains(where: { $0.severity == .error || strict && $0.severity == .warning }) { throw Exit.findings }
  }

  /// The changed text goes to standard output and what is left of the findings to standard error.
  private func fixStandardInput() throws {
    guard paths == ["-"] else { throw CommandFailure(.usage, "--fix takes standard input alone, without other files.") }
    let validation = Validation(profile: profile, paths: paths, isComplete: false)
    let (bytes, findings) = try FixRun.runOnStandardInput(validation)
    bytes.withUnsafeBytes { Console.write($0, to: 1) }
    report(findings, to: 2)
    if findings.contains(where: { $0.severity == .error || strict && $0.severity == .warning }) { throw Exit.findings }
  }

  private func report(_ findings: [Finding], to stream: Int32 = 1) {
    switch format {
    case .json: Console.write(JSONReport().render(findings), to: stream)
    case .sarif: Console.write(SARIFReport(version: Version.number).render(findings), to: stream)
    case .github: Console.write(GitHubReport().render(findings), to: stream)
    case .text:
      guard !findings.isEmpty else { return }
      Console.write(TextReport(colour: Console.isTerminal(stream)).render(findings), to: stream)
      let errors = findings.count { $0.severity == .error }
      let others = findings.count - errors
      let counts = [errors == 1 ? "1 error" : "\(errors) errors", others == 1 ? "1 warning" : "\(others) warnings"]
      Console.error("\n" + (errors == 0 ? counts[1] : others == 0 ? counts[0] : counts.joined(separator: ", ")) + ".")
    }
  }

  /// The flows and tests that a path means: itself, or what lies below it.
  static func files(_ path: String) throws(CommandFailure) -> [String] {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    guard let folder = opendir(path) else {
      throw CommandFailure(.usage, "The folder \(path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    var found: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") && name != "schemas" && name != "tables" {
      let child = path == "." ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      var status = stat()
      guard lstat(child, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        found += try files(child)
      } else if name.hasSuffix(".yaml"), !TestLoader.isRecording(name) {
        found.append(child)
      }
    }
    return found
  }
}
