import Foundation

/// A page of the project, and the blocks of code in it.
struct DocPage {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL

  struct Block {
    var language: String
    var line: Int
    var lines: [String]

    /// The file that it is, by its first line: `# NAME.yaml`.
    var file: String? { lines.first?.wholeMatch(of: /# ([\w.\/-]+\.yaml)/).map { String($0.1) } }
  }

  var path: String
  var blocks: [Block]

  /// README.md, docs and the flows' pages.
  static func all() throws -> [DocPage] {
    let folders = try ["docs", "flows"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted().map { "\(folder)/\($0)" }
    }
    return try (["README.md"] + folders.filter { $0.hasSuffix(".md") }).map { try DocPage($0) }
  }

  init(_ path: String) throws {
    self.path = path
    blocks = []
    var open: Block?
    let text = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).enumerated() {
      if line.hasPrefix("```"), let block = open {
        blocks.append(block)
        open = nil
      } else if line.hasPrefix("```") {
        open = Block(language: String(line.dropFirst(3)), line: index + 2, lines: [])
      } else {
        open?.lines.append(line)
      }
    }
  }
}

/// A folder of its own with the project's flows in it, for one test.
final class DocFolder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-docs-\(UUID().uuidString)")
  var path: String { url.path }

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  func copy(_ name: String, as other: String? = nil) throws {
    try FileManager.default.copyItem(at: DocPage.root.appendingPathComponent(name), to: url.appendingPathComponent(other ?? name))
  }

  /// Runs a line as a shell does, with this folder as its own; output and errors together.
  func shell(_ line: String, path program: String? = nil) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = url
    if let program {
      var environment = ProcessInfo.processInfo.environment
      environment["PATH"] = "\(program):\(environment["PATH"] ?? "/usr/bin:/bin")"
      process.environment = environment
    }
    // A file, since a pipe would wait for what the line leaves running.
    let log = url.appendingPathComponent(".output-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let output = try String(contentsOf: log, encoding: .utf8)
    try FileManager.default.removeItem(at: log)
    return (process.terminationStatus, output)
  }
}
