import FlowSyntax

/// Other values for a field that cannot be left out, of which the checker takes those that fit its type.
enum OtherValues {
  static func of(_ value: DataValue) -> [(shown: String, value: DataValue)] {
    guard case .scalar(let scalar) = value else { return [] }
    func made(_ content: TextValue.Content) -> DataValue { .scalar(TextValue(content, scalar.span)) }
    switch scalar.content {
    case .formula(let formula):
      return [
        "(\(formula.text)) + \"x\"", "coalesce(\(formula.text), \"\") + \"x\"", "(\(formula.text)) + 1.0", "addDays(\(formula.text), 1)",
        "!(\(formula.text))",
      ]
      .map { text in
        var changed = formula
        changed.text = text
        return ("=\(text)", made(.formula(changed)))
      }
    // As a template it is no value that the checker would compare with a picklist.
    case .literal(.string(let text)): return [("\(text)x", made(.template([.text("\(text)x")])))]
    case .literal(.bool(let flag)): return [("\(!flag)", made(.literal(.bool(!flag))))]
    case .literal(.int(let number)): return [("\(number + 1)", made(.literal(.int(number + 1))))]
    case .literal, .template: return []
    }
  }
}
