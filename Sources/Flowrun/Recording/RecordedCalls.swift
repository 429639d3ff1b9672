import CEL
import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections
import Schema
import Synchronization

/// What a run found in its connections before it changed anything, and what it wrote.
final class RecordedCalls: Sendable {
  struct Table: Sendable {
    /// By identity: each field as it was first read.
    var before: OrderedDictionary<String, Record> = [:]
    /// By identity: each field as it was last written.
    var written: OrderedDictionary<String, Record> = [:]
    var created: Set<String> = []
  }

  private let identities: [String: String]
  private let content = Mutex<OrderedDictionary<String, Table>>([:])

  init(_ flow: CheckedFlow) {
    var identities: [String: String] = [:]
    Self.note(flow.steps, &identities)
    self.identities = identities
  }

  /// By `CONNECTION.OBJECT`, in order.
  var tables: [(object: String, table: Table)] { content.withLock { $0.sorted { $0.key < $1.key }.map { (object: $0.key, table: $0.value) } } }

  func identity(of object: String) -> String? { identities[object] }

  private static func note(_ steps: [CheckedStep], _ identities: inout [String: String]) {
    for step in steps {
      switch step.verb {
      case .lookup(let lookup): identities["\(lookup.connection).\(lookup.object.name)"] = lookup.object.identity
      case .update(let write), .upsert(let write), .create(let write):
        identities["\(write.connection).\(write.object.name)"] = write.object.identity
      case .block(let steps, _): note(steps, &identities)
      case .transform, .notify, .call, .skip, .fail: break
      }
    }
  }

  fileprivate func found(_ call: FindCall, _ answer: FindAnswer) {
    let name = "\(call.connection).\(call.object)"
    guard let identity = identities[name] else { return }
    content.withLock { tables in
      for record in answer.records {
        guard let id = record[identity]?.asString, !tables[name, default: Table()].created.contains(id) else { continue }
        for (field, value) in record where tables[name]?.written[id]?[field] == nil {
          if tables[name]?.before[id]?[field] == nil { tables[name, default: Table()].before[id, default: [:]][field] = value }
        }
      }
    }
  }

  fileprivate func wrote(_ call: WriteCall, _ answer: WriteAnswer) {
    let name = "\(call.connection).\(call.object)"
    content.withLock { tables in
      for (record, result) in zip(call.records, answer.results) {
        guard case .written(let id) = result else { continue }
        if record.id == nil { tables[name, default: Table()].created.insert(id) }
        for (field, value) in record.fields { tables[name, default: Table()].written[id, default: [:]][field] = value }
      }
    }
  }

  /// The same target, listened to.
  func listening(to target: any CallTarget) -> any CallTarget { Listener(target: target, calls: self) }

  private struct Listener: CallTarget {
    let target: any CallTarget
    let calls: RecordedCalls

    func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
      let answer = try await target.find(call)
      calls.found(call, answer)
      return answer
    }

    func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
      let answer = try await target.write(call)
      calls.wrote(call, answer)
      return answer
    }

    func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer { try await target.poll(call) }
    func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer { try await target.notify(call) }
    func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer { try await target.operate(call) }
  }
}
