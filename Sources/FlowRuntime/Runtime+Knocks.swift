import CEL
public import Calls
import ConnectorKit
public import FlowCheck
public import FlowEngine
import Schema

/// The records of one object that somebody says have changed, and what a flow reads of them.
public struct Knock: Sendable {
  public var connection: String
  public var object: String
  /// The field by which they are known.
  public var identity: String
  public var fields: [String]

  /// Nil for a source that takes no messages.
  public init?(_ source: CheckedSource) {
    guard case .message(let connection, let object) = source.kind, let schema = source.object else { return nil }
    (self.connection, self.object, identity) = (connection, object, schema.identity)
    var fields = source.fields
    // By these a record that was seen already is known, as in a poll.
    for field in [schema.watermark, schema.modified].compactMap(\.self) where !fields.contains(field) { fields.append(field) }
    self.fields = fields
  }
}

/// What became of a knock.
public enum KnockEnd: Sendable {
  /// Every event of it is durable. Records that are not there any more, or that this user cannot see, make none.
  case accepted
  /// The records could not be read.
  case unread(CallFailure)
  /// Nothing was stored.
  case refused(Acknowledgement.Refusal)
}

extension Runtime {
  /// Reads records anew and hands them over to a source; returns when what came of them is durable.
  public func knock(_ ids: [String], _ knock: Knock, for source: SourceID) async -> KnockEnd {
    guard let connection = connections[knock.connection] else { return .refused(.unknownSource) }
    let find = FindCall(
      connection: knock.connection, object: knock.object, fields: knock.fields, match: [knock.identity], keys: ids.map { [.string($0)] })
    let records: [Record]
    do {
      let answer = try await connection.connector.find(find)
      told(.find(find), .found(answer))
      records = answer.records
    } catch {
      told(.find(find), .failed(error))
      return .unread(error)
    }
    if records.isEmpty { return .accepted }
    switch await accept(.rows(records.map { .row(.map($0)) }), for: source) {
    case .accepted: return .accepted
    case .refused(let refusal): return .refused(refusal)
    }
  }

  private func told(_ call: Call, _ result: CallResult) {
    let report = CallReport(call, result)
    summary.add(report)
    observe(.called(report))
  }
}
