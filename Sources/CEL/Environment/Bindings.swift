internal import OrderedCollections

/// Values of an environment's variables, by slot. Meant to be kept and overwritten from one evaluation to the next.
public struct Bindings: Sendable {
  @usableFromInline var values: ContiguousArray<Value>

  static let unbound = Value.error(EvaluationError(.unbound, "A variable has no value."))

  /// All variables are without a value.
  public init(_ environment: Environment) { values = ContiguousArray(repeating: Self.unbound, count: environment.variables.count) }

  /// The value of the variable with that slot (`Environment.slot(of:)`). A slot beyond the environment's has none.
  public subscript(slot: Int) -> Value {
    get { values.indices.contains(slot) ? values[slot] : Self.unbound }
    set { if values.indices.contains(slot) { values[slot] = newValue } }
  }

  /// Takes all values away.
  public mutating func clear() {
    for slot in values.indices { values[slot] = Self.unbound }
  }

  func padded(to count: Int) -> Bindings {
    var bindings = self
    bindings.values.append(contentsOf: repeatElement(Self.unbound, count: max(0, count - values.count)))
    return bindings
  }
}
