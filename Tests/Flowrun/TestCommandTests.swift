import Foundation
import Testing

/// `flowrun test --changed` and `--watch`, as a person uses them.
@Suite struct TestCommandTests {
  private func project(_ folder: DocFolder) throws {
    let program = try Program.url().path
    for template in ["sync-health-scores", "sync-accounts"] { _ = try folder.shell("'\(program)' new \(template) flows") }
    let git = "git -c user.name=a -c user.email=a@acme.example -c commit.gpgsign=false"
    let made = try folder.shell("git init -q && git add -A && \(git) commit -qm first && git branch -q base")
    #expect(made.status == 0, "\(made.output)")
  }

  /// The flows whose cases are run.
  private func tested(_ folder: DocFolder, _ base: String = "base") throws -> Set<String> {
    let found = try folder.shell("'\(try Program.url().path)' test flows --changed \(base) --format json")
    let json = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    let cases = try #require(json?["cases"] as? [[String: Any]], "\(found.output)")
    return Set(cases.compactMap { $0["flow"] as? String })
  }

  @Test func onlyWhatACommitTouchesIsTested() throws {
    let folder = try DocFolder()
    try project(folder)
    #expect(try tested(folder) == [])
    // A word about nothing else.
    _ = try folder.shell("echo x > flows/notes.txt")
    #expect(try tested(folder) == [])
    _ = try folder.shell("echo '# more' >> flows/sync-accounts.yaml")
    #expect(try tested(folder) == ["sync-accounts"])
    _ = try folder.shell("echo '# more' >> flows/sync-health-scores.test.yaml")
    #expect(try tested(folder) == ["sync-accounts", "sync-health-scores"])
    _ = try folder.shell("git checkout -q . && echo '# more' >> flows/flowrun.yaml")
    #expect(try tested(folder) == ["sync-accounts", "sync-health-scores"])
    // What is committed since counts, and what is against the newest commit does not.
    let git = "git -c user.name=a -c user.email=a@acme.example -c commit.gpgsign=false"
    _ = try folder.shell("git checkout -q . && echo '# more' >> flows/sync-accounts.yaml && \(git) commit -qam second")
    #expect(try tested(folder) == ["sync-accounts"])
    #expect(try tested(folder, "HEAD") == [])
  }

  @Test func whatIsNoCommitIsSaid() throws {
    let folder = try DocFolder()
    try project(folder)
    let found = try folder.shell("'\(try Program.url().path)' test flows --changed no-such-branch")
    #expect(found.status == 2)
    #expect(found.output.contains("no-such-branch"))
  }

  @Test func watchingRunsAgainAtEachChange() throws {
    let folder = try DocFolder()
    let program = try Program.url()
    _ = try folder.shell("'\(program.path)' new sync-health-scores .")
    let process = Process()
    process.executableURL = program
    process.arguments = ["test", "--watch"]
    process.currentDirectoryURL = folder.url
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    // A watch that sees nothing ends after this, and the test fails.
    let deadline = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: deadline)
    defer {
      deadline.cancel()
      process.terminate()
      process.waitUntilExit()
    }
    func next() -> String {
      var text = ""
      while !text.contains("Waiting for changes") {
        let data = pipe.fileHandleForReading.availableData
        if data.isEmpty { return text }
        text += String(decoding: data, as: UTF8.self)
      }
      return text
    }
    #expect(next().contains("cases passed."))
    let flow = folder.url.appendingPathComponent("sync-health-scores.yaml")
    let text = try String(contentsOf: flow, encoding: .utf8)
    try text.replacing("\"Declining\"", with: "\"Improving\"").write(to: flow, atomically: true, encoding: .utf8)
    #expect(next().contains("FAILED"))
    try "flowrun: 1\nflowrun: 1\n".write(to: flow, atomically: true, encoding: .utf8)
    #expect(next().contains("FLOW0012"))
    try text.write(to: flow, atomically: true, encoding: .utf8)
    #expect(next().contains("cases passed."))
  }
}
