import CEL
import ConnectorKit
import DeskConnector
import DeskSystem
import FlowTest
import OrderedCollections
import Testing

/// The kit finds each mistake that it looks for, and nothing in a connector that makes none.
@Suite struct ConformanceTests {
  static let settings = ConnectionSettings(
    name: "desk", url: "https://desk.example", auth: ["key": Secret(DeskSystem.key)], options: ["limits.calls": "2"])

  static let trial = ConformanceTrial(
    object: "ticket", key: "number", fields: ["status"],
    records: (1...6).map { ["number": .string("N-\($0)"), "subject": .string("Ticket \($0)")] }, refused: ["number": "N-7", "subject": ""],
    change: ["subject": "Changed"], message: .init(to: "support", text: "Hello"), operation: .init("close", ["id": "T1"]))

  static func run(_ flaw: Flaw, deadline: Duration = .seconds(60)) async throws -> ConformanceReport {
    try await ConformanceKit(settings, over: DeskSystem(), trial: trial, deadline: deadline) { settings, transport in
      try FlawedConnector(settings, transport: transport, flaw: flaw)
    }.run()
  }

  @Test(arguments: Flaw.allCases) func eachMistakeIsFound(_ flaw: Flaw) async throws {
    // A call that goes on is given up soon; the others have time.
    let report = try await Self.run(flaw, deadline: flaw == .goesOn ? .milliseconds(200) : .seconds(60))
    #expect(report.failed.map(\.rawValue).contains(flaw.check), "\(report)")
  }

  @Test func everyCheckHasAMistakeThatItFinds() {
    #expect(Set(Flaw.allCases.map(\.check)) == Set(ConformanceCheck.allCases.map(\.rawValue)))
  }
}
