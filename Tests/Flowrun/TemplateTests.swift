import ArgumentParser
import Flowrun
import Foundation
import Grammar
import Testing

/// The templates of `flowrun new` are the flows of this project.
@Suite struct TemplateTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL

  private func flowrun(_ arguments: [String]) throws {
    var command = try Flowrun.parseAsRoot(arguments)
    try command.run()
  }

  @Test func theTemplatesAreTheFlows() throws {
    let flows = Self.root.appendingPathComponent("flows")
    let names = (FileManager.default.enumerator(atPath: flows.path)?.compactMap { $0 as? String } ?? []).filter(TemplateSource.isTaken).sorted()
    let files = try names.map { (path: $0, text: try String(contentsOf: flows.appendingPathComponent($0), encoding: .utf8)) }
    let found = try String(contentsOf: Self.root.appendingPathComponent("Sources/Flowrun/New/TemplateFiles.swift"), encoding: .utf8)
    #expect(found == TemplateSource.text(files), "Sources/Flowrun/New/TemplateFiles.swift is stale: run make generate")
  }

  static let templates =
    (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("flows").path))?
    .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") && $0 != "flowrun.yaml" }.map { String($0.dropLast(5)) }.sorted() ?? []

  /// What the README promises to somebody who has nothing but the program, for each template.
  @Test(arguments: templates) func eachTemplateIsCheckedTestedAndRunInAnEmptyFolder(name: String) throws {
    let sandbox = try SandboxProcess(["--accounts", "80"])
    let folder = try DocFolder()
    let program = "env -i PATH=/usr/bin:/bin '\(try Program.url().path)'"
    let at = "--sandbox-url \(sandbox.url)"
    let made = try folder.shell("\(program) new \(name) .")
    #expect(made.status == 0 && made.output.contains("flowrun run \(name).yaml --sandbox"), "\(made.output)")
    #expect(try folder.shell("\(program) validate --strict").output == "")
    #expect(try folder.shell("\(program) fmt --check .").output == "")
    let tested = try folder.shell("\(program) test")
    #expect(tested.status == 0 && tested.output.contains("cases passed."), "\(tested.output)")
    func run() throws -> [String: Int] {
      let found = try folder.shell("\(program) run \(name).yaml --sandbox \(at) --once --format json 2>/dev/null")
      #expect(found.status < 2, "\(found.output)")
      let report = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any], "\(found.output)")
      return Dictionary(
        (report["steps"] as? [[String: Any]] ?? []).map { ($0["outcome"] as? String ?? "", $0["count"] as? Int ?? 0) }, uniquingKeysWith: +)
    }
    func wrote(_ outcomes: [String: Int]) -> Int { ["created", "updated", "sent"].reduce(0) { $0 + (outcomes[$1] ?? 0) } }
    _ = try run()
    for _ in 0..<2 {
      let worked = try folder.shell("\(program) sandbox work \(at)")
      #expect(worked.status == 0, "\(worked.output)")
      #expect(wrote(try run()) >= 2)
      #expect(wrote(try run()) == 0)
    }
  }

  @Test func aNewProjectIsInItsFormAndHasNoMistake() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)/a b/flows").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try flowrun(["new", "sync-health-scores", folder])
    for name in ["flowrun.yaml", "sync-health-scores.yaml", "schemas/salesforce.json", ".gitignore", ".github/workflows/flowrun.yml"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)"))
    }
    try flowrun(["validate", "--strict", folder])
    try flowrun(["fmt", "--check", folder])
    // Nothing is written over.
    let flow = "\(folder)/sync-health-scores.yaml"
    try "mine".write(toFile: flow, atomically: true, encoding: .utf8)
    #expect(throws: (any Error).self) { try flowrun(["new", "sync-health-scores", folder]) }
    #expect(try String(contentsOfFile: flow, encoding: .utf8) == "mine")
    // A project that is there gets the flow alone.
    try FileManager.default.removeItem(atPath: flow)
    try FileManager.default.removeItem(atPath: "\(folder)/.gitignore")
    try? FileManager.default.removeItem(atPath: "\(folder)/sync-health-scores.test.yaml")
    try flowrun(["new", "sync-health-scores", folder])
    #expect(FileManager.default.fileExists(atPath: flow))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/.gitignore"))
  }

  @Test func withoutATemplateTheyAreListedAndNothingIsWritten() throws {
    let folder = try DocFolder()
    let found = try folder.shell("'\(try Program.url().path)' new")
    #expect(found.status == 0 && Self.templates.allSatisfy { found.output.contains($0) }, "\(found.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func anUnknownTemplateIsAMistakeOfUsage() {
    #expect(throws: (any Error).self) { try flowrun(["new", "no-such-template", "x"]) }
    #expect(!FileManager.default.fileExists(atPath: "x"))
  }

  @Test func theFormatterKeepsRightsAndRefusesMistakes() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = folder.appendingPathComponent("a.yaml").path
    let bad = folder.appendingPathComponent("b.yaml").path
    try "flowrun: 1\ntrigger: [{every: 1h, poll: a.B}]\nsteps: [{id: a,  skip: x}]\n".write(toFile: good, atomically: false, encoding: .utf8)
    try "flowrun: 1\nflowrun: 1\n".write(toFile: bad, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: good)
    #expect(throws: (any Error).self) { try flowrun(["fmt", "--check", good]) }
    #expect(throws: (any Error).self) { try flowrun(["fmt", folder.path]) }
    #expect(
      try String(contentsOfFile: good, encoding: .utf8) == "flowrun: 1\ntrigger: [{ poll: a.B, every: 1h }]\nsteps: [{ id: a, skip: x }]\n")
    #expect(try FileManager.default.attributesOfItem(atPath: good)[.posixPermissions] as? Int == 0o640)
    #expect(try String(contentsOfFile: bad, encoding: .utf8) == "flowrun: 1\nflowrun: 1\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.yaml", "b.yaml"])
  }
}
