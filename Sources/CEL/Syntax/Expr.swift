/// A node of the syntax tree, macros already replaced. Immutable.
public final class Expr: Sendable {
  public indirect enum Kind: Sendable {
    case literal(Value)
    /// A name; a leading dot keeps it out of the container.
    case identifier(String)
    /// `operand.field`, or `has(operand.field)` when `isTest`.
    case select(Expr, field: String, isTest: Bool)
    /// A function, a method, or an operator by its internal name (`Operator`).
    case call(function: String, target: Expr?, arguments: [Expr])
    /// `[a, ?b]`; the indices of optional elements are listed.
    case list([Expr], optionals: Set<Int>)
    case map([Entry])
    case comprehension(Comprehension)
    /// A name for a value: evaluated once, seen in `body`.
    case bind(name: String, value: Expr, body: Expr)
  }

  /// `key: value` or `?key: value`.
  public struct Entry: Sendable {
    public let key: Expr
    public let value: Expr
    public let isOptional: Bool
  }

  /// A macro over a list or map.
  public struct Comprehension: Sendable {
    public enum Kind: Sendable, Equatable {
      /// All, any, exactly one of `body`.
      case all, exists, existsOne
      /// The list of `body` where `filter` holds.
      case list
      /// The map of the first variable to `body` where `filter` holds.
      case map
      /// The map of the entries of `body`, itself a map, where `filter` holds.
      case entries
    }

    public let kind: Kind
    public let range: Expr
    /// One: the element, or a map's key. Two: index and element, or key and value.
    public let variables: [String]
    public let filter: Expr?
    public let body: Expr

    public init(_ kind: Kind, range: Expr, variables: [String], filter: Expr? = nil, body: Expr) {
      self.kind = kind
      self.range = range
      self.variables = variables
      self.filter = filter
      self.body = body
    }
  }

  /// Distinct within one formula, small: an index for what is known about the node.
  public let id: Int
  /// Code points of the source.
  public let range: Range<Int>
  public let kind: Kind
  /// Levels of nodes from here down.
  let height: Int

  public init(id: Int, range: Range<Int>, _ kind: Kind) {
    self.id = id
    self.range = range
    self.kind = kind
    height = 1 + Self.children(of: kind).reduce(0) { max($0, $1.height) }
  }

  /// The nodes directly below, in the order of evaluation.
  public var children: [Expr] { Self.children(of: kind) }

  private static func children(of kind: Kind) -> [Expr] {
    switch kind {
    case .literal, .identifier: []
    case .select(let operand, _, _): [operand]
    case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
    case .list(let elements, _): elements
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .comprehension(let loop): [loop.range] + (loop.filter.map { [$0] } ?? []) + [loop.body]
    case .bind(_, let value, let body): [value, body]
    }
  }
}
