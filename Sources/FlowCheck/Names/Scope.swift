import CEL
import Diagnostics
import Schema

/// The variables of a flow's formulas: all of them have a slot throughout, and each formula sees those that have a value where it stands.
struct Scope {
  /// A variable that has a value here.
  struct Variable {
    /// Its type where it has a value.
    var plain: Type
    /// The variable as a whole may be null.
    var isNullable: Bool
    /// Where its fields come from, when it is a record; nil for other values.
    var record: RecordSource?

    init(_ plain: Type, isNullable: Bool = false, record: RecordSource? = nil) {
      self.plain = plain
      self.isNullable = isNullable
      self.record = record
    }

    var type: Type { isNullable && plain != .dyn ? .nullable(plain) : plain }
  }

  /// What a variable's paths are checked against.
  struct RecordSource {
    var types: RecordTypes
    var object: ObjectSchema
  }

  /// All of a flow's variables, in slot order.
  private(set) var environment: Environment
  private(set) var variables: [String: Variable] = [:]
  /// What conditions above have shown not to be null.
  private(set) var facts = Facts.none
  private var hidden: [String: NameFact] = [:]

  static let outcomes = Macro.outcomes
  static let fixed = ["row", "body", "event", "was", "now", "today", "settings", "tables", outcomes]

  /// A scope in which every variable of the flow has its slot and only the fixed times have a value.
  init(_ base: Environment, names: [String]) {
    environment = base
    for name in Self.fixed { hide(name, because: .notOfThisPlace(name, place: "here")) }
    for name in names { hide(name, because: .laterStep(name)) }
    show("now", .timestamp)
    show("today", .date)
  }

  /// Gives a variable a type and makes it usable.
  mutating func show(_ name: String, _ type: Type, isNullable: Bool = false) {
    show(name, Variable(type, isNullable: isNullable))
  }

  mutating func show(_ name: String, _ variable: Variable) {
    variables[name] = variable
    hidden[name] = nil
    environment.declare(name, variable.type)
  }

  /// Takes a variable away; the fact is told to whoever uses it.
  mutating func hide(_ name: String, because fact: NameFact) {
    variables[name] = nil
    hidden[name] = fact
    environment.declare(name, .dyn)
  }

  /// What stands against using the variable here; nil when nothing does.
  func objection(to name: String) -> NameFact? { hidden[name] }

  /// From here on these paths are not null.
  mutating func narrow(_ facts: Facts) { self.facts = self.facts.and(facts) }
}
