import FlowEngine
import GRDB

/// An open event's step with results or effects, and the version that the event runs under.
public struct KeptStep: Sendable, Hashable {
  public var flow: String
  public var version: String
  public var step: String
}

extension SQLiteJournal {
  public func keptFlows() async throws(JournalFailure) -> [String] {
    try await read { reader in
      var flows: Set<String> = []
      for table in ["known", "claim", "delivery", "watermark"] {
        // Each of them is ordered by flow: this looks at one row of each flow.
        let sql = """
          WITH RECURSIVE kept (flow) AS (
            SELECT min(flow) FROM \(table) UNION ALL
            SELECT (SELECT min(flow) FROM \(table) WHERE \(table).flow > kept.flow) FROM kept WHERE kept.flow IS NOT NULL)
          SELECT flow FROM kept WHERE flow IS NOT NULL
          """
        flows.formUnion(try String.fetchAll(reader.database, sql: sql))
      }
      for table in ["dead_letter", "event WHERE ending IS NULL"] {
        flows.formUnion(try String.fetchAll(reader.database, sql: "SELECT DISTINCT flow FROM \(table)"))
      }
      return flows.sorted()
    }
  }

  public func keptSteps(of flows: [String]) async throws(JournalFailure) -> [KeptStep] {
    try await read { reader in
      var steps: Set<KeptStep> = []
      for table in ["effect", "result"] {
        let statement = try PreparedStatement(
          reader.database,
          """
          SELECT DISTINCT event.version, \(table).step FROM event JOIN \(table) ON \(table).event = event.id
          WHERE event.flow = ? AND event.ending IS NULL AND event.begun = 1
          """)
        for flow in flows {
          try statement.bind(flow).forEach { steps.insert(KeptStep(flow: flow, version: $0.text(0), step: $0.text(1))) }
        }
      }
      return steps.sorted { ($0.flow, $0.step, $0.version) < ($1.flow, $1.step, $1.version) }
    }
  }
}
