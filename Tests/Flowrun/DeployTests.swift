import Foundation
import Testing

/// What `docs/deploy` promises of the program's surroundings.
@Suite struct DeployTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized

  private func output(_ program: String, _ arguments: [String]) throws -> (code: Int32, text: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test func theContainerHasEveryLibraryThatTheProgramLoads() throws {
    let file = try String(contentsOf: Self.root.appendingPathComponent("docs/deploy/Containerfile"), encoding: .utf8)
    // The names under which Debian 12 has them; what comes with these is not named. libcurl and libssl are loaded when they are first needed.
    let packages = [
      "date-tz": "libdate-tz3", "re2": "libre2-9", "simdjson": "libsimdjson14", "sqlite3": "libsqlite3-0", "crypto": "libssl3", "ssl": "libssl3",
      "stdc++": "libstdc++6", "utf8proc": "libutf8proc2", "yaml-0": "libyaml-0-2", "expat": "libexpat1", "curl": "libcurl4",
    ]
    // The Swift library is linked statically in a release; the others are every Linux's.
    let swift = ["swift", "Foundation", "_Foundation", "dispatch", "BlocksRuntime"]
    let system: Set = ["c", "m", "gcc_s", "dl", "pthread", "rt", "util"]
    let loaded = try output("ldd", [try Program.url().path]).text.matches(of: /\tlib(\S+?)\.so\S* =>/).map { String($0.1) }
    try #require(loaded.count > 5, "\(loaded)")
    for name in loaded where !system.contains(name) && !swift.contains(where: name.hasPrefix) {
      #expect(packages[name] != nil, "\(name) is in no package of the container")
    }
    for package in Set(packages.values) { #expect(file.contains(package), "\(package)") }
  }

  @Test func theUnitIsOne() throws {
    let unit = try String(contentsOf: Self.root.appendingPathComponent("docs/deploy/flowrun.service"), encoding: .utf8)
    guard (try? output("systemd-analyze", ["--version"]).code) == 0 else {
      return print("systemd-analyze is not installed; the unit was not verified.")
    }
    // The program and its user are not on this machine.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appendingPathComponent("flowrun.service")
    try unit.replacingOccurrences(of: "/usr/local/bin/flowrun", with: "/bin/true").write(to: copy, atomically: true, encoding: .utf8)
    let result = try output("systemd-analyze", ["verify", "--man=no", copy.path])
    let own = result.text.split(separator: "\n").filter { $0.contains("flowrun.service:") }
    #expect(own.isEmpty, "\(own)")
  }
}
