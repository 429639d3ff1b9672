import CEL
import Diagnostics
import Schema

/// The variables of a flow's formulas: all of them have a slot throughout, and each formula sees those that have a value where it stands.
struct Scope {
  /// A variable that has a value here.
  struct Variable {
    /// Its type, given the paths below it that cannot be null.
    var make: (Set<String>) -> Type
    /// The variable as a whole may be null.
    var isNullable: Bool
    /// Paths below it that a condition has shown not to be null.
    var narrowed: Set<String> = []
    /// Where its fields come from, when it is a record; nil for other values.
    var record: RecordSource?

    var type: Type {
      let type = make(narrowed)
      return isNullable && type != .dyn ? .nullable(type) : type
    }
  }

  /// What a variable's paths are checked against.
  struct RecordSource {
    var types: RecordTypes
    var object: ObjectSchema
  }

  /// All of a flow's variables, in slot order.
  private(set) var environment: Environment
  private(set) var variables: [String: Variable] = [:]
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
    show(name, Variable(make: { _ in type }, isNullable: isNullable))
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

  /// From here on these paths, each from a variable on, are not null; nor is what they lead through.
  mutating func narrow(_ paths: Set<[String]>) {
    for path in paths.sorted(by: { $0.joined(separator: ".") < $1.joined(separator: ".") }) {
      guard let name = path.first, var variable = variables[name] else { continue }
      variable.isNullable = false
      for length in 1..<max(1, path.count) { variable.narrowed.insert(path[1...length].joined(separator: ".")) }
      show(name, variable)
    }
  }
}
