import CEL
import Testing

@testable import FlowEngine

/// Against a plain list: whatever is held, taken, given back and left out, the same events come in the same order.
@Suite struct KeyedQueueTests {
  private struct PlainList {
    var events: [OpenEvent] = []
    var held: Set<String> = []

    private func isFree(_ event: OpenEvent) -> Bool { event.key.map { !held.contains($0) } ?? true }

    mutating func heads(_ count: Int, without keys: Set<String>) -> [OpenEvent] {
      var seen = keys
      var taken: [OpenEvent] = []
      events = events.filter { event in
        let isHead = event.key.map { seen.insert($0).inserted } ?? true
        guard isHead, isFree(event), taken.count < count else { return true }
        taken.append(event)
        return false
      }
      return taken
    }

    mutating func take(_ count: Int) -> [OpenEvent] {
      let taken = Array(events.filter(isFree).prefix(count))
      let ids = Set(taken.map(\.id))
      events.removeAll { ids.contains($0.id) }
      return taken
    }

    var firstFree: OpenEvent? { events.first(where: isFree) }
    var firstHeld: OpenEvent? { events.first { !isFree($0) } }
  }

  private func event(_ id: EventID, _ key: String?) -> OpenEvent {
    OpenEvent(
      id: id, flow: "f", version: "1", source: 0, about: key, key: key, at: Shell.start, acceptedAt: Shell.start, event: .null, was: .null, reading: 1
    )
  }

  @Test func itIsAListThatDoesNotLookTwice() {
    for seed in UInt64(1)...200 {
      var dice = Dice(seed)
      var (queue, list) = (KeyedQueue(), PlainList())
      var next: EventID = 1
      for _ in 0..<120 {
        let key = "k\(dice.below(6))"
        switch dice.below(8) {
        case 0...2:
          for _ in 0..<dice.below(12) {
            let new = event(next, dice.chance(0.1) ? nil : "k\(dice.below(6))")
            next += 1
            queue.append(new)
            list.events.append(new)
          }
        case 3:
          queue.hold(key)
          list.held.insert(key)
        case 4:
          queue.release(key)
          list.held.remove(key)
        case 5:
          let (count, without) = (dice.below(5), dice.chance(0.3) ? [key] : Set<String>())
          #expect(queue.takeHeads(count, without: without).map(\.id) == list.heads(count, without: without).map(\.id), "seed \(seed)")
        case 6:
          let count = dice.below(9)
          let (mine, theirs) = (queue.take(count), list.take(count))
          #expect(mine.map(\.id) == theirs.map(\.id), "seed \(seed)")
          // A window's survivors come back where some key was held.
          if dice.chance(0.3) {
            queue.prepend(mine)
            list.events = (theirs + list.events)
          }
        default:
          let limit = next - EventID(dice.below(20))
          let before = list.events.count
          list.events.removeAll { $0.id >= limit }
          list.events.sort { $0.id < $1.id }
          #expect(queue.keep { $0.id < limit } == before - list.events.count, "seed \(seed)")
        }
        #expect(queue.count == list.events.count && Set(queue.ids) == Set(list.events.map(\.id)), "seed \(seed)")
        #expect(queue.first()?.id == list.events.first?.id, "seed \(seed)")
        #expect(queue.firstFree?.id == list.firstFree?.id && queue.firstHeld?.id == list.firstHeld?.id, "seed \(seed)")
      }
    }
  }
}
