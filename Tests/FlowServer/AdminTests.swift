import FlowServer
import Foundation
import Synchronization
import Testing

@Suite struct AdminTests {
  @Test func readinessSaysWhyNot() async throws {
    let reason = Mutex<String?>(nil)
    let view = AdminView(unready: { reason.withLock { $0 } }, metrics: { [] })
    let any = ListenAddress(host: "127.0.0.1", port: 0)
    let server = FlowServer(.init(hooks: any, admin: any), hooks: [], admin: view, logger: quiet)
    let port = try #require(try await server.start().admin?.port)
    #expect(try await blocking { try RawClient.status("/health", port: port, method: "GET") } == 200)
    #expect(try await blocking { try RawClient.status("/ready", port: port, method: "GET") } == 200)
    reason.withLock { $0 = "There is no room left." }
    let answer = try await get("/ready", port: port)
    #expect(RawClient.statusCode(answer) == 503)
    #expect(answer.hasSuffix("There is no room left.\n"))
    #expect(try await blocking { try RawClient.status("/health", port: port, method: "GET") } == 200)
    #expect(try await blocking { try RawClient.status("/health", port: port, method: "POST") } == 405)
    #expect(try await blocking { try RawClient.status("/hooks/x", port: port, method: "GET") } == 404)
    await server.stop()
  }

  @Test func metricsAreInPrometheusForm() async throws {
    let events = Metric(
      "flowrun_events_total", .counter, help: "Events by outcome.",
      samples: [([("flow", "a\"b"), ("outcome", "done")], 12), ([("flow", "c"), ("outcome", "dead")], 0.5)])
    let any = ListenAddress(host: "127.0.0.1", port: 0)
    let server = FlowServer(
      .init(hooks: any, admin: any), hooks: [], admin: AdminView(unready: { nil }, metrics: { [events] }), logger: quiet)
    let addresses = try await server.start()
    _ = try await blocking { try RawClient.status("/hooks/none", port: addresses.hooks.port) }
    let answer = try await get("/metrics", port: try #require(addresses.admin?.port))
    let body = try #require(answer.components(separatedBy: "\r\n\r\n").last)
    #expect(
      body == """
        # HELP flowrun_events_total Events by outcome.
        # TYPE flowrun_events_total counter
        flowrun_events_total{flow="a\\"b",outcome="done"} 12
        flowrun_events_total{flow="c",outcome="dead"} 0.5
        # HELP flowrun_hook_requests_total Requests to webhooks by the status they were answered with.
        # TYPE flowrun_hook_requests_total counter
        flowrun_hook_requests_total{status="404"} 1

        """)
    await server.stop()
  }

  private func get(_ path: String, port: Int) async throws -> String {
    try await blocking {
      let client = try RawClient(port: port)
      client.send(RawClient.request(path, method: "GET"))
      return client.answer()
    }
  }
}
