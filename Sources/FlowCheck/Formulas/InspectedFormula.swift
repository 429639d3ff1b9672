public import CEL
import Diagnostics
public import FlowSyntax
import OrderedCollections

/// A formula where it stands, for tools: what it may use, and what its parts are.
public struct InspectedFormula: Sendable {
  public let formula: Formula
  /// Also of a formula that is wrong.
  public let compilation: Compilation
  /// The variables that have a value here.
  public let variables: [String: Type]
  private let environment: Environment
  private let facts: Facts

  init(_ formula: Formula, _ compilation: Compilation, _ scope: Scope) {
    self.formula = formula
    self.compilation = compilation
    variables = scope.variables.mapValues(\.type)
    environment = scope.environment
    facts = scope.facts
  }

  /// Every function that formulas have, by name.
  public var functions: [Function] { Array(environment.functions.values) }

  /// What a node of the formula gives; nil where that is wrong or could not be found out.
  public func type(of node: Expr) -> Type? {
    guard compilation.types.indices.contains(node.id), let type = compilation.types[node.id], type != .error else { return nil }
    return type
  }

  /// What another formula would give here; nil where it is wrong.
  public func type(of text: String) -> Type? {
    let compilation = environment.compile(text, knowing: facts)
    return compilation.program == nil ? nil : compilation.type
  }
}

extension FlowChecker {
  /// The formulas of a flow, however much of it is wrong or missing.
  public static func inspect(_ flow: Flow, in context: ProjectContext) -> [InspectedFormula] {
    let check = FlowCheck(flow, context, Findings())
    var found: [InspectedFormula] = []
    check.compiler.observer = { found.append($0) }
    _ = check.run()
    return found
  }
}
