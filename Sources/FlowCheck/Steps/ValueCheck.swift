import CEL
import Diagnostics
import FlowSyntax
import Schema

/// A value beside the field that it is compared with or written to.
struct ValueCheck {
  let findings: Findings
  /// Whether all of the object is known, so that a value that no picklist has is doubtful.
  var isComplete = false

  func run(_ compiled: FormulaCompiler.Compiled, _ value: DataValue, _ field: FieldSchema) {
    if !TypeFit.fits(compiled.type, field) {
      findings.add(ValueFact.wrongValue(field: field.name, wants: field.type.words, found: compiled.type.words), at: value.span)
      return
    }
    if case .literal(let literal) = compiled.expression, let text = literal.asString {
      check(text, field, at: value.span)
    } else if let syntax = compiled.syntax, case .scalar(let scalar) = value, case .formula(let formula) = scalar.content {
      for (text, range) in Self.answers(syntax) { check(text, field, at: formula.span(codePoints: range)) }
    }
  }

  private func check(_ text: String, _ field: FieldSchema, at span: SourceSpan) {
    if let length = field.length, text.unicodeScalars.count > length {
      findings.add(ValueFact.tooLong(field: field.name, length: length, count: text.unicodeScalars.count), at: span)
    }
    let literal = Value.string(text)
    if !text.isEmpty, field.type == .date && Lenient.date(literal) == nil || field.type == .datetime && Lenient.time(literal) == nil {
      findings.add(ValueFact.notADay(field: field.name, wants: field.type.words, text: text), at: span)
    }
    guard field.type == .picklist, !field.picklist.isEmpty, !text.isEmpty else { return }
    if field.picklist.contains(where: { $0.value == text || $0.label == text || $0.id == text }) { return }
    let isSure = field.restricted || NearestName.of(text, in: field.picklist.map(\.label)) != nil
    guard isSure || isComplete else { return }
    let valid = field.picklist.filter(\.active).map(\.label)
    findings.add(ValueFact.notInPicklist(field: field.name, value: text, valid: valid, isDoubtful: !isSure), at: span)
  }

  /// The texts of which the formula may give one, each where it is written.
  private static func answers(_ node: Expr) -> [(text: String, range: Range<Int>)] {
    switch node.kind {
    case .literal(.string(let text)): [(text, node.range)]
    case .call(Operator.conditional, nil, let arguments) where arguments.count == 3: answers(arguments[1]) + answers(arguments[2])
    // `coalesce(a, b)` holds `a` while it is tested.
    case .bind(_, let value, let body): answers(value) + answers(body)
    default: []
    }
  }
}
