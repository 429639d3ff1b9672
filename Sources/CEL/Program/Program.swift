public import JSON
internal import OrderedCollections

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
  /// What it was made of, for explanations.
  let parsed: ParsedExpression
  let environment: Environment
  let types: [Type?]
  private let variableCount: Int
  private let localCount: Int
  private let costLimit: Int

  init(
    _ parsed: ParsedExpression, type: Type, types: [Type?], in environment: Environment, reads: [[String]], root: Node, localCount: Int
  ) {
    self.parsed = parsed
    self.environment = environment
    self.types = types
    self.type = type
    self.reads = reads
    self.root = root
    self.localCount = localCount
    source = parsed.source
    estimate = CostEstimate.of(root)
    variableCount = environment.variables.count
    costLimit = environment.options.costLimit
  }

  /// The value under these bindings of the program's environment; a failure is an `.error`.
  public func evaluate(_ bindings: Bindings) -> Value { withFrame(bindings) { root.evaluate($0) } }

  /// Writes the value as JSON without making one where that can be; an error is given back, and then nothing was written.
  public func write(_ bindings: Bindings, into writer: inout JSONWriter) -> Value? { withFrame(bindings) { root.write(into: &writer, $0) } }

  /// Writes the value as a part of a JSON string, as `${…}` in text shows it; an error is given back, and then nothing was written.
  public func writePart(_ bindings: Bindings, into writer: inout JSONWriter) -> Value? { withFrame(bindings) { root.writePart(into: &writer, $0) } }

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
    if bindings.places.count < variableCount { return withFrame(bindings.padded(to: variableCount), body) }
    var budget = costLimit
    return bindings.places.withUnsafeBufferPointer { variables in
      withUnsafeMutablePointer(to: &budget) { budget in
        Self.withLocals(localCount) { locals in
          body(Frame(variables: variables.baseAddress ?? UnsafePointer(locals), locals: locals, budget: budget))
        }
      }
    }
  }

  /// Places for macro variables, one at least.
  @inline(__always)
  private static func withLocals<R>(_ count: Int, _ body: (UnsafeMutablePointer<Place>) -> R) -> R {
    if count == 0 {
      var none = Place(.null)
      return withUnsafeMutablePointer(to: &none, body)
    }
    return withUnsafeTemporaryAllocation(byteCount: count * MemoryLayout<Place>.stride, alignment: MemoryLayout<Place>.alignment) { memory in
      let locals = memory.initializeMemory(as: Place.self, repeating: Place(.null))
      defer { locals.deinitialize() }
      guard let places = locals.baseAddress else {
        // Cannot fail: `count` is above zero.
        preconditionFailure()
      }
      return body(places)
    }
  }
}

extension Program {
  /// The value of a node that needs no variables; nil if it fails or costs much.
  static func fold(_ node: Node, localCount: Int) -> Value? {
    var budget = 10_000
    let value = withUnsafeMutablePointer(to: &budget) { budget in
      withLocals(localCount) { node.evaluate(Frame(variables: UnsafePointer($0), locals: $0, budget: budget)) }
    }
    if case .error = value { return nil }
    return value
  }
}
