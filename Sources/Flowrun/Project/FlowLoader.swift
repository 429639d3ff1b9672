import Diagnostics
import FlowCheck
import FlowSyntax

/// Reads flows and checks them against their project.
struct FlowLoader {
  var profile: String?
  /// Projects that have been read already.
  var projects = ProjectCache()

  /// The bytes of standard input, where they have been read already.
  var input: [UInt8]?

  /// Set where existing records are sent through.
  var backfill: BackfillChoice?

  init(profile: String? = nil, input: [UInt8]? = nil, projects: ProjectCache = ProjectCache(), backfill: BackfillChoice? = nil) {
    self.backfill = backfill
    self.profile = profile
    self.input = input
    self.projects = projects
  }

  /// What came of one file.
  struct Loaded {
    /// Nil when there are errors.
    var flow: CheckedFlow?
    var file: SourceFile
    /// The flow as written, and what it was checked against, for the check of several together.
    var written: Flow?
    var context = ProjectContext()
    var project: LoadedProject?
    var findings: Findings
  }

  /// One flow; `-` reads it from standard input.
  func load(_ path: String) throws(CommandFailure) -> Loaded {
    let findings = Findings()
    let bytes: [UInt8]
    if path == "-", let input { bytes = input } else { bytes = try Files.read(path) }
    let project = try projects.project(of: path == "-" ? "./stdin" : path, profile: profile)
    project.findings.forEach(findings.add)
    let file = SourceFile(name: path == "-" ? "<stdin>" : path, bytes: bytes)
    let hasProject = !findings.hasErrors
    var ast = FlowParser.parse(file, into: findings)
    if let backfill { ast = backfill.narrowed(ast) }
    var loaded = Loaded(file: file, context: project.context, project: project.loaded, findings: findings)
    // Where the project itself is not known, neither are the names of its flows.
    guard hasProject else { return loaded }
    let flow = FlowChecker.check(ast, in: project.context, into: findings)
    if !findings.hasErrors { (loaded.flow, loaded.written) = (flow, ast) }
    return loaded
  }

  /// Flows to run: those with errors end the command with their findings; warnings go to standard error.
  /// `texts`: what each flow was read from, by its name.
  /// `warn` gets the warnings.
  func loadToRun(
    _ paths: [String], colour: Bool = Console.isTerminal(2), warn: (String) -> Void = { Console.write($0, to: 2) }
  ) throws(CommandFailure) -> (flows: [CheckedFlow], project: LoadedProject?, texts: [String: [UInt8]]) {
    var flows: [CheckedFlow] = []
    var texts: [String: [UInt8]] = [:]
    var project: LoadedProject?
    var report = ""
    var hasErrors = false
    for path in paths {
      let loaded = try load(path)
      report += TextReport(colour: colour).render(InlineSuppressions(loaded.file).apply(to: loaded.findings.sorted, isComplete: false))
      guard let flow = loaded.flow else {
        hasErrors = true
        continue
      }
      if let other = project, other.folder != loaded.project?.folder {
        throw CommandFailure(.usage, "\(path) belongs to another project than \(paths[0]). Run the flows of one flowrun.yaml at a time.")
      }
      if flows.contains(where: { $0.name == flow.name }) {
        throw CommandFailure(.usage, "Two of the flows are called `\(flow.name)`. A flow's file name is its name, so rename one.")
      }
      project = loaded.project
      flows.append(try backfill?.applied(to: flow) ?? flow)
      texts[flow.name] = loaded.file.bytes
    }
    if hasErrors { throw CommandFailure(.findings, report) }
    if !report.isEmpty { warn(report) }
    return (flows, project, texts)
  }
}
