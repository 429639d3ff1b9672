/// Why an evaluation failed. On the heap, so that a value stays small.
public final class EvaluationError: Error, Sendable {
  public enum Kind: Sendable, Hashable {
    case noSuchOverload, noSuchKey, noSuchField, noSuchElement, unbound, overflow, divisionByZero, badArgument, duplicateKey
    case badPattern, costLimit, tooDeep, required, unknownFunction
  }

  public let kind: Kind
  /// One sentence for people.
  public let message: String
  /// The part of the formula that failed, in code points; nil where it is not known.
  public let range: Range<Int>?

  public init(_ kind: Kind, _ message: String, range: Range<Int>? = nil) {
    self.kind = kind
    self.message = message
    self.range = range
  }
}

extension EvaluationError: Hashable, CustomStringConvertible {
  public static func == (a: EvaluationError, b: EvaluationError) -> Bool { a.kind == b.kind && a.message == b.message }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(message)
  }

  public var description: String { message }
}
