public import CEL
import Diagnostics
public import FlowSyntax
import OrderedCollections

/// Compiles the formulas of one flow and reports what is wrong with them, each at its characters in the file.
final class FormulaCompiler {
  let findings: Findings
  /// Per variable the paths that formulas read; "" is the variable as a whole.
  private(set) var reads: [String: OrderedSet<String>] = [:]

  /// Sees every formula, right or wrong, with what it may use: for tools.
  var observer: ((InspectedFormula) -> Void)?

  /// The event's fields, once its shape is known.
  var eventFields: [String] = []
  /// The flow's tables with their key columns.
  var tables: [String: [String]] = [:]

  init(findings: Findings) { self.findings = findings }

  /// The paths of a variable that have been read since it was last asked; for one that means different things in turn.
  func takeReads(of variable: String) -> [String] { Array(reads.removeValue(forKey: variable) ?? []) }

  /// A value and what it gives.
  struct Compiled {
    var expression: Expression
    var type: Type
    /// Of a value that is one formula.
    var syntax: Expr?
    /// What is not null where a condition gives true, and where it gives false.
    var whenTrue = Facts.none
    var whenFalse = Facts.none
  }

  /// One formula; nil when it is wrong, which is reported.
  private func program(_ formula: Formula, in scope: Scope) -> (program: Program, compilation: Compilation)? {
    // An empty formula has been reported as such.
    if formula.text.utf8.allSatisfy({ $0 <= 0x20 }) { return nil }
    let compilation = scope.environment.compile(formula.text, knowing: scope.facts)
    observer?(InspectedFormula(formula, compilation, scope))
    var reported: [Range<Int>] = []
    var ids: [Int] = []
    if let syntax = compilation.syntax {
      var paths = PathCheck(scope: scope)
      paths.walk(syntax.root)
      for (fact, range) in paths.facts {
        reported.append(range)
        let span = formula.span(codePoints: range)
        if case .pathThroughID(_, let path, _) = fact {
          ids.append(range.upperBound)
          findings.add(fact, at: span, fix: Fix("Write `\(path)`.", replace: span, with: path))
        } else {
          findings.add(fact, at: span)
        }
      }
    }
    for issue in explained(compilation.issues, formula) {
      // What has been told as a path through an id is no field of text besides.
      if issue.kind == .wrongType, ids.contains(where: { $0 + 1 == issue.range.lowerBound }) { continue }
      let isName = issue.kind == .undeclaredField || issue.kind == .undeclaredName
      if isName, reported.contains(where: { $0.overlaps(issue.range) || $0 == issue.range }) { continue }
      let span = formula.span(codePoints: issue.range)
      let fix = issue.replacement.map { Fix("Write `\($0)`.", replace: span, with: $0) }
      findings.add(FormulaFact(issue: issue), at: span, fix: fix)
    }
    guard let program = compilation.program else { return nil }
    let calls = compilation.syntax.map { TableCalls(keys: tables).issues(in: $0.root) } ?? []
    for issue in calls { findings.add(FormulaFact(issue: issue), at: formula.span(codePoints: issue.range)) }
    if !calls.isEmpty { return nil }
    for path in program.reads {
      guard let name = path.first else { continue }
      reads[name, default: []].append(path.dropFirst().joined(separator: "."))
    }
    return (program, compilation)
  }

  private func explained(_ issues: [Issue], _ formula: Formula) -> [Issue] {
    issues.isEmpty ? [] : FormulaHabits(formula.text, eventFields: eventFields, tables: Array(tables.keys)).explain(issues)
  }

  /// `place` is what the value is given to: for messages.
  func value(_ value: TextValue, in scope: Scope) -> Compiled? {
    switch value.content {
    case .literal(let scalar):
      if case .string(let text) = scalar { reportForgottenEquals(text, value.span, scope) }
      let literal = Value(scalar)
      return Compiled(expression: .literal(literal), type: Self.type(of: scalar))
    case .formula(let formula):
      guard let compiled = program(formula, in: scope) else { return nil }
      let found = compiled.compilation
      return Compiled(
        expression: .formula(compiled.program), type: found.type, syntax: found.syntax?.root, whenTrue: found.whenTrue, whenFalse: found.whenFalse)
    case .template(let pieces):
      var parts: [Expression.Piece] = []
      var isWhole = true
      for piece in pieces {
        switch piece {
        case .text(let text): parts.append(.text(text))
        case .formula(let formula):
          guard let compiled = program(formula, in: scope) else {
            isWhole = false
            continue
          }
          parts.append(.formula(compiled.program))
        }
      }
      return isWhole ? Compiled(expression: .template(parts), type: .string) : nil
    }
  }

  func data(_ data: DataValue, in scope: Scope) -> Compiled? {
    switch data {
    case .scalar(let text): return value(text, in: scope)
    case .list(let items, _):
      let compiled = items.map { self.data($0, in: scope) }
      let whole = compiled.compactMap { $0?.expression }
      return whole.count == items.count ? Compiled(expression: .list(whole), type: .list(.dyn)) : nil
    case .object(let fields, _):
      let compiled = fields.map { (name: $0.name.value, value: self.data($0.value, in: scope)) }
      let whole = compiled.compactMap { field in field.value.map { (name: field.name, value: $0.expression) } }
      return whole.count == fields.count ? Compiled(expression: .object(whole), type: .map(.string, .dyn)) : nil
    }
  }

  /// `AccountId: event.AccountId`: text that reads as a path of a variable that is there.
  private func reportForgottenEquals(_ text: String, _ span: SourceSpan, _ scope: Scope) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, scope.variables[String(first)] != nil, span.text == text else { return }
    let isPath = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber }
    }
    guard isPath else { return }
    findings.add(ValueFact.looksLikeFormula(text: text), at: span, fix: Fix("Put `=` before it.", replace: span.startPoint, with: "="))
  }

  private static func type(of scalar: Scalar) -> Type {
    switch scalar {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .string: .string
    }
  }
}

extension Value {
  /// The value that a scalar of YAML is.
  init(_ scalar: Scalar) {
    switch scalar {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(text)
    }
  }

  /// The value that data without formulas is.
  public init(_ literal: DataLiteral) {
    switch literal {
    case .scalar(let scalar): self.init(scalar)
    case .list(let items): self = .list(items.map(Value.init))
    case .object(let fields):
      var record = Record()
      for field in fields { record[field.name] = Value(field.value) }
      self = .map(record)
    }
  }
}
