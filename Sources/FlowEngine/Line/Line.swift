import CEL

/// The accepted events of one flow that wait for their turn, and the keys that are held.
///
/// Only the head of the line is in memory; what comes behind it is in the journal until there is room.
struct Line: Sendable {
  /// In order of ids.
  private(set) var ready = KeyedQueue()
  /// A closed window, or what is left of it: the next waves are made of it.
  private(set) var closed = KeyedQueue()
  /// Events that have begun and wait: for a due time, a connection, or their reading from the journal.
  private(set) var begun: [EventID: BegunEvent] = [:]
  /// Begun events that were read again and take part in the next wave.
  var resumed: [OpenEvent] = []
  /// Keys that a begun event holds.
  private var held: [String: Int] = [:]
  /// Keys that several begun events hold.
  private var crowdedKeys = 0
  /// Everything up to here is in memory, has begun or has ended.
  private(set) var readTo: EventID = 0
  /// The highest id that was accepted.
  private(set) var acceptedTo: EventID = 0
  var isReading = false
  /// The wave that runs, and its events.
  var wave: Int?
  var inWave: Set<EventID> = []
  /// Events whose end is not durable yet.
  var ending: Set<EventID> = []
  /// Events that ended while a reading was under way which may still show them.
  var endedWhileReading: Set<EventID> = []
  /// Events whose waiting is not durable yet: what the journal shows of them is not all.
  var parking: Set<EventID> = []
  /// Operations that the closing of a window brought, for the next wave's first commit.
  var windowOperations: [JournalOperation] = []
  var windowEnds: [EventEnd] = []

  /// Events in memory at most.
  let room: Int

  init(room: Int) { self.room = room }

  /// Events in the journal that are not in memory.
  var hasMore: Bool { readTo < acceptedTo }
  var heldKeys: [String] { held.keys.sorted() }
  var isEmpty: Bool { ready.isEmpty && closed.isEmpty && begun.isEmpty && resumed.isEmpty && !hasMore && wave == nil }
  var waiting: Int { ready.count + closed.count + begun.count + resumed.count + unread }
  /// Events that are in the journal only.
  private var unread = 0

  /// `waiting` open events are in the journal beside those that have begun.
  mutating func restore(_ begun: [BegunEvent], waiting: Int, acceptedTo: EventID) {
    for event in begun { hold(event) }
    guard waiting > 0 else { return }
    self.acceptedTo = acceptedTo
    unread = waiting
  }

  /// Takes events that were just accepted; while others are still in the journal before them, they stay there too.
  mutating func append(_ events: [OpenEvent]) {
    // A reading may have shown them already.
    let events = events.filter { $0.id > readTo }
    guard let last = events.last?.id else { return }
    let fits = !hasMore && ready.count + closed.count + events.count <= room
    acceptedTo = max(acceptedTo, last)
    guard fits else {
      unread += events.count
      return
    }
    for event in events { ready.append(event) }
    readTo = last
  }

  /// Takes a page from the journal that was asked for with `after: readTo`; `known` was accepted when it was asked for.
  /// With `without` events of held keys were left out: they are read when a key becomes free.
  mutating func read(_ events: [OpenEvent], after: EventID, limit: Int, known: EventID, without: Bool) {
    if without { left = min(left ?? after + 1, after + 1) }
    // The journal may not show yet how an event went on that is, or just was, in a wave.
    var here = ending.union(endedWhileReading).union(inWave)
    for id in closed.ids { here.insert(id) }
    for event in resumed { here.insert(event.id) }
    for event in events where begun[event.id] == nil && !here.contains(event.id) { ready.append(event) }
    let last = events.last?.id ?? 0
    readTo = max(readTo, events.count < limit ? max(known, last) : last)
    unread = hasMore ? max(0, unread - events.count) : 0
  }

  /// A begun event waits; its key is held.
  mutating func hold(_ event: BegunEvent) {
    if begun[event.id] == nil, let key = event.key {
      held[key, default: 0] += 1
      ready.hold(key)
      closed.hold(key)
      if held[key] == 2 { crowdedKeys += 1 }
    }
    begun[event.id] = event
  }

  /// A dead letter that was opened again; its key is held as by an event that has begun.
  mutating func replay(_ event: BegunEvent) {
    guard begun[event.id] == nil, !inWave.contains(event.id), !ending.contains(event.id) else { return }
    hold(event)
  }

