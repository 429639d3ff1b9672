internal import OrderedCollections

/// Finds the type of every part of a formula, and what is wrong with it.
///
/// Gradual: what is unknown is `dyn` and goes with anything, what is known is checked. A part that is wrong has the type `error`, which is
/// never reported again, so that one mistake gives one issue.
struct Checker {
  let environment: Environment
  let parsed: ParsedExpression
  let isFlow: Bool
  var scope: NameScope
  /// The types of macro variables, in step with `scope.locals`.
  var locals: [Local] = []
  var localCount = 0
  var substitution: Substitution
  var types: [Type?]
  var issues: [Issue] = []
  var doubles: Set<Int> = []
  /// What is not null at the place that is being checked.
  var known: Facts
  /// Where values that may be null come from, by node.
  var paths: [Int: [String]] = [:]
  /// What names of `bind` stand for.
  var values: [String: Expr] = [:]

  struct Local {
    let type: Type
    /// The name as facts know it, unlike that of any other variable.
    let key: String
  }

  /// Many mistakes in one formula help nobody.
  static let mostIssues = 20

  init(_ parsed: ParsedExpression, _ environment: Environment, knowing: Facts) {
    self.environment = environment
    self.parsed = parsed
    isFlow = environment.options.mode == .flow
    scope = NameScope(environment)
    substitution = Substitution(isFlow: isFlow)
    types = Array(repeating: nil, count: parsed.nodeCount)
    known = knowing
  }

  /// Checks a formula. `knowing`: what is not null where it stands.
  static func check(_ parsed: ParsedExpression, in environment: Environment, knowing: Facts = .none) -> Checked {
    var checker = Checker(parsed, environment, knowing: knowing)
    let type = checker.check(parsed.root)
    return checker.result(type)
  }

  private mutating func result(_ type: Type) -> Checked {
    if substitution.isUsed {
      for index in types.indices {
        if let type = types[index], type.hasParameters { types[index] = substitution.resolved(type, isFinal: true) }
      }
    }
    let final = substitution.resolved(type, isFinal: true)
    let isCondition = isFlow && final.withoutNull == .bool
    return Checked(
      types: types, type: issues.allSatisfy(\.isDoubtful) ? final : .error,
      issues: issues.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }, doubles: doubles,
      whenTrue: isCondition ? facts(parsed.root, when: true).ofVariables : .none,
      whenFalse: isCondition ? facts(parsed.root, when: false).ofVariables : .none)
  }

  // MARK: Reporting

  mutating func report(_ issue: Issue) {
    if issues.count < Self.mostIssues, !issues.contains(issue) { issues.append(issue) }
  }

  /// The text of a part of the formula, for messages; nil if it is long or made by a macro.
  func text(_ expression: Expr) -> String? {
    guard expression.range.count <= 60, PathChain(expression) != nil, paths[expression.id] == nil || !isHidden(expression) else { return nil }
    let scalars = parsed.source.unicodeScalars
    guard let start = scalars.index(scalars.startIndex, offsetBy: expression.range.lowerBound, limitedBy: scalars.endIndex),
      let end = scalars.index(start, offsetBy: expression.range.count, limitedBy: scalars.endIndex)
    else { return nil }
    return String(scalars[start..<end])
  }

  private func isHidden(_ expression: Expr) -> Bool { PathChain(expression)?.names.first?.hasPrefix("@") == true }

  // MARK: Nodes

  /// The type of a node, kept for those who come after.
  @discardableResult
  mutating func check(_ expression: Expr) -> Type {
    let type = unkept(expression)
    types[expression.id] = type
    return type
  }

  private mutating func unkept(_ expression: Expr) -> Type {
    switch expression.kind {
    case .literal(let value): return value.type
    case .identifier: return path(expression)
    case .select(let operand, let field, let isTest): return isTest ? test(operand, field, expression) : path(expression)
    case .call(let function, let target, let arguments): return call(function, target, arguments, expression)
    case .list(let elements, let optionals): return list(elements, optionals)
    case .map(let entries): return map(entries)
    case .comprehension(let loop): return self.loop(loop, expression)
    case .bind(let name, let value, let body): return bind(name, value, body)
    }
  }

  private mutating func bind(_ name: String, _ value: Expr, _ body: Expr) -> Type {
    let type = check(value)
    let key = push(name, type)
    values[key] = value
    defer { pop(1) }
    return check(body)
  }

  // MARK: Variables

  /// Brings a macro variable into scope and gives its key.
  @discardableResult
  mutating func push(_ name: String, _ type: Type) -> String {
    _ = scope.push([name])
    localCount += 1
    let key = "\(name)#\(localCount)"
    locals.append(Local(type: type, key: key))
    return key
  }

  mutating func pop(_ count: Int) {
    scope.pop(count)
    locals.removeLast(count)
  }

  /// Checks under more facts than before.
  mutating func check(_ expression: Expr, knowing facts: Facts) -> Type {
    let before = known
    known = known.and(facts)
    defer { known = before }
    return check(expression)
  }
}

extension Facts {
  /// Without what is known of macro variables, whose keys no formula can spell.
  var ofVariables: Facts {
    if isUnreachable { return .none }
    return Facts(paths.filter { !($0.first?.contains("#") ?? true) })
  }
}
