import CEL
import Calls
import ConnectorKit
import FlowEngine
import OrderedCollections
import Schema
import Synchronization

@testable import FlowRuntime

/// A machine that answers inputs as a test says, and remembers them.
final class Script: Sendable {
  typealias Answer = @Sendable (Input) -> [Command]

  private let answer: Answer
  private let state = Mutex<[Input]>([])

  init(_ answer: @escaping Answer) { self.answer = answer }

  var inputs: [Input] { state.withLock { $0 } }

  var machine: Machine { Machine(script: self) }

  struct Machine: StepMachine {
    let script: Script
    mutating func step(_ input: Input) -> [Command] {
      script.state.withLock { $0.append(input) }
      return script.answer(input)
    }
  }

  /// The inputs in short.
  var names: [String] { inputs.map { $0.fact.name } }
}

extension Input.Fact {
  var name: String {
    switch self {
    case .restored: "restored"
    case .arrived: "arrived"
    case .pollDue: "pollDue"
    case .loaded(let id, _): "loaded \(id.number)"
    case .loadFailed(let id, _): "loadFailed \(id.number)"
    case .committed(let id): "committed \(id.number)"
    case .commitFailed(let id, _): "commitFailed \(id.number)"
    case .answered(let id, .failed(let failure)): "failed \(id.number) \(failure.code)"
    case .answered(let id, _): "answered \(id.number)"
    case .woke: "woke"
    case .replayed(let events): "replayed \(events.map(\.id))"
    case .resume: "resume"
    case .held: "held"
    case .noMoreRows: "noMoreRows"
    case .drain: "drain"
    }
  }
}

/// A connector whose calls wait until the test lets them go.
struct HeldConnector: Connector {
  static let kind = "held"
  static let standardSchema = ConnectionSchema()
  static let traits = ConnectorTraits(writeBatch: 200, allOrNothing: false, pollOverlap: 0, concurrentCalls: 2)

  let calls = Calls()

  init() {}
  init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {}

  func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] { [] }

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    await calls.enter(call.object)
    return FindAnswer(records: [], info: CallInfo(requests: 2))
  }

  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    await calls.enter(call.object)
    throw CallFailure(.retry, code: "busy", message: "Busy.")
  }

  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    await calls.enter(call.object)
    return PollAnswer(records: [["Id": "1"]], info: CallInfo(requests: 1))
  }

  actor Calls {
    private(set) var running: [String] = []
    private(set) var most = 0
    private var held: [String: CheckedContinuation<Void, Never>] = [:]
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private var isOpen = false

    func enter(_ name: String) async {
      if isOpen { return }
      running.append(name)
      most = max(most, running.count)
      await withCheckedContinuation { continuation in
        held[name] = continuation
        let ready = watchers.filter { $0.count <= held.count }
        watchers.removeAll { $0.count <= held.count }
        for watcher in ready { watcher.continuation.resume() }
      }
    }

    /// Returns when that many calls are held.
    func waitFor(_ count: Int) async {
      if held.count >= count { return }
      await withCheckedContinuation { watchers.append((count, $0)) }
    }

    func release(_ name: String) {
      running.removeAll { $0 == name }
      held.removeValue(forKey: name)?.resume()
    }

    func open() {
      isOpen = true
      for continuation in held.values { continuation.resume() }
      held = [:]
    }
  }
}
