/// What one evaluation works on: the variables' values, the values of macro variables, and what may still be spent.
///
/// Plain pointers, because a frame is handed to every node: `Program.evaluate` owns the memory and outlives all uses.
struct Frame {
  let variables: UnsafePointer<Place>
  let locals: UnsafeMutablePointer<Place>
  let budget: UnsafeMutablePointer<Int>

  /// Takes from the budget; false when it is spent.
  @inline(__always)
  func spend(_ cost: Int) -> Bool {
    budget.pointee &-= cost
    return budget.pointee >= 0
  }
}

/// A condition's outcome.
enum Truth {
  case yes, no
  case failed(EvaluationError)

  @inline(__always) init(_ value: Bool) { self = value ? .yes : .no }

  @inline(__always) var value: Value {
    switch self {
    case .yes: .bool(true)
    case .no: .bool(false)
    case .failed(let error): .error(error)
    }
  }
}
