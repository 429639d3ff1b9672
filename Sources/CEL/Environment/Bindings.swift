internal import OrderedCollections

/// Values of an environment's variables, by slot. Meant to be kept and overwritten from one evaluation to the next.
public struct Bindings: Sendable {
  var places: ContiguousArray<Place>

  static let unbound = Value.error(EvaluationError(.unbound, "A variable has no value."))

  /// All variables are without a value.
  public init(_ environment: Environment) { places = ContiguousArray(repeating: Place(Self.unbound), count: environment.variables.count) }

  /// The value of the variable with that slot (`Environment.slot(of:)`). A slot beyond the environment's has none.
  public subscript(slot: Int) -> Value {
    get { places.indices.contains(slot) ? places[slot].value : Self.unbound }
    set { if places.indices.contains(slot) { places[slot].set(newValue) } }
  }

  /// Takes all values away.
  public mutating func clear() {
    for slot in places.indices { places[slot].set(Self.unbound) }
  }

  func padded(to count: Int) -> Bindings {
    var bindings = self
    bindings.places.append(contentsOf: repeatElement(Place(Self.unbound), count: max(0, count - places.count)))
    return bindings
  }
}
