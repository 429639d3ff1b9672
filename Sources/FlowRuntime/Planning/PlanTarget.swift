import CEL
import Calls
import ConnectorKit

/// Stands in for a connector while planning. It holds a handle that cannot write: what the engine writes goes into a planned world.
struct PlanTarget: CallTarget {
  let reader: RecordReader
  let world: PlannedWorld
  /// Which polled rows are planned.
  let rows: @Sendable (PollCall, Record) -> Bool

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { try await world.find(call, reader) }

  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    var answer = try await reader.poll(call)
    answer.records.removeAll { !rows(call, $0) }
    return answer
  }

  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer { try await world.write(call, reader) }
  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer { NotifyAnswer(id: nil, info: CallInfo(requests: 1)) }
  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer { OperationAnswer(value: .null, info: CallInfo(requests: 1)) }
}
