import FlowEngine
import Foundation
import Glibc
import Journal
import Sandbox
import Synchronization
import Testing

@testable import Flowrun

/// A run that serves takes over changed files.
@Suite(.serialized) struct ReloadTests {
  private static let project = """
    flowrun: 1
    settings: { word: one }
    connections:
      gainsight: { connector: gainsight, url: https://acme.example, hook: { header: X-Flowrun-Token, token: "${env.GS_HOOK}" } }
      salesforce:
        connector: salesforce
        url: https://acme.example
        limits: { per_second: 500, per_day: 100000 }
        stamp: { Task: Flow_Key__c }
    serve: { hooks: 127.0.0.1:0, admin: 127.0.0.1:0 }
    """

  private static func tasks(_ version: String) -> String {
    func step(_ letter: String) -> String {
      """
        - id: task_\(letter)
          create: salesforce.Task
          match: { Subject: "\(letter) \(version) ${event.id}" }
          set: { Subject: "\(letter) \(version) ${event.id}", Status: '="Not Started"', Priority: '="Normal"' }
      """
    }
    return """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { id: =text(row.id) }
          delivery: =row.id
      about: =event.id
      steps:
      \(step("a"))
      \(step("b"))
      """
  }

  private static func stop(_ text: String) -> String {
    """
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id) }
        delivery: =row.id
    about: =event.id
    steps:
      - { id: stop, fail: "\(text) ${settings.word}" }
    """
  }

  /// What clients look at to know when to end.
  private final class Load: Sendable {
    private let state = Mutex((isOver: false, accepted: 0))
    var isOver: Bool { state.withLock(\.isOver) }
    var accepted: Int { state.withLock(\.accepted) }
    func end() { state.withLock { $0.isOver = true } }
    func count() { state.withLock { $0.accepted += 1 } }
  }

  @Test func underLoadNoEventIsLostOrRunByTwoVersions() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 5
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let server = try ServingProject(["flowrun.yaml": Self.project, "flows/tasks.yaml": Self.tasks("v1")])
    try server.start(["--sandbox", "--sandbox-url", url, "--no-watch"])
    let door = try await server.address("/hooks/tasks") + "/hooks/tasks"

    let load = Load()
    let accepted = try await withThrowingTaskGroup(of: [String].self) { group in
      for client in 0..<8 {
        group.addTask {
          var accepted: [String] = []
          while !load.isOver {
            let id = "c\(client)-\(accepted.count)"
            // As senders do: what was not answered 202 is sent again.
            while true {
              if let status = try? await ServingProject.post(door, #"{"id":"\#(id)"}"#) {
                if status == 202 { break }
                try #require(status == 503)
              }
              try await Task.sleep(for: .milliseconds(20))
            }
            accepted.append(id)
            load.count()
            // Many events, and yet few enough for the sandbox.
            try await Task.sleep(for: .milliseconds(50))
          }
          return accepted
        }
      }
      for round in 2...7 {
        let accepted = load.accepted
        // Not between two changes without an event.
        for _ in 0..<1200 where load.accepted < accepted + 40 { try await Task.sleep(for: .milliseconds(25)) }
        try server.write("flows/tasks.yaml", Self.tasks(round.isMultiple(of: 2) ? "v2" : "v1"))
        server.signal(SIGHUP)
        try await server.says("The files were read anew: changed `tasks`", times: round - 1)
      }
      load.end()
      return try await group.reduce(into: []) { $0 += $1 }
    }
    for _ in 0..<2400 where sandbox.records(of: "Task").count < accepted.count * 2 { try await Task.sleep(for: .milliseconds(25)) }
    #expect(await server.end() == 0, "\(server.text)")

