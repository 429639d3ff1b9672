import Foundation

/// What differs from a commit, by git.
struct ChangedFiles {
  /// Absolute paths without symbolic links.
  let paths: Set<String>

  /// Everything that was changed, added or removed since `base`, committed or not.
  init(since base: String) throws(CommandFailure) {
    guard !base.isEmpty, !base.hasPrefix("-") else { throw CommandFailure(.usage, "--changed takes a commit, branch or tag.") }
    let root = try Self.git(["rev-parse", "--show-toplevel"])
    let changed = try Self.git(["diff", "--name-only", "-z", "--no-renames", base, "--"], or: "There is no commit `\(base)`.")
    let added = try Self.git(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"])
    let folder = root.trimmingCharacters(in: .newlines)
    paths = Set((changed + added).split(separator: "\0").map { "\(folder)/\($0)" })
  }

  func contains(_ path: String) -> Bool {
    guard let folder = Files.folder(of: path) else { return false }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return paths.contains(Files.path(name, in: folder))
  }

  private static func git(_ arguments: [String], or reason: String? = nil) throws(CommandFailure) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { throw CommandFailure(.fault, "git cannot be started: \(error.localizedDescription)") }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailure(.usage, reason ?? "--changed needs git and a repository: `git \(arguments.joined(separator: " "))` failed.")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
