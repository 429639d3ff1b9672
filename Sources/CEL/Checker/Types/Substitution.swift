/// What type variables stand for. Everything done can be undone, so that overloads can be tried one after the other.
///
/// A variable is a parameter whose name begins with `#`, which no declaration's does.
struct Substitution {
  /// Numbers of different types are one number line, null goes with any type.
  let isFlow: Bool
  /// Whether an int may now stand where a double is declared.
  var widens = false
  private(set) var bindings: [Type?] = []
  private var trail: [(variable: Int, before: Type?)] = []
  /// The variables that stand for the parameters of the declaration at hand.
  private var parameters: [(name: String, variable: Int)] = []

  init(isFlow: Bool) { self.isFlow = isFlow }

  /// Whether there are variables at all.
  var isUsed: Bool { !bindings.isEmpty }

  mutating func makeVariable() -> Type {
    bindings.append(nil)
    return .parameter("#\(bindings.count - 1)")
  }

  /// The number of a type that is a variable.
  @inline(__always)
  static func variable(_ type: Type) -> Int? {
    guard case .parameter(let name) = type, name.utf8.first == UInt8(ascii: "#") else { return nil }
    return name.utf8.dropFirst().reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  /// The variable that a declaration's parameter stands for at this call.
  mutating func variable(named name: String) -> Int {
    if let known = parameters.first(where: { $0.name == name }) { return known.variable }
    bindings.append(nil)
    parameters.append((name, bindings.count - 1))
    return bindings.count - 1
  }

  /// Forgets the parameters of the declaration before.
  mutating func beginDeclaration() { parameters.removeAll(keepingCapacity: true) }

  // MARK: Undoing

  typealias Mark = Int

  var mark: Mark { trail.count }

  mutating func bind(_ variable: Int, _ type: Type) {
    trail.append((variable, bindings[variable]))
    bindings[variable] = type
  }

  mutating func undo(to mark: Mark) {
    while trail.count > mark {
      let last = trail.removeLast()
      bindings[last.variable] = last.before
    }
  }

  // MARK: Resolving

  /// What a variable at the top of the type stands for; the last of a chain of variables if it stands for none.
  @inline(__always)
  func head(_ type: Type) -> Type {
    var type = type
    while let variable = Self.variable(type), let bound = bindings[variable] { type = bound }
    return type
  }

  /// The variable at the end of a chain of variables.
  func last(_ variable: Int) -> Int {
    var variable = variable
    while let bound = bindings[variable], let next = Self.variable(bound) { variable = next }
    return variable
  }

  /// The type with everything put in that is known; what is not known becomes `dyn` if `isFinal`.
  func resolved(_ type: Type, isFinal: Bool = false) -> Type {
    if !type.hasParameters { return type }
    return type.mapped { parameter in
      guard case .parameter(let name) = parameter else { return parameter }
      let variable: Int
      if let number = Self.variable(parameter) {
        variable = number
      } else if let known = parameters.first(where: { $0.name == name }) {
        variable = known.variable
      } else {
        return isFinal ? .dyn : parameter
      }
      guard let bound = bindings[variable] else { return isFinal ? .dyn : .parameter("#\(variable)") }
      return resolved(bound, isFinal: isFinal)
    }
  }

  /// A declaration's result with this call's variables in place of its parameters.
  mutating func instance(_ type: Type) -> Type {
    if !type.hasParameters { return type }
    for name in type.parameterNames { _ = variable(named: name) }
    return resolved(type)
  }

  /// Whether the variable comes up in the type.
  func occurs(_ variable: Int, in type: Type) -> Bool {
    guard type.hasParameters else { return false }
    let type = resolved(type)
    return type.contains(.parameter("#\(variable)"))
  }
}