    var versions: [String: [String]] = [:]
    for record in sandbox.records(of: "Task") {
      let words = (record["Subject"]?.string ?? "").split(separator: " ").map(String.init)
      guard words.count == 3 else { continue }
      versions[words[2], default: []].append("\(words[0]) \(words[1])")
    }
    #expect(Set(accepted).count == accepted.count && accepted.count > 100)
    #expect(Set(versions.keys) == Set(accepted))
    let wrong = versions.filter { $0.value.sorted() != ["a v1", "b v1"] && $0.value.sorted() != ["a v2", "b v2"] }
    #expect(wrong.isEmpty)
    let second = versions.values.count { $0.contains("a v2") }
    #expect(second > 0 && second < versions.count)
    let journal = try JournalPeek(path: server.journal)
    defer { journal.close() }
    #expect(try journal.outcomes().reduce(0) { $0 + ($1.ending == "done" ? $1.count : 0) } == accepted.count)
    await sandbox.stop()
  }

  @Test func filesThatCannotBeUsedChangeNothing() async throws {
    let server = try ServingProject(["flowrun.yaml": Self.project, "flows/stop.yaml": Self.stop("First")])
    try server.start([], environment: ["GS_HOOK": "sandbox-hook"])
    let hooks = try await server.address("/hooks/stop")
    let admin = try await server.address("/metrics")

    // A change is seen without a signal; settings count as well.
    try server.write("flowrun.yaml", Self.project.replacing("word: one", with: "word: two"))
    try await server.says("read anew: changed `stop`")
    try await post("a", to: hooks + "/hooks/stop", server, says: "First two")

    try server.write("flows/stop.yaml", Self.stop("Second").replacing("event.id", with: "event.name"))
    try await server.says("The changed files are not used")
    try await server.says("stop.yaml:6:15: error")
    try await post("b", to: hooks + "/hooks/stop", server, says: "First two")
    #expect(try await ServingProject.get(admin + "/metrics").contains("flowrun_reload_refused 1"))
    #expect(ReloadNote(journal: server.journal).text?.contains("stop.yaml:6:15: error") == true)

    try server.write("flows/stop.yaml", Self.stop("Second"))
    try await server.says("read anew: changed `stop`", times: 2)
    try await post("c", to: hooks + "/hooks/stop", server, says: "Second two")
    let metrics = try await ServingProject.get(admin + "/metrics")
    #expect(metrics.contains("flowrun_reload_refused 0"))
    // Counts go on over changes.
    #expect(metrics.contains(#"flowrun_reloads_total{result="used"} 2"#))
    #expect(metrics.contains(#"flowrun_events_total{flow="stop",ending="dead",reason="fail_step",step="stop"} 3"#), "\(metrics)")
    #expect(ReloadNote(journal: server.journal).text == nil)
    #expect(await server.end() == 0)
  }

  @Test func flowsComeAndGo() async throws {
    let server = try ServingProject(["flowrun.yaml": Self.project, "flows/stop.yaml": Self.stop("First")])
    try server.start([], environment: ["GS_HOOK": "sandbox-hook"])
    let hooks = try await server.address("/hooks/stop")
    #expect(try await ServingProject.post(hooks + "/hooks/other", #"{"id":"a"}"#) == 404)
    try server.write("flows/other.yaml", Self.stop("Other"))
    try await server.says("read anew: added `other`")
    try await post("a", to: hooks + "/hooks/other", server, says: "Other one")

    // Another name may be the same flow: what it has seen would be forgotten unnoticed.
    try FileManager.default.moveItem(atPath: server.path("flows/other.yaml"), toPath: server.path("flows/another.yaml"))
    try await server.says("flowrun state move other NEW")
    #expect(try await ServingProject.post(hooks + "/hooks/other", #"{"id":"b"}"#) == 202)

    try FileManager.default.removeItem(atPath: server.path("flows/another.yaml"))
    try await server.says("read anew: removed `other`")
    try await server.says("flowrun state drop other")
    #expect(try await ServingProject.post(hooks + "/hooks/other", #"{"id":"c"}"#) == 404)
    #expect(try await ServingProject.post(hooks + "/hooks/stop", #"{"id":"c"}"#) == 202)
    #expect(await server.end() == 0)
  }

  /// Sends an event, which the flow refuses with a text that shows its version.
  private func post(_ id: String, to url: String, _ server: ServingProject, says text: String) async throws {
    #expect(try await ServingProject.post(url, #"{"id":"\#(id)"}"#) == 202)
    var last: [String] = []
    for _ in 0..<1200 {
      let desk = try DeadLetterDesk(path: server.journal)
      defer { desk.close() }
      last = try desk.letters(DeadLetterQuery()).filter { $0.letter.about == id }.map(\.letter.reason.text)
      if !last.isEmpty { break }
      try await Task.sleep(for: .milliseconds(25))
    }
    #expect(last.count == 1 && last.allSatisfy { $0.contains(text) }, "\(last)")
  }
}
