import ArgumentParser
import Diagnostics
import FlowCheck
import Glibc
import LanguageServer

/// `flowrun lsp`.
struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Serves editors over standard input and output: findings, completion, hover.",
    discussion: """
      Speaks the Language Server Protocol. Editors start it by themselves: docs/editors.md shows how. Reads files only; nothing is called.
      """)

  @Flag(help: "Nothing else than standard input and output; editors that insist on saying so may.")
  var stdio = false

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  func run() throws {
    let profile = profile
    var server = LanguageServer(version: Version.number) { path, open in Self.view(path, open, profile: profile) }
    var frames = FrameReader()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      // A client that is gone without a word has crashed.
      guard count > 0 else { throw Exit.findings }
      frames.add(chunk[..<count])
      var received: [FrameReader.Frame] = []
      while let frame = frames.next() { received.append(frame) }
      for answer in server.receive(received) {
        FrameReader.frame(answer).withUnsafeBytes { Console.write($0, to: STDOUT_FILENO) }
      }
      if let code = server.exitCode {
        if code == 0 { return }
        throw Exit.findings
      }
    }
  }

  /// The project around a file, as `validate` finds it; open files come before those on disk.
  private static func view(_ path: String, _ open: [String: [UInt8]], profile: String?) -> ProjectView {
    let findings = Findings()
    let texts = Dictionary(open.map { (resolved($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    let bytes = { (path: String) throws(CommandFailure) -> [UInt8] in
      if let text = texts[resolved(path)] { text } else { try Files.read(path) }
    }
    do throws(CommandFailure) {
      guard let project = try LoadedProject.of(flow: path, profile: profile, into: findings, read: bytes) else {
        return ProjectView(findings: findings.sorted)
      }
      let context = project.context(into: findings)
      var view = ProjectView(context: context, findings: findings.sorted, project: project.project, folder: project.folder)
      if TestLoader.isTest(path) { view.testFindings = try TestLoader(profile: profile, read: bytes).load(path).findings.sorted }
      return view
    } catch {
      // A file that cannot be opened: what is at hand is looked at by itself.
      return ProjectView()
    }
  }

  /// A path with its folder's symbolic links followed.
  private static func resolved(_ path: String) -> String {
    guard let folder = Files.folder(of: path), let slash = path.lastIndex(of: "/") else { return path }
    return Files.path(String(path[path.index(after: slash)...]), in: folder)
  }
}
