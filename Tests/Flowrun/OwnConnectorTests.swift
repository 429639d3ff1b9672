import Foundation
import Testing

/// A program with a connector of one's own, built from docs/examples/desk-connector.
@Suite struct OwnConnectorTests {
  private static let project = """
    flowrun: 1
    connections:
      help:
        connector: desk
        url: https://desk.example
        auth: { key: "${env.DESK_KEY}" }
    """
  private static let flow = """
    flowrun: 1
    trigger:
      - { poll: help.ticket, every: 1h }
    changed: [status]
    steps:
      - { id: tell, notify: help, to: support, text: "Ticket ${event.number} is ${event.status}" }
    """
  private static let test = """
    test: tell
    world:
      help.ticket: |
        id | number | subject | status
        T1 | N-1    | Printer | open
    cases:
      - name: a ticket that was closed is told
        events: [{ poll: { id: T1, status: closed }, was: { status: open } }]
        expect: { outcomes: { done: 1 }, messages: [{ by: help, to: [support], text: Ticket N-1 is closed }] }
    """

  private func run(_ program: String, _ arguments: [String], in folder: URL) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = try Program.url([program])
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test func flowsAreCheckedAndTestedAgainstIt() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("flowrun.yaml", Self.project), ("tell.yaml", Self.flow), ("tell.test.yaml", Self.test)] {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let checked = try run("flowrun-desk", ["validate"], in: folder)
    #expect(checked.code == 0 && checked.output.isEmpty, "\(checked.output)")
    let tested = try run("flowrun-desk", ["test"], in: folder)
    #expect(tested.code == 0, "\(tested.output)")
    try Self.flow.replacingOccurrences(of: "event.status", with: "event.stat").write(
      to: folder.appendingPathComponent("tell.yaml"), atomically: true, encoding: .utf8)
    let wrong = try run("flowrun-desk", ["validate"], in: folder)
    #expect(wrong.code == 1 && wrong.output.contains("`ticket` has no field `stat`. ".dropLast()), "\(wrong.output)")
    let without = try run("flowrun", ["validate"], in: folder)
    #expect(without.code == 1 && without.output.contains("There is no connector `desk`."), "\(without.output)")
  }
}
