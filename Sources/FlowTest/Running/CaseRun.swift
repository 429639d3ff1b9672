import CEL
public import Calls
import FlowCheck
public import FlowEngine
import Schema
import Synchronization

/// What came of a case.
public struct CaseRun: Sendable {
  /// In the order in which they ended.
  public var ends: [EventEnd] = []
  public var calls: [FlowEngine.Call] = []
  public var messages: [NotifyCall] = []
  /// Everything that the engine passed, in order.
  public var trace: [TraceFact] = []
  /// Effects that the targets have, with the step that caused each, in the order in which they were intended.
  public var effects: [EffectRecord] = []
  /// The records of every object at the end.
  var world: CaseWorld
  /// What was asked and is not in the recording, with its difference from the nearest, and the step that asked.
  public var unrecorded: (step: String?, text: String)?
  /// Why the case could not be run to its end; nil when it could.
  public var stuck: String?

  init(world: CaseWorld) { self.world = world }

  /// Events that went through steps, in order of acceptance.
  public var events: [EventID] {
    var seen: Set<EventID> = []
    var events: [EventID] = []
    func note(_ id: EventID) { if seen.insert(id).inserted { events.append(id) } }
    for fact in trace {
      switch fact {
      case .began(let id, _, _), .condition(let id, _, _, _): note(id)
      default: break
      }
    }
    return events.sorted()
  }

  /// The values before a step, of the last event that ran it or of the one given.
  func bindings(before step: String, event: EventID? = nil) -> Bindings? {
    for fact in trace.reversed() {
      if case .began(let id, let key, let bindings) = fact, key.step == step, event.map({ $0 == id }) ?? true { return bindings }
    }
    return nil
  }
}

/// Keeps what the engine passes.
final class TraceCollector: EngineTrace {
  private let facts = Mutex<[TraceFact]>([])

  func saw(_ fact: TraceFact) { facts.withLock { $0.append(fact) } }

  var all: [TraceFact] { facts.withLock { $0 } }
}