  /// A begun event goes on or has ended; its key is free again, once no other holds it.
  mutating func free(_ id: EventID) {
    guard let event = begun.removeValue(forKey: id), let key = event.key, let count = held[key] else { return }
    held[key] = count == 1 ? nil : count - 1
    if count == 2 { crowdedKeys -= 1 }
    guard count == 1 else { return }
    isKeyFree = true
    ready.release(key)
    closed.release(key)
  }

  /// Takes the first event of each free key, up to `count`; what waits behind it stays.
  mutating func take(_ count: Int, without keys: Set<String> = []) -> [OpenEvent] { ready.takeHeads(count, without: keys) }

  mutating func takeClosed(_ count: Int, without keys: Set<String>) -> [OpenEvent] { closed.takeHeads(count, without: keys) }

  /// Events that were just taken wait again, before all others.
  mutating func putBack(_ events: [OpenEvent], isWindowed: Bool) {
    if events.isEmpty { return }
    if isWindowed { closed.prepend(events) } else { ready.prepend(events) }
  }

  /// The first events whose keys are free become a window.
  mutating func takeWindow(_ count: Int) -> [OpenEvent] { ready.take(count) }

  mutating func close(_ survivors: [OpenEvent]) { for event in survivors { closed.append(event) } }

  /// When a window that waits for more would be over.
  mutating func firstArrival() -> Timestamp? { ready.first()?.acceptedAt }

  /// What is left of a closed window waits with the others again: their keys are held.
  mutating func reopen() { ready.prepend(closed.takeAll()) }

  /// When the line is full of events whose keys are held, they are left to the journal, so that others can be read.
  /// They are read again from the first of them on when a key becomes free.
  mutating func leaveHeldToJournal() {
    guard hasMore, ready.count + closed.count >= room, let first = ready.firstHeld?.id else { return }
    left = min(left ?? first, first)
    let held = held
    unread += ready.keep { event in event.key.map { held[$0] == nil } ?? true }
  }

  private var left: EventID?
  /// A key has become free since.
  private var isKeyFree = false

  /// Reads again from the first event that was left to the journal, if any was, once a key is free.
  mutating func returnToLeft() {
    guard let first = left, isKeyFree, !isReading else { return }
    left = nil
    isKeyFree = false
    unread += ready.keep { $0.id < first }
    readTo = min(readTo, first - 1)
  }
}

extension Line {
  /// Events that waited for this connection are due now.
  mutating func makeDue(connection: String, now: Timestamp) {
    for (_, var event) in begun where event.retry?.connection == connection {
      event.retry?.connection = nil
      event.retry?.due = now
      hold(event)
    }
  }

  /// Begun events that may go on: those whose time has come, and those that a crash left in the middle.
  func due(_ now: Timestamp) -> [EventID] {
    let ids = Set(resumed.map(\.id))
    let keys = Set(resumed.compactMap(\.key))
    return heads.filter { event in
      guard !parking.contains(event.id), !ids.contains(event.id), event.key.map({ !keys.contains($0) }) ?? true else { return false }
      guard let retry = event.retry else { return true }
      return retry.connection == nil && retry.due <= now
    }.map(\.id).sorted()
  }

  /// When the next begun event is due.
  var nextDue: Timestamp? { heads.compactMap { $0.retry?.connection == nil ? $0.retry?.due : nil }.min() }

  /// Begun events, of each key the first: several hold one only since dead letters were replayed.
  private var heads: [BegunEvent] {
    guard crowdedKeys > 0 else { return Array(begun.values) }
    var keys: Set<String> = []
    return begun.values.sorted { $0.id < $1.id }.filter { event in event.key.map { keys.insert($0).inserted } ?? true }
  }
}

extension Line {
  /// A wave's events have ended or wait; none of it is durable yet.
  mutating func leave(ended: [EventID], parked: [EventID]) {
    ending.formUnion(ended)
    parking.formUnion(parked)
  }

  /// Now it is durable.
  mutating func settled(ended: [EventID], parked: [EventID]) {
    ending.subtract(ended)
    parking.subtract(parked)
    if isReading { endedWhileReading.formUnion(ended) }
  }
}
