import Sandbox
import Testing

/// Each flow at the sandbox by each of its sources.
@Suite struct SandboxFlowTests {
  @Test(arguments: Scenario.all) func theSourcesGiveTheSameAndTheSecondTimeNothing(_ scenario: Scenario) async throws {
    var seen: Set<String>?
    for (index, source) in try Project.sources(of: scenario.flow).enumerated() {
      // Beside webhooks and messages the polls go on: they know what was before, and bring the same once more.
      let project = try await Project(scenario.flow, source: source == .poll ? index + 1 : nil)
      // A flow begins with what there is: that is no news.
      try await project.poll()
      let before = project.records(scenario.writes)
      let started: Int
      var rows: [[String: Any]] = []
      if source == .message {
        started = project.sandbox.calls.count
        let object = try Project.object(of: scenario.flow, source: index + 1)
        try await project.messaged(object, by: index + 1) {
          rows = try await scenario.happen(project.client)
        } until: {
          project.records(scenario.writes).subtracting(before).count >= scenario.count
        }
      } else {
        rows = try await scenario.happen(project.client)
        started = project.sandbox.calls.count
      }
      let deliver = { source == .webhook ? try await project.take(rows) : try await project.poll() }
      if source != .message { try await deliver() }
      let made = project.records(scenario.writes).subtracting(before)
      #expect(made.count == scenario.count, "by source \(index + 1): \(made.sorted())")
      if let seen { #expect(made == seen, "source \(index + 1) gives others than the one before") }
      seen = made

      let writes = project.sandbox.calls.dropFirst(started).count(where: \.isWrite)
      #expect(writes > 0)
      try await deliver()
      try await project.poll()
      #expect(project.sandbox.calls.dropFirst(started).count(where: \.isWrite) == writes, "source \(index + 1) writes again")
      await project.end()
    }
    #expect(seen != nil)
  }
}
