import CEL
import Glibc
import Testing

/// Random formulas that are right, over random data. However a formula is compiled, it comes to the same, of the type that was deduced.
struct DifferentialTests {
  private static let count = Int(getenv("CEL_DIFFERENTIAL_COUNT").map { String(cString: $0) } ?? "") ?? 1000

  @Test(arguments: [false, true])
  func everyWayAgrees(isFlow: Bool) {
    let seed = getenv("CEL_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0...UInt64.max)
    print("DifferentialTests: CEL_SEED=\(seed)")
    for number in 0..<Self.count {
      var one = Difference(seed &+ UInt64(number), isFlow: isFlow)
      if let fault = one.fault() {
        Testing.Issue.record("CEL_SEED=\(seed &+ UInt64(number)) CEL_DIFFERENTIAL_COUNT=1 \(isFlow ? "flow" : "strict"): \(fault)")
        return
      }
    }
  }
}

/// One formula and its data.
struct Difference {
  private var formula: TypedFormula
  private let isFlow: Bool

  init(_ seed: UInt64, isFlow: Bool) {
    self.isFlow = isFlow
    formula = TypedFormula(Dice(seed), isFlow: isFlow)
  }

  /// What is wrong; nil if all agree.
  mutating func fault() -> String? {
    let type = formula.anyType()
    let template = formula.formula(type, 1 + formula.dice.roll(4))
    let variables = TypedFormula.variables + (isFlow ? TypedFormula.nullable : [])
    let values = variables.map { (name: $0.name, type: $0.type, value: RandomValue.value($0.type, &formula.dice)) }
    let source = Self.source(template, values.map { ($0.name, $0.name) })
    let shown = "\(source)  with \(values.filter { template.contains("⟪\($0.name)⟫") }.map { "\($0.name) = \(RandomValue.literal($0.value))" })"

    var checked = isFlow ? Environment.flow() : Environment()
    for one in values { checked.declare(one.name, one.type) }
    var unchecked = isFlow ? Environment.flow() : Environment()
    unchecked.options.checks = false
    for one in values { unchecked.declare(one.name, .dyn) }
    let bindings = Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.value) })

    let compilation = checked.compile(source)
    guard let program = compilation.program else { return "refused: \(compilation.issues.map { "\($0.range) \($0.message)" }): \(shown)" }
    let result = program.evaluate(checked.bindings(bindings))
    if case .error(let error) = result {
      if [.noSuchOverload, .unbound, .unknownFunction].contains(error.kind) { return "checked, yet: \(error.message): \(shown)" }
    } else if !conforms(result, compilation.type, isFlow: isFlow) {
      return "\(RandomValue.literal(result)) is no \(compilation.type): \(shown)"
    }
    let free = unchecked.compile(source).program?.evaluate(unchecked.bindings(bindings))
    guard let free, agree(result, free, mixesNumbers: isFlow) else {
      return "\(result) checked, \(free.map { "\($0)" } ?? "nothing") unchecked: \(shown)"
    }

    // Data as it comes from outside: read from JSON only when it is asked for.
    let lazy = bindings.mapValues { Self.throughJSON($0) ?? $0 }
    let late = program.evaluate(checked.bindings(lazy))
    guard agree(result, late, mixesNumbers: isFlow) else { return "\(result) from values, \(late) from JSON: \(shown)" }

    // With values in place of variables all of it is folded.
    let folded = Self.source(template, values.map { ($0.name, RandomValue.literal($0.value)) })
    let constant = unchecked.compile(folded).program?.evaluate(unchecked.bindings([:]))
    guard let constant, agree(result, constant, mixesNumbers: isFlow) else {
      return "\(result) with variables, \(constant.map { "\($0)" } ?? "nothing") folded: \(shown)"
    }

    guard let syntax = compilation.syntax else { return "no syntax: \(shown)" }
    let printed = checked.compile(syntax.text)
    guard let again = printed.program?.evaluate(checked.bindings(bindings)), agree(result, again, mixesNumbers: isFlow) else {
      return "printed as \(syntax.text): \(printed.issues.map(\.message)): \(shown)"
    }
    return nil
  }

  /// The value as JSON holds it; nil if JSON cannot hold it as it is.
  private static func throughJSON(_ value: Value) -> Value? {
    guard let read = try? Value(json: value.jsonText), agree(value, read) else { return nil }
    return read
  }

  private static func source(_ template: String, _ names: [(String, String)]) -> String {
    var parts: [String] = []
    for part in template.split(separator: "⟪", omittingEmptySubsequences: false) {
      guard let end = part.firstIndex(of: "⟫") else {
        parts.append(String(part))
        continue
      }
      let name = part[..<end]
      parts.append((names.first { $0.0 == name }?.1 ?? String(name)) + part[part.index(after: end)...])
    }
    return parts.joined()
  }
}
