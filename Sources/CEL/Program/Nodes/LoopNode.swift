internal import JSON

/// What all macros over lists and maps share: the range, the variables' places and the turn over them.
class LoopNode: Node, @unchecked Sendable {
  let range: Node
  let filter: Node?
  let body: Node
  /// The place of the first variable; a second one is in the next place.
  let first: Int
  let hasSecond: Bool
  private let turnCost: Int

  init(_ range: Node, filter: Node?, body: Node, first: Int, hasSecond: Bool) {
    self.range = range
    self.filter = filter
    self.body = body
    self.first = first
    self.hasSecond = hasSecond
    turnCost = 1 + body.totalCost + (filter?.totalCost ?? 0)
  }

  override var children: [Node] { [range, body] + (filter.map { [$0] } ?? []) }

  /// Its own variables do not count.
  override var lowestLocal: Int {
    let inner = min(body.lowestLocal, filter?.lowestLocal ?? .max)
    return min(range.lowestLocal, inner < first ? inner : .max)
  }

  enum Turn {
    case next
    case done(Value)
  }

  /// Sets the variables to each item in turn. The value that a turn ends with, a failure, or nil at the end.
  @inline(__always)
  final func turns(_ frame: Frame, _ turn: () -> Turn) -> Value? {
    let items = range.evaluate(frame)
    var result: Value?
    var position: Int64 = 0
    // With two variables the element is the second.
    let last = hasSecond ? first + 1 : first
    switch items {
    case .list(.json(let array)):
      // The list keeps the document alive until its elements are let go of below.
      let document = Unmanaged.passUnretained(array.document)
      for element in JSONCursor(array).elements {
        (frame.locals + last).pointee.borrow(element, in: document)
        if hasSecond { (frame.locals + first).pointee.set(.int(position)) }
        position += 1
        if !step(frame, turn, &result) { break }
      }
      (frame.locals + last).pointee.set(.null)
      withExtendedLifetime(array) {}
    case .list(.array(let elements)):
      for element in elements {
        (frame.locals + last).pointee.set(element)
        if hasSecond { (frame.locals + first).pointee.set(.int(position)) }
        position += 1
        if !step(frame, turn, &result) { break }
      }
    case .map(let map):
      for entry in map.entries {
        (frame.locals + first).pointee.set(entry.key)
        if hasSecond { (frame.locals + first + 1).pointee.set(entry.value) }
        if !step(frame, turn, &result) { break }
      }
    case .error: return items
    default: return .error(Failures.notIterable(items))
    }
    return result
  }

  @inline(__always)
  private func step(_ frame: Frame, _ turn: () -> Turn, _ result: inout Value?) -> Bool {
    guard frame.spend(turnCost) else {
      result = .error(Failures.tooCostly)
      return false
    }
    if case .done(let value) = turn() {
      result = value
      return false
    }
    return true
  }

  /// Whether the filter lets the item pass; a failure ends the loop.
  @inline(__always)
  final func passes(_ frame: Frame) -> Truth { filter?.test(frame) ?? .yes }
}

extension Node {
  /// What one evaluation costs at least, all nodes below included.
  var totalCost: Int { children.reduce(cost) { $0 + $1.totalCost } }
}
