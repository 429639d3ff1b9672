/// What people read of a function of flows: hover text, completion, the reference.
public struct FunctionPage: Sendable {
  public let name: String
  /// `addDays(date, number) → date`.
  public let signatures: [String]
  /// One sentence or two.
  public let summary: String
  /// What becomes of a null.
  public let onNull: String
  /// Formulas and the JSON text of what they give.
  public let examples: [(formula: String, result: String)]

  /// The functions of flows in the order of their names.
  public static let all: [FunctionPage] = (functions + macros).sorted { $0.name < $1.name }

  /// The page of that name.
  public static func named(_ name: String) -> FunctionPage? { all.first { $0.name == name } }

  private static let functions = Library.flow(zone: .utc).functions.map(FunctionPage.init)

  private static let macros = [
    FunctionPage(
      name: "coalesce", signatures: ["coalesce(any, any, …) → any"], summary: "The first value that is not null. The others are not evaluated.",
      onNull: "passed over", examples: [("coalesce(null, 2, 3)", "2"), ("coalesce(null, null)", "null")]),
    FunctionPage(
      name: "ifs", signatures: ["ifs(flag, any, …, any) → any"],
      summary: "The value behind the first condition that holds; the last value where none does. Only what is needed is evaluated.",
      onNull: "a condition must not be null", examples: [(#"ifs(3 > 5, "high", 3 > 1, "middle", "low")"#, #""middle""#)]),
    FunctionPage(
      name: "outcome", signatures: ["outcome(step) → text or null"],
      summary: "How a step ended: `created`, `updated`, `unchanged`, `found`, `refused` or `failed`. Null if it did not run.", onNull: "–",
      examples: []),
  ]

  private static let nullHandling = ["require": "fails the event", "isBlank": "is blank"]

  private init(
    name: String, signatures: [String], summary: String, onNull: String, examples: [(formula: String, result: String)]
  ) {
    self.name = name
    self.signatures = signatures
    self.summary = summary
    self.onNull = onNull
    self.examples = examples
  }

  /// The page of any function, from its declaration.
  public init(_ function: Function) {
    let widest = function.overloads.filter { $0.parameters == [.dyn] }
    var signatures: [String] = []
    for overload in widest.isEmpty ? function.overloads : widest {
      let signature = Self.signature(function.name, overload)
      if !signatures.contains(signature) { signatures.append(signature) }
    }
    var summaries: [String] = []
    for overload in function.overloads where !summaries.contains(overload.summary) { summaries.append(overload.summary) }
    self.init(
      name: function.name, signatures: signatures, summary: summaries.joined(separator: " "),
      onNull: function.overloads.contains(where: \.nullGivesNull) ? "gives null" : Self.nullHandling[function.name] ?? "is an error",
      examples: function.overloads.flatMap(\.examples))
  }

  private static func signature(_ name: String, _ overload: Overload) -> String {
    var parameters = overload.parameters.map(word)
    if overload.isVariadic { parameters[parameters.count - 1] = "…" }
    return "\(name)(\(parameters.joined(separator: ", "))) → \(word(overload.result))"
  }

  /// A type as a RevOps reader says it.
  private static func word(_ type: Type) -> String {
    switch type {
    case .bool: "flag"
    case .int, .uint, .double: "number"
    case .string: "text"
    case .timestamp: "time"
    case .date: "date"
    case .list(let element): "list of \(word(element))"
    case .nullable(.parameter): "any or null"
    case .nullable(let inner): "\(word(inner)) or null"
    case .opaque(let name, _): name
    case .dyn, .parameter: "any"
    default: type.name
    }
  }
}

extension FunctionPage {
  /// The table of all functions, as `grammar/formulas.md` has it.
  public static var markdown: String {
    var lines = ["| function | what it gives | null | examples |", "|---|---|---|---|"]
    for page in all {
      let signatures = page.signatures.map { "`\($0)`" }.joined(separator: "<br>")
      let examples = page.examples.map { "`\($0.formula)` is `\($0.result)`" }.joined(separator: "<br>")
      lines.append("| \(signatures) | \(page.summary) | \(page.onNull) | \(examples) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table of libraries and their versions, as `grammar/formulas.md` has it.
  public static var librariesMarkdown: String {
    let libraries = Library.strict + [.flow(zone: .utc)]
    return "| library | version |\n|---|---|\n" + libraries.map { "| \($0.name) | \($0.version) |\n" }.joined()
  }
}
