import CEL
import ConnectorKit
import DeskConnector
import DeskSystem
import FlowTest
import Testing

/// The connector keeps what the engine relies on.
@Test func theDeskConforms() async throws {
  let settings = ConnectionSettings(name: "desk", url: "https://desk.example", auth: ["key": Secret(DeskSystem.key)])
  let trial = ConformanceTrial(
    object: "ticket", key: "number",
    records: (1...6).map { ["number": .string("N-\($0)"), "subject": .string("Ticket \($0)")] },
    refused: ["number": "N-7", "subject": ""],
    change: ["subject": "Changed"],
    message: .init(to: "support", text: "Hello"),
    operation: .init("close", ["id": "T1"]))
  let report = try await ConformanceKit(DeskConnector.self, settings, over: DeskSystem(), trial: trial).run()
  #expect(report.passed && report.skipped.isEmpty, "\(report)")
}
