import Diagnostics
import FlowCheck
import FlowSyntax
import FlowTest

/// The test files that paths mean, checked.
struct TestSubjects {
  var paths: [String]
  var profile: String?

  /// A test, and the files that decide how it ends: its own, the flow, tables, the project and its snapshots.
  struct Member {
    var subject: TestSubject
    var files: [String]
  }

  /// Files with errors end the command with their findings; warnings go to standard error.
  func load() throws(CommandFailure) -> [Member] {
    var members: [Member] = []
    var findings: [Finding] = []
    var seen: Set<String> = []
    for file in try files() {
      let loaded = try TestLoader(profile: profile).load(file)
      for finding in loaded.flowFindings.sorted.filter({ $0.severity == .error }) + loaded.findings.sorted
      where seen.insert("\(finding.span.file.name):\(finding.span.range):\(finding.message)").inserted { findings.append(finding) }
      if let test = loaded.test, let flow = loaded.flow {
        members.append(Member(subject: TestSubject(test, flow: flow, context: loaded.context, recordings: loaded.recordings), files: loaded.files))
      }
    }
    let report = TextReport(colour: Console.isTerminal(2)).render(findings)
    if findings.contains(where: { $0.severity == .error }) { throw CommandFailure(.findings, report) }
    Console.write(report, to: 2)
    return members
  }

  /// Everything that a test, its flow and its project are read from, errors or not.
  func watched() throws(CommandFailure) -> [String] {
    var files: [String] = []
    for file in try self.files() { files += try TestLoader(profile: profile).load(file).files }
    return Array(Set(files)).sorted()
  }

  /// Each test file once, in order.
  func files() throws(CommandFailure) -> [String] {
    var files: [String] = []
    for path in paths {
      let found = TestLoader.isTest(path) ? [path] : Files.isFolder(path) ? below(path) : try beside(path)
      for file in found where !files.contains(file) { files.append(file) }
    }
    guard !files.isEmpty else {
      throw CommandFailure(.usage, "There is no test in \(paths.joined(separator: ", ")). Tests are files that end in .test.yaml, beside their flow.")
    }
    return files
  }

  /// The test of a flow.
  private func beside(_ flow: String) throws(CommandFailure) -> [String] {
    guard flow.hasSuffix(".yaml") else { throw CommandFailure(.usage, "\(flow) is no test, flow or folder: their names end in .test.yaml or .yaml.") }
    let test = String(flow.dropLast(".yaml".count)) + ".test.yaml"
    guard Files.exists(test) else { throw CommandFailure(.usage, "\(flow) has no test: write \(test), or name a file that exists.") }
    return [test]
  }

  private func below(_ folder: String) -> [String] {
    Files.names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let child = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if TestLoader.isTest(name) { return [child] }
      return Files.isFolder(child) && !Files.isLink(child) ? below(child) : []
    }
  }
}

extension TestLoader.Loaded {
  /// The files that decide how the test ends.
  fileprivate var files: [String] {
    var files = [file.file.name]
    if let flow { files.append(flow.file.name) }
    let folder = TestLoader.folder(file.file.name)
    for records in file.world + file.cases.flatMap(\.world) {
      if case .file(let path) = records.content { files.append(Files.path(path.value, in: folder)) }
    }
    for path in [file.recording] + file.cases.map(\.recording) { if let path { files.append(Files.path(path.value, in: folder)) } }
    guard let project else { return files }
    files.append(Files.path("flowrun.yaml", in: project.folder))
    files += project.project.connections.compactMap(\.schema).map { Files.path($0.value, in: project.folder) }
    for table in flow?.tables ?? [] {
      if case .file(let path, _) = table.source { files.append(Files.path(path.value, in: project.folder)) }
    }
    return files
  }
}
