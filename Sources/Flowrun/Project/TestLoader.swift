import Diagnostics
import FlowCheck
import FlowSyntax
import FlowTest

/// Reads test files and checks them against their flows and project.
struct TestLoader {
  var profile: String?
  /// The bytes of a file by its path.
  var read: (String) throws(CommandFailure) -> [UInt8] = Files.read

  /// What came of one file.
  struct Loaded {
    /// Nil when there are errors in it, in its flow or in the project.
    var test: CheckedTest?
    /// As written.
    var file: TestFile
    /// The flow as written, and checked under the project's own settings.
    var flow: Flow?
    var checkedFlow: CheckedFlow?
    var project: LoadedProject?
    var context: ProjectContext
    /// By the path that the test names.
    var recordings: [String: RecordedWorld] = [:]
    /// Of the test file alone.
    var findings: Findings
    /// Of its flow and project.
    var flowFindings: Findings
  }

  static func isTest(_ path: String) -> Bool { path.hasSuffix(TestFile.ending) }

  static func isRecording(_ path: String) -> Bool { path.hasSuffix(TestFile.recordingEnding) }

  func load(_ path: String) throws(CommandFailure) -> Loaded {
    let findings = Findings()
    let flowFindings = Findings()
    let test = TestParser.parse(SourceFile(name: path, bytes: try read(path)), into: findings)
    let project = try LoadedProject.of(flow: path, profile: profile, into: flowFindings, read: read)
    let context = project?.context(into: flowFindings) ?? ProjectContext()
    let folder = Self.folder(path)
    let flows = Files.names(in: folder).filter { $0.hasSuffix(".yaml") && !Self.isTest($0) && !Self.isRecording($0) && $0 != "flowrun.yaml" }.map(
      FlowParser.flowName)
    var loaded = Loaded(file: test, project: project, context: context, findings: findings, flowFindings: flowFindings)
    if let name = test.flow?.value, flows.contains(name) {
      let flowPath = folder == "." && !path.hasPrefix("./") ? "\(name).yaml" : "\(folder)/\(name).yaml"
      let flow = FlowParser.parse(SourceFile(name: flowPath, bytes: try read(flowPath)), into: flowFindings)
      loaded.flow = flow
      if !flowFindings.hasErrors { loaded.checkedFlow = FlowChecker.check(flow, in: context, into: flowFindings) }
    }
    guard !findings.hasErrors else { return loaded }
    // A world's files lie beside the test, tables of the flow where the project says.
    var testContext = context
    testContext.readFile = { try? Files.read(Files.path($0, in: folder)) }
    let checked = TestChecker.check(test, flow: loaded.checkedFlow, flows: flows.sorted(), in: testContext, into: findings)
    for path in [test.recording] + test.cases.map(\.recording) {
      guard let path, let project, loaded.recordings[path.value] == nil else { continue }
      loaded.recordings[path.value] = TestRecording.world(path, in: folder, project: project, into: findings)
    }
    guard !findings.hasErrors else { return loaded }
    loaded.test = flowFindings.hasErrors ? nil : checked
    return loaded
  }

  static func folder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }
}
