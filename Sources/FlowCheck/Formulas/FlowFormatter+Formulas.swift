import CEL
public import FlowSyntax

extension FlowFormatter {
  /// The formatter, with formulas laid out as their own grammar has it.
  public static let standard = FlowFormatter(
    formulas: FormulaLayout(
      lines: { FormulaSpacing.lines($0)?.map { ($0.text, $0.depth) } },
      areSame: FormulaSpacing.areSame))
}

extension FlowFormatter {
  /// A formula on one line, evenly spaced; nil when it cannot be read.
  public static func spaced(_ formula: String) -> String? {
    FormulaSpacing.lines(formula).map { $0.map(\.text).joined(separator: " ") }
  }
}
