import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema

/// Records of a flow in a cycle that must be read again by id: a reading of theirs overlapped a write, or a webhook knocked.
struct Rereads: Sendable {
  /// The records' ids.
  var wanted: Set<String> = []
  /// Asked for, not answered.
  var asked: Set<String> = []
  var reading: Int64 = 0
  /// After a failed call: not before.
  var due: Timestamp?

  var isEmpty: Bool { wanted.isEmpty && asked.isEmpty }
}

extension Engine {
  /// Seconds after a failed reading until the next.
  private static let patience = 5.0
  private static let batch = 2_000

  /// Reads again what can be: not while a write to it is open.
  mutating func readAgain() {
    for (flow, source) in crossings.polls.sorted(by: { $0.key < $1.key }) {
      guard let reads = rereads[flow], reads.asked.isEmpty, !reads.wanted.isEmpty, reads.due.map({ $0 <= now }) ?? true,
        case .poll(let connection, let object) = plans[flow].flow.sources[source].kind,
        let schema = plans[flow].flow.sources[source].object, refusal(of: connection) == nil
      else { continue }
      let free = reads.wanted.sorted().filter {
        !openWrites.isOpen(RecordRef(connection: connection, object: object, id: $0))
      }.prefix(Self.batch)
      guard !free.isEmpty else { continue }
      rereads[flow]?.asked = Set(free)
      rereads[flow]?.wanted.subtract(free)
      rereads[flow]?.reading = numbers.reading()
      let find = FindCall(
        connection: connection, object: object, fields: plans[flow].flow.sources[source].fields, match: [schema.identity],
        keys: free.map { [.string($0)] })
      call(.find(find), for: .reread(flow))
    }
  }

  mutating func readAgain(_ flow: Int, _ result: CallResult) {
    guard let reads = rereads[flow], let source = crossings.polls[flow] else { return }
    rereads[flow]?.asked = []
    guard case .found(let answer) = result else {
      rereads[flow]?.wanted.formUnion(reads.asked)
      rereads[flow]?.due = now.after(Self.patience)
      return
    }
    rereads[flow]?.due = nil
    let id = SourceID(flow: plans[flow].flow.name, index: source)
    intakes[flow].queue.append(
      .page(Intake.Page(source: id, rows: answer.records, reading: reads.reading, markBefore: nil, watermark: nil, kind: .again)))
    accept(flow)
  }

  /// When readings that failed are asked for again.
  var nextReread: Timestamp? { rereads.values.compactMap { $0.wanted.isEmpty ? nil : $0.due }.min() }
}

/// Writes to records that were recorded and have no answer: what is read of these meanwhile does not count.
struct OpenWrites: Sendable {
  private var effects: [String: (ref: RecordRef, event: EventID)] = [:]
  private var counts: [RecordRef: Int] = [:]

  func isOpen(_ ref: RecordRef) -> Bool { counts[ref] != nil }

  mutating func open(_ effect: EffectRecord) {
    guard effect.verb == .update, let id = effect.id else { return }
    close(effect.key)
    let ref = RecordRef(connection: effect.connection, object: effect.object, id: id)
    effects[effect.key] = (ref, effect.event)
    counts[ref, default: 0] += 1
  }

  mutating func close(_ key: String) {
    guard let (ref, _) = effects.removeValue(forKey: key), let count = counts[ref] else { return }
    counts[ref] = count > 1 ? count - 1 : nil
  }

  mutating func note(_ operation: JournalOperation) {
    switch operation {
    case .intend(let effects): for effect in effects { open(effect) }
    case .confirm(let key, _), .fail(let key, _), .withdraw(let key): close(key)
    case .end(let event, _): for (key, effect) in effects where effect.event == event { close(key) }
    default: break
    }
  }
}
