/// `all` and `exists`: the deciding item wins over errors of others.
final class QuantifierNode: LoopNode, @unchecked Sendable {
  private let isExists: Bool

  init(_ range: Node, body: Node, first: Int, hasSecond: Bool, isExists: Bool) {
    self.isExists = isExists
    super.init(range, filter: nil, body: body, first: first, hasSecond: hasSecond)
  }

  override func evaluate(_ frame: Frame) -> Value {
    var failure: EvaluationError?
    let decided = turns(frame) {
      switch body.test(frame) {
      case .yes: return isExists ? .done(.bool(true)) : .next
      case .no: return isExists ? .next : .done(.bool(false))
      case .failed(let error):
        failure = failure ?? error
        return .next
      }
    }
    return decided ?? failure.map(Value.error) ?? .bool(!isExists)
  }
}

/// `exists_one`: any error is the result.
final class ExistsOneNode: LoopNode, @unchecked Sendable {
  override func evaluate(_ frame: Frame) -> Value {
    var count = 0
    let failure = turns(frame) {
      switch body.test(frame) {
      case .yes: count += 1
      case .no: break
      case .failed(let error): return .done(.error(error))
      }
      return .next
    }
    return failure ?? .bool(count == 1)
  }
}
