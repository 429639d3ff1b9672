import Foundation
import Testing

/// The sessions in the README and in docs: what follows a `$` is run, what it prints is compared.
///
/// `…` stands for any text, and a line `…` for any lines. A session begins in a folder that has only the files of its page. The sandbox listens on a port of its own, so that tests run beside each other.
@Suite struct DocSessionTests {
  /// A command, and the lines that it prints.
  private struct Command {
    var line: Int
    var text: String
    var output: [String]
  }

  private func commands(_ block: DocPage.Block) -> [Command] {
    var commands: [Command] = []
    for (index, line) in block.lines.enumerated() {
      if line.hasPrefix("$ ") {
        commands.append(Command(line: block.line + index, text: String(line.dropFirst(2)), output: []))
      } else if !commands.isEmpty {
        commands[commands.count - 1].output.append(line)
      }
    }
    return commands
  }

  @Test(arguments: try DocPage.all().filter { page in page.blocks.contains { $0.language == "console" } }.map(\.path))
  func sessionsPrintWhatTheySay(path: String) throws {
    let page = try DocPage(path)
    let folder = try DocFolder()
    for block in page.blocks {
      guard block.language == "yaml", let file = block.file else { continue }
      try folder.write(block.lines.dropFirst().joined(separator: "\n") + "\n", to: file)
    }
    try FileManager.default.createDirectory(at: folder.url.appendingPathComponent(".bin"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: folder.url.appendingPathComponent(".bin/flowrun"), withDestinationURL: try Program.url())
    var sandbox: SandboxProcess?
    for command in page.blocks.filter({ $0.language == "console" }).flatMap(commands) {
      let found: (status: Int32, output: String)
      if command.text.hasPrefix("flowrun sandbox &") {
        sandbox = try SandboxProcess()
        found = (0, sandbox?.said ?? "")
      } else {
        let text = command.text.replacing("--sandbox ", with: "--sandbox --sandbox-url http://127.0.0.1:\(sandbox?.port ?? 7070) ")
        found = try folder.shell(text, path: "\(folder.path)/.bin")
      }
      let output = found.output.replacing(":\(sandbox?.port ?? 7070)", with: ":7070").replacing(folder.path, with: "")
      expect(output, command.output, "\(path):\(command.line): \(command.text)")
    }
  }

  /// The lines of `sh` blocks that write for the shell give what a shell can take.
  @Test func completionsAndManualAreWritten() throws {
    let folder = try DocFolder()
    let program = try Program.url().path
    let lines = try DocPage("README.md").blocks.filter { $0.language == "sh" }.flatMap(\.lines).filter { $0.hasPrefix("flowrun ") }
    #expect(lines.count >= 4)
    for line in lines {
      let command = line.prefix { $0 != ">" }.dropFirst("flowrun".count)
      let found = try folder.shell("'\(program)'\(command)")
      #expect(found.status == 0 && found.output.contains("flowrun"), "\(line)")
    }
  }

  private func expect(_ output: String, _ wanted: [String], _ place: String) {
    func trimmed(_ lines: [String]) -> [String] {
      var lines = lines
      while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
      return lines
    }
    let found = trimmed(output.split(separator: "\n", omittingEmptySubsequences: false).map(Self.withoutBlanks))
    let wanted = trimmed(wanted)
    #expect(Self.matches(found[...], wanted[...]), "\(place)\nprinted:\n\(found.joined(separator: "\n"))")
  }

  private static func withoutBlanks(_ line: Substring) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  private static func matches(_ found: ArraySlice<String>, _ wanted: ArraySlice<String>) -> Bool {
    guard let first = wanted.first else { return found.isEmpty }
    if first == "…" { return (found.startIndex...found.endIndex).contains { matches(found[$0...], wanted.dropFirst()) } }
    guard let line = found.first, Self.fits(line, first) else { return false }
    return matches(found.dropFirst(), wanted.dropFirst())
  }

  /// A line against one with `…` in it.
  private static func fits(_ line: String, _ wanted: String) -> Bool {
    let parts = wanted.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return line == wanted }
    guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]) else { return false }
    var rest = line.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= parts[parts.count - 1].count
  }
}
