/// `map`, `filter`, `transformList`: a list of what the body gives.
final class ListLoopNode: LoopNode, @unchecked Sendable {
  override func evaluate(_ frame: Frame) -> Value {
    var values: [Value] = []
    let failure = turns(frame) {
      switch passes(frame) {
      case .no: return .next
      case .failed(let error): return .done(.error(error))
      case .yes: break
      }
      let value = body.evaluate(frame)
      if case .error = value { return .done(value) }
      values.append(value)
      return .next
    }
    return failure ?? .list(.array(values))
  }
}

/// `transformMap`: the first variable's value is the key of what the body gives.
final class MapLoopNode: LoopNode, @unchecked Sendable {
  override func evaluate(_ frame: Frame) -> Value {
    var building = MapBuilder(capacity: 0)
    let failure = turns(frame) {
      switch passes(frame) {
      case .no: return .next
      case .failed(let error): return .done(.error(error))
      case .yes: break
      }
      let value = body.evaluate(frame)
      if case .error = value { return .done(value) }
      if let failure = building.insert(frame.locals[first].value, value) { return .done(.error(failure)) }
      return .next
    }
    return failure ?? building.value
  }
}

/// `transformMapEntry`: the entries of the maps that the body gives.
final class EntryLoopNode: LoopNode, @unchecked Sendable {
  override func evaluate(_ frame: Frame) -> Value {
    var building = MapBuilder(capacity: 0)
    let failure = turns(frame) {
      switch passes(frame) {
      case .no: return .next
      case .failed(let error): return .done(.error(error))
      case .yes: break
      }
      let value = body.evaluate(frame)
      if case .error = value { return .done(value) }
      guard case .map(let map) = value else { return .done(.error(Failures.noOverload("transformMapEntry", [value]))) }
      for entry in map.entries {
        if let failure = building.insert(entry.key, entry.value) { return .done(.error(failure)) }
      }
      return .next
    }
    return failure ?? building.value
  }
}

/// `cel.bind`: an error is the value of the name, and counts where the name is used.
final class BindNode: Node, @unchecked Sendable {
  private let place: Int
  private let value: Node
  private let body: Node

  init(_ place: Int, _ value: Node, _ body: Node) {
    self.place = place
    self.value = value
    self.body = body
  }

  override var children: [Node] { [value, body] }

  override var lowestLocal: Int {
    let inner = body.lowestLocal
    return min(value.lowestLocal, inner < place ? inner : .max)
  }

  override func evaluate(_ frame: Frame) -> Value {
    (frame.locals + place).pointee.set(value.evaluate(frame))
    return body.evaluate(frame)
  }
}
