public import OrderedCollections

/// What a formula may use: variables, functions, macros; and how it is read. Set up once, shared by many formulas.
public struct Environment: Sendable {
  /// A declared variable. Names may have dots; slots are given in order of declaration.
  public struct Variable: Sendable {
    public var name: String
    public var type: Type
  }

  /// Names are looked for here first: with `a.b`, the name `x` is tried as `a.b.x`, `a.x`, `x`.
  public var container = ""
  public var options = Options()
  public private(set) var variables: OrderedDictionary<String, Variable> = [:]
  public private(set) var functions: OrderedDictionary<String, Function> = [:]
  public private(set) var macros: [Macro.Signature: Macro] = [:]
  /// Names that are types as values: `int`, `list`, `google.protobuf.Timestamp`.
  public private(set) var types: [String: Type] = [:]
  /// Name and version of each library.
  public private(set) var libraries: [(name: String, version: Int)] = []

  /// An environment with some libraries; with none the standard one and all extensions.
  public init(_ libraries: [Library] = Library.strict) {
    for library in libraries { add(library) }
  }

  /// Declares a variable, or changes the type of one, and gives its slot.
  @discardableResult
  public mutating func declare(_ name: String, _ type: Type) -> Int {
    variables[name] = Variable(name: name, type: type)
    return variables.index(forKey: name) ?? 0
  }

  /// Declares a function or adds overloads to one.
  public mutating func declare(_ function: Function) {
    functions[function.name, default: Function(function.name, [])].overloads += function.overloads
  }

  /// Declares a macro; it replaces one of the same name, style and number of arguments.
  public mutating func declare(_ macro: Macro) { macros[macro.signature] = macro }

  /// Declares a name as a type value.
  public mutating func declare(typeName name: String, _ type: Type) { types[name] = type }

  /// Adds what a library declares.
  public mutating func add(_ library: Library) {
    libraries.append((library.name, library.version))
    for function in library.functions { declare(function) }
    for macro in library.macros { declare(macro) }
    for (name, type) in library.types { declare(typeName: name, type) }
  }

  /// The place of a variable's value in `Bindings`.
  public func slot(of name: String) -> Int? { variables.index(forKey: name) }

  /// Bindings with these values; names that are not declared are passed over.
  public func bindings(_ values: [String: Value]) -> Bindings {
    var bindings = Bindings(self)
    for (name, value) in values {
      if let slot = slot(of: name) { bindings[slot] = value }
    }
    return bindings
  }
}

extension Environment {
  /// How formulas are read, checked and bounded.
  public struct Options: Sendable {
    /// Strict CEL, or the language of flows: a whole literal beside a double is read as one, arithmetic of int and double gives double.
    public enum Mode: Sendable { case strict, flow }

    public var mode = Mode.strict
    /// Without, only evaluation finds wrong types, and an undeclared name fails when it is evaluated.
    public var checks = true
    public var expandsMacros = true
    /// How deep expressions may nest.
    public var maximumDepth = 250
    /// Code points of one formula.
    public var maximumLength = 100_000
    /// What one evaluation may cost: about one for each operation, iteration and ten bytes made.
    public var costLimit = 10_000_000

    public init() {}
  }
}
