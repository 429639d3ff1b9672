/// `[a, ?b]`.
final class ListNode: Node, @unchecked Sendable {
  private let elements: [Node]
  private let optionals: Set<Int>

  init(_ elements: [Node], optionals: Set<Int>) {
    self.elements = elements
    self.optionals = optionals
  }

  override var children: [Node] { elements }

  override func evaluate(_ frame: Frame) -> Value {
    guard frame.spend(elements.count) else { return .error(Failures.tooCostly) }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      let value = element.evaluate(frame)
      if case .error = value { return value }
      guard optionals.contains(index) else {
        values.append(value)
        continue
      }
      guard case .optional(let inner) = value else { return .error(Failures.notOptional(value)) }
      if let inner { values.append(inner) }
    }
    return .list(.array(values))
  }
}

/// `{a: b, ?c: d}`.
final class MapNode: Node, @unchecked Sendable {
  struct Entry {
    let key: Node
    let value: Node
    let isOptional: Bool
  }

  private let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  override var children: [Node] { entries.flatMap { [$0.key, $0.value] } }

  override func evaluate(_ frame: Frame) -> Value {
    guard frame.spend(2 * entries.count) else { return .error(Failures.tooCostly) }
    var building = MapBuilder(capacity: entries.count)
    for entry in entries {
      let key = entry.key.evaluate(frame)
      if case .error = key { return key }
      let value = entry.value.evaluate(frame)
      if case .error = value { return value }
      if entry.isOptional {
        guard case .optional(let inner) = value else { return .error(Failures.notOptional(value)) }
        if let inner, let failure = building.insert(key, inner) { return .error(failure) }
      } else if let failure = building.insert(key, value) {
        return .error(failure)
      }
    }
    return building.value
  }
}

/// Entries of a map to be; keys are checked, and each comes once.
struct MapBuilder {
  private var entries: [(key: Value, value: Value)] = []
  private var seen: Set<Value>?

  private static let linear = 8

  init(capacity: Int) { entries.reserveCapacity(capacity) }

  var value: Value { .map(.table(MapTable(distinct: entries))) }

  mutating func insert(_ key: Value, _ value: Value) -> EvaluationError? {
    switch key {
    case .string, .int, .uint, .bool: break
    default: return Failures.badKey(key)
    }
    if seen == nil, entries.count >= Self.linear { seen = Set(entries.map(\.key)) }
    let isNew = seen == nil ? !entries.contains { $0.key == key } : seen?.insert(key).inserted ?? true
    guard isNew else { return Failures.duplicateKey(key) }
    entries.append((key, value))
    return nil
  }
}
