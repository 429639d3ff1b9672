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
