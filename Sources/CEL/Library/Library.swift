/// A set of functions and macros that belong together.
///
/// A library is a file or folder beside this one: an extension of `Library` with a static property. One family of functions a file. A function is declared with its
/// overloads, each with its types, its implementation and a line of documentation:
///
///     extension Library {
///       static let colours = Library("colours", version: 1, functions: [
///         Function("colour.mix", [
///           .global("mix_string_string", [.string, .string], .string) { a, b in … }
///         ])
///       ])
///     }
///
/// Rules:
/// - The types of an overload say what its implementation is given: an argument of another type never reaches it (`no such overload`).
///   `list(T)` promises a list, not the type of its elements. `dyn` and a type parameter promise nothing.
/// - Errors among the arguments never reach an implementation either: the first of them is the result.
/// - An implementation gives an error as `.error(EvaluationError(kind, sentence))`; it must not trap, block or depend on anything but its arguments.
/// - `nullGivesNull: true`: a null among the arguments is the result, before overloads are tried (flow libraries).
/// - What must not evaluate all its arguments is a macro.
public struct Library: Sendable {
  public let name: String
  public let version: Int
  public let functions: [Function]
  public let macros: [Macro]
  /// Names that are types as values.
  public let types: [String: Type]

  public init(_ name: String, version: Int, functions: [Function] = [], macros: [Macro] = [], types: [String: Type] = [:]) {
    self.name = name
    self.version = version
    self.functions = functions
    self.macros = macros
    self.types = types
  }
}
