import CEL
import Calls
import ConnectorKit
import FlowEngine
import OrderedCollections
import Synchronization

/// Lets through to a connector what a plan says, and nothing else: the last guard when something moves between the check and the write.
final class AppliedTarget: CallTarget {
  private let connector: any CallTarget
  private let allowed: AllowedWrites
  private let rows: @Sendable (PollCall, Record) -> Bool

  /// `rows` says which polled rows belong to the plan.
  init(_ connector: any CallTarget, _ allowed: AllowedWrites, rows: @escaping @Sendable (PollCall, Record) -> Bool) {
    self.connector = connector
    self.allowed = allowed
    self.rows = rows
  }

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { try await connector.find(call) }

  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    var answer = try await connector.poll(call)
    answer.records.removeAll { !rows(call, $0) }
    return answer
  }

  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    let planned = call.records.map { allowed.name(call, $0) }
    var sent = call
    sent.records = zip(call.records, planned).filter { $0.1 != nil }.map(\.0)
    var answers = sent.records.isEmpty ? WriteAnswer(results: []) : try await connector.write(sent)
    guard answers.results.count == sent.records.count else { return answers }
    var rest = answers.results[...]
    answers.results = planned.map { planned in
      guard let planned, let result = rest.popFirst() else { return .failed(Self.unplanned) }
      if call.verb == .create, case .written(let id) = result { allowed.created(planned, id: id) }
      return result
    }
    return answers
  }

  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    let fields: Record = [
      "to": .list(call.to.map(Value.string)), "subject": call.subject.map(Value.string) ?? .null, "text": .string(call.text),
      "mention": .list(call.mention.map(Value.string)),
    ]
    guard allowed.allows(.notify, call.connection, call.channel ?? "", fields) else { throw Self.unplanned }
    return try await connector.notify(call)
  }

  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    guard allowed.allows(.operation, call.connection, call.operation, call.arguments) else { throw Self.unplanned }
    return try await connector.operate(call)
  }

  private static let unplanned = CallFailure(
    .rejected, code: "not_planned", message: "The plan does not have this write: something has moved since it was checked. Plan again.")
}

/// The writes of a plan, by their content.
final class AllowedWrites: Sendable {
  private struct Key: Hashable {
    var action: FlowPlan.Action
    var connection: String
    var object: String
    var record: String?
    var fields: String
  }

  private struct State {
    /// The records that planned creates stand for; several where they are alike.
    var planned: [Key: [String]] = [:]
    /// Planned names of records that were created meanwhile.
    var names: [String: String] = [:]
  }

  private let state: Mutex<State>

  init(_ events: [FlowPlan.Event]) {
    var state = State()
    for step in events.flatMap(\.steps) {
      switch step.action {
      case .create, .update, .notify, .operation:
        let fields = Record(step.changes.map { ($0.field, $0.after) }, uniquingKeysWith: { first, _ in first })
        let record = step.action == .update ? step.record : nil
        let key = Key(action: step.action, connection: step.connection, object: step.object, record: record, fields: Self.text(fields))
        state.planned[key, default: []].append(step.record ?? "")
      case .unchanged, .found, .none, .refused, .failed: break
      }
    }
    self.state = Mutex(state)
  }

  func allows(_ action: FlowPlan.Action, _ connection: String, _ object: String, _ fields: Record) -> Bool {
    name(action, connection, object, nil, fields) != nil
  }

  /// The planned name of the record that this writes; nil when it is not planned.
  func name(_ call: WriteCall, _ record: WriteRecord) -> String? {
    name(call.verb == .create ? .create : .update, call.connection, call.object, record.id, record.fields)
  }

  /// A planned record is there now, under this name.
  func created(_ planned: String, id: String) { state.withLock { $0.names[id] = planned } }

  private func name(_ action: FlowPlan.Action, _ connection: String, _ object: String, _ id: String?, _ fields: Record) -> String? {
    state.withLock { state in
      let known = fields.mapValues { Self.planned($0, state.names) }
      let key = Key(
        action: action, connection: connection, object: object, record: id.map { state.names[$0] ?? $0 }, fields: Self.text(known))
      guard let names = state.planned[key], let first = names.first else { return nil }
      // Of creates that are alike each stands for one of the planned records.
      if action == .create, names.count > 1 { state.planned[key] = Array(names.dropFirst()) + [first] }
      return first
    }
  }

  /// The value as the plan has it: created records under their planned names, also inside text.
  private static func planned(_ value: Value, _ names: [String: String]) -> Value {
    guard let text = value.asString, !names.isEmpty else { return value }
    if let name = names[text] { return .string(name) }
    var replaced = text
    for (id, name) in names where id.utf8.count >= 15 && replaced.contains(id) { replaced = replaced.replacing(id, with: name) }
    return .string(replaced)
  }

  private static func text(_ fields: Record) -> String {
    fields.sorted { $0.key < $1.key }.map { path, value in
      let isKey = value.isEffectKey || value == .string(FlowPlan.Step.effectKey)
      return "\(path)=\(isKey ? "" : value.jsonText)"
    }.joined(separator: "\n")
  }
}
