import DequeModule

/// Events in order of their ids, with a queue for each key: what waits behind another of its key is not looked at until its turn comes.
struct KeyedQueue: Sendable {
  private enum Lane: Hashable, Sendable {
    case key(String)
    /// An event without a key is on its own.
    case alone(EventID)

    init(_ event: OpenEvent) { self = event.key.map(Lane.key) ?? .alone(event.id) }
  }

  private var lanes: [Lane: Deque<OpenEvent>] = [:]
  /// Lanes whose key is not held.
  private var free: Set<Lane> = []
  private var held: Set<String> = []
  /// Where each event stood; those that have left are passed over.
  private var order: Deque<(id: EventID, lane: Lane)> = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  var ids: [EventID] { lanes.values.flatMap { $0.map(\.id) } }

  mutating func append(_ event: OpenEvent) {
    let lane = Lane(event)
    lanes[lane, default: []].append(event)
    order.append((event.id, lane))
    enter(lane)
  }

  /// Puts events before all others.
  mutating func prepend(_ events: [OpenEvent]) {
    for event in events.reversed() {
      let lane = Lane(event)
      lanes[lane, default: []].prepend(event)
      order.prepend((event.id, lane))
      enter(lane)
    }
  }

  private mutating func enter(_ lane: Lane) {
    count += 1
    if case .key(let key) = lane, held.contains(key) { return }
    free.insert(lane)
  }

  /// No event of the key is taken until it is released.
  mutating func hold(_ key: String) {
    held.insert(key)
    free.remove(.key(key))
  }

  mutating func release(_ key: String) {
    held.remove(key)
    if lanes[.key(key)] != nil { free.insert(.key(key)) }
  }

  private func isHere(_ id: EventID, _ lane: Lane) -> Bool { lanes[lane]?.first.map { $0.id <= id } ?? false }

  /// The first of all.
  mutating func first() -> OpenEvent? {
    while let (id, lane) = order.first {
      if isHere(id, lane) { return lanes[lane]?.first }
      order.removeFirst()
    }
    return nil
  }

  /// The first whose key is free.
  var firstFree: OpenEvent? {
    if free.isEmpty { return nil }
    for (id, lane) in order where free.contains(lane) && isHere(id, lane) { return lanes[lane]?.first }
    return nil
  }

  /// The first whose key is held.
  var firstHeld: OpenEvent? {
    for (id, lane) in order where !free.contains(lane) && isHere(id, lane) { return lanes[lane]?.first }
    return nil
  }

  /// Takes the first event of each free key, those with the lowest ids.
  mutating func takeHeads(_ count: Int, without keys: Set<String>) -> [OpenEvent] {
    guard count > 0 else { return [] }
    var heads: [(id: EventID, lane: Lane)] = []
    for lane in free {
      if case .key(let key) = lane, keys.contains(key) { continue }
      if let head = lanes[lane]?.first { heads.append((head.id, lane)) }
    }
    heads.sort { $0.id < $1.id }
    return heads.prefix(count).compactMap { pop($0.lane) }
  }

  /// Takes the first events whose keys are free, whatever their keys.
  mutating func take(_ count: Int) -> [OpenEvent] {
    var taken: [OpenEvent] = []
    var passed: [(id: EventID, lane: Lane)] = []
    while taken.count < count, let (id, lane) = order.popFirst() {
      guard isHere(id, lane) else { continue }
      if free.contains(lane), let event = pop(lane) { taken.append(event) } else { passed.append((id, lane)) }
    }
    order.prepend(contentsOf: passed)
    return taken
  }

  private mutating func pop(_ lane: Lane) -> OpenEvent? {
    guard let event = lanes[lane]?.popFirst() else { return nil }
    count -= 1
    if lanes[lane]?.isEmpty ?? true {
      lanes[lane] = nil
      free.remove(lane)
    }
    if order.count > 2 * count + 1_000 { tidy() }
    return event
  }

  /// Everything, in order.
  mutating func takeAll() -> [OpenEvent] {
    let all = lanes.values.flatMap { $0 }.sorted { $0.id < $1.id }
    clear()
    return all
  }

  /// Leaves out what does not pass; gives how many went.
  mutating func keep(where passes: (OpenEvent) -> Bool) -> Int {
    let before = count
    let kept = takeAll().filter(passes)
    for event in kept { append(event) }
    return before - kept.count
  }

  private mutating func clear() {
    (lanes, free, count) = ([:], [], 0)
    order = []
  }

  private mutating func tidy() { order = Deque(order.filter { isHere($0.id, $0.lane) }) }
}
