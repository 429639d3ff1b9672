import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import OrderedCollections
import Schema

/// The systems of a case: each connection with records is one in memory, typed by the connection's schema.
struct CaseWorld {
  private(set) var systems: OrderedDictionary<String, MemoryConnector> = [:]
  private var schemas: [String: ConnectionSchema] = [:]

  init(_ testCase: CheckedTest.Case, at clock: Timestamp, flow: CheckedFlow, context: ProjectContext) {
    // What is there is older than what comes.
    let before = clock.adding(Timespan(nanoseconds: -86_400_000_000_000)) ?? clock
    for (name, connection) in context.connections ?? [:] where connection.hasRecords {
      schemas[name] = connection.schema
    }
    for (name, object) in flow.objects where schemas[name, default: ConnectionSchema()].object(object.name) == nil {
      // Of an object that no snapshot tells of, any field may be read and written.
      schemas[name, default: ConnectionSchema()].objects[object.name] = object
    }
    for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) { systems[name] = MemoryConnector(schema: schema, now: before) }
    for records in testCase.world {
      for row in records.rows { systems[records.connection]?.insert(row.record, into: records.object) }
    }
    advance(to: clock)
  }

  func advance(to time: Timestamp) { for system in systems.values { system.advance(to: time) } }

  /// Keeps what a recording's answers say of records: as they were read, and what was written to them.
  func note(_ call: FlowEngine.Call, _ result: CallResult) {
    switch (call, result) {
    case (.find(let find), .found(let answer)):
      for record in answer.records { systems[find.connection]?.change(record, of: find.object) }
    case (.poll(let poll), .polled(let answer)):
      for record in answer.records { systems[poll.connection]?.change(record, of: poll.object) }
    case (.write(let write), .written(let answer)):
      guard let identity = schema(write.connection, write.object)?.identity else { return }
      for (record, result) in zip(write.records, answer.results) {
        guard case .written(let id) = result else { continue }
        var fields = record.fields
        fields[identity] = .string(id)
        systems[write.connection]?.change(fields, of: write.object)
      }
    default: break
    }
  }

  func schema(_ connection: String, _ object: String) -> ObjectSchema? { schemas[connection]?.object(object) }

  func field(_ path: String, _ connection: String, _ object: ObjectSchema) -> FieldSchema? { schemas[connection]?.field(path, of: object) }

  func records(_ connection: String, _ object: String) -> [Record] { systems[connection]?.records(of: object) ?? [] }
}

extension CheckedFlow {
  /// The objects that it reads and writes, with their connections.
  var objects: [(connection: String, object: ObjectSchema)] {
    allSteps.compactMap { step in
      switch step.verb {
      case .lookup(let lookup): (lookup.connection, lookup.object)
      case .update(let write), .upsert(let write), .create(let write): (write.connection, write.object)
      default: nil
      }
    }
      + sources.compactMap { source in
        guard let object = source.object else { return nil }
        switch source.kind {
        case .webhook: return nil
        case .message(let connection, _), .poll(let connection, _): return (connection, object)
        }
      }
  }
}
