/// A way to break a flow: a fixed list, described in `grammar/mutants.md`. What `flowrun test --mutate` does to a flow.
public enum MutantOperator: String, Sendable, CaseIterable {
  case dropField = "drop-field"
  case dropStrategy = "drop-strategy"
  case swapStrategies = "swap-strategies"
  case loosenMatch = "loosen-match"
  case changePolicy = "change-policy"
  case dropCondition = "drop-condition"
  case negateCondition = "negate-condition"
  case changeOperator = "change-operator"
  case changeText = "change-text"
  case dropStep = "drop-step"
  case dropKey = "drop-key"

  /// What it does, in a sentence.
  public var doc: String {
    switch self {
    case .dropField:
      """
      Leaves out one field of `set`, `set_on_create` or `with`, or one who is told or mentioned; a field that must be there gets another value.
      """
    case .dropStrategy: "Leaves out one of several sets of `match`; one that is alone matches nothing."
    case .swapStrategies: "Tries two neighbouring sets of `match` in the other order."
    case .loosenMatch: "Leaves out one of several fields of a set of `match`."
    case .changePolicy:
      """
      Gives `on_none`, `on_many` or `on_error` (of a `notify`, `create` or `call`, and where it is written) another value, whether it is written or not: \
      `fail` becomes `skip` or `continue`, others `fail`.
      """
    case .dropCondition: "Leaves out a `when`, of the flow or of a step, or a `where`; one that formulas rely on never holds."
    case .negateCondition: "Turns a `when` or `where` into its opposite."
    case .changeOperator: "Makes `!=` of `==`, `>=` of `<`, `||` of `&&` in a formula, and the other way round, one place at a time."
    case .changeText: "Changes a text that is written out: a value of `set` or `with`, what a message says, a reason."
    case .dropStep: "Leaves out a `notify`, `create`, `call`, `skip` or `fail` step."
    case .dropKey: "Leaves out `blank`, `newest_wins`, `once`, `changed` or `window`."
    }
  }
}
