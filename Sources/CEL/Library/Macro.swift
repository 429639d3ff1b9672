/// A form of call that the parser replaces before names and types are looked at.
public struct Macro: Sendable {
  /// What a call must look like for the macro to be asked.
  public struct Signature: Sendable, Hashable {
    public let name: String
    public let isMember: Bool
    /// Nil: any number.
    public let count: Int?

    public init(_ name: String, isMember: Bool, count: Int?) {
      self.name = name
      self.isMember = isMember
      self.count = count
    }
  }

  public let signature: Signature
  /// The replacement; nil leaves the call as it is.
  public let expand: @Sendable (inout MacroCall) throws(MacroError) -> Expr?

  public init(
    _ name: String, isMember: Bool, count: Int?, _ expand: @escaping @Sendable (inout MacroCall) throws(MacroError) -> Expr?
  ) {
    signature = Signature(name, isMember: isMember, count: count)
    self.expand = expand
  }
}

/// Why a macro's arguments cannot be what it needs.
public struct MacroError: Error, Sendable {
  public let message: String
  public let range: Range<Int>

  public init(_ message: String, at expression: Expr) {
    self.message = message
    range = expression.range
  }

  public init(_ message: String, _ range: Range<Int>) {
    self.message = message
    self.range = range
  }
}

/// A call under expansion, and the means to build its replacement.
public struct MacroCall {
  public let target: Expr?
  public let arguments: [Expr]
  /// The whole call, in code points.
  public let range: Range<Int>
  var nextID: Int

  /// A node with the call's place.
  public mutating func make(_ kind: Expr.Kind) -> Expr {
    defer { nextID += 1 }
    return Expr(id: nextID, range: range, kind)
  }

  /// A call of a function, or of an operator by its internal name (`_?_:_`, `!_`, …).
  public mutating func call(_ function: String, target: Expr? = nil, _ arguments: [Expr]) -> Expr {
    make(.call(function: function, target: target, arguments: arguments))
  }

  /// The name that an argument must be, as for an iteration variable.
  public func name(_ argument: Expr) throws(MacroError) -> String {
    guard case .identifier(let name) = argument.kind, !name.hasPrefix(".") else {
      throw MacroError("The variable of a macro must be a plain name.", at: argument)
    }
    return name
  }
}
