/// A compiled formula. Immutable, shared freely between threads; evaluation is pure.
public final class Program: Sendable {
  public let source: String
  /// What the formula gives; `dyn` where that is not known.
  public let type: Type
  /// Paths that the formula reads, each from a variable on: `["event", "company", "arr"]`; a use of a variable as a whole is `["event"]`.
  public let reads: [[String]]
  /// What one evaluation costs; the maximum is nil where it depends on the data.
  public let estimate: (minimum: Int, maximum: Int?)
  let root: Node
  private let variableCount: Int
  private let localCount: Int
  private let costLimit: Int

  init(
    source: String, type: Type, reads: [[String]], estimate: (minimum: Int, maximum: Int?), root: Node, variableCount: Int, localCount: Int,
    costLimit: Int
  ) {
    self.source = source
    self.type = type
    self.reads = reads
    self.estimate = estimate
    self.root = root
    self.variableCount = variableCount
    self.localCount = localCount
    self.costLimit = costLimit
  }

  /// The value under these bindings of the program's environment; a failure is an `.error`.
  public func evaluate(_ bindings: Bindings) -> Value { withFrame(bindings) { root.evaluate($0) } }

  /// Whether the formula gives true; an error or another value is nil.
  public func test(_ bindings: Bindings) -> Bool? {
    withFrame(bindings) { frame in
      switch root.test(frame) {
      case .yes: true
      case .no: false
      case .failed: nil
      }
    }
  }

  @inline(__always)
  private func withFrame<R>(_ bindings: Bindings, _ body: (Frame) -> R) -> R {
    if bindings.values.count < variableCount { return withFrame(bindings.padded(to: variableCount), body) }
    var budget = costLimit
    return bindings.values.withUnsafeBufferPointer { variables in
      withUnsafeMutablePointer(to: &budget) { budget in
        withUnsafeTemporaryAllocation(of: Value.self, capacity: max(localCount, 1)) { locals in
          locals.initialize(repeating: .null)
          defer { locals.deinitialize() }
          guard let values = variables.baseAddress ?? UnsafePointer(locals.baseAddress), let places = locals.baseAddress else {
            // Cannot fail: a temporary allocation of at least one element has an address.
            preconditionFailure()
          }
          return body(Frame(variables: values, locals: places, budget: budget))
        }
      }
    }
  }
}

extension Program {
  /// The value of a node that needs no variables; nil if it fails or costs much.
  static func fold(_ node: Node, localCount: Int) -> Value? {
    var budget = 10_000
    let value = withUnsafeMutablePointer(to: &budget) { budget in
      withUnsafeTemporaryAllocation(of: Value.self, capacity: localCount + 1) { locals -> Value? in
        locals.initialize(repeating: .null)
        defer { locals.deinitialize() }
        return locals.baseAddress.map { node.evaluate(Frame(variables: UnsafePointer($0), locals: $0, budget: budget)) }
      }
    }
    if case .error? = value { return nil }
    return value
  }
}
