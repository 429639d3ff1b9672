import CEL
import Glibc
import OrderedCollections
import Testing

/// No text crashes or hangs the scanner, parser, checker, planner or evaluator. In CI a bounded number of texts;
/// with `CEL_FUZZ_SECONDS=3600` for that long.
struct FuzzTests {
  private static func number(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }

  @Test func anyTextIsSafe() {
    let seed = Self.number("CEL_SEED") ?? UInt64.random(in: 0...UInt64.max)
    print("FuzzTests: CEL_SEED=\(seed)")
    let end = Self.number("CEL_FUZZ_SECONDS").map { ContinuousClock.now + .seconds(Int64($0)) }
    let count = Self.number("CEL_FUZZ_COUNT") ?? 3000
    var tally = Tally()
    var number: UInt64 = 0
    while end.map({ ContinuousClock.now < $0 }) ?? (number < count) {
      var text = FuzzText(seed &+ number)
      tally.run(&text)
      number += 1
      if end != nil, number % 100_000 == 0 { print("FuzzTests: \(number) texts, \(tally)") }
    }
    print("FuzzTests: \(number) texts, \(tally)")
    #expect(tally.compiled > 0 && tally.refused > 0)
  }
}

/// One text, made anew from its seed.
struct FuzzText {
  let seed: UInt64
  var dice: Dice

  init(_ seed: UInt64) {
    self.seed = seed
    dice = Dice(seed)
  }

  mutating func text(isFlow: Bool) -> String {
    switch dice.roll(20) {
    case 0: return Mutation.bytes(&dice)
    case 1, 2, 3: return Mutation.soup(&dice)
    case 4: return Mutation.nested(&dice)
    default:
      var formula = TypedFormula(dice, isFlow: isFlow)
      let type = formula.anyType()
      let text = formula.formula(type, 1 + formula.dice.roll(5)).filter { $0 != "⟪" && $0 != "⟫" }
      dice = formula.dice
      return dice.once(in: 4) ? text : Mutation.mutated(text, &dice)
    }
  }
}

/// What became of the texts, and which took longest.
struct Tally: CustomStringConvertible {
  private(set) var compiled = 0
  private(set) var refused = 0
  private(set) var failed = 0
  private var slowest: (seed: UInt64, time: Duration, length: Int) = (0, .zero, 0)
  private let environments: [Environment] = [false, true].flatMap { isFlow in [true, false].map { Self.environment(isFlow: isFlow, checks: $0) } }

  private static func environment(isFlow: Bool, checks: Bool) -> Environment {
    var environment = isFlow ? Environment.flow() : Environment()
    environment.options.checks = checks
    environment.options.costLimit = 100_000
    for one in TypedFormula.variables { environment.declare(one.name, checks ? one.type : .dyn) }
    if isFlow { for one in TypedFormula.nullable { environment.declare(one.name, checks ? one.type : .dyn) } }
    environment.declare("event", .dyn)
    return environment
  }

  mutating func run(_ one: inout FuzzText) {
    let choice = one.dice.roll(environments.count)
    let environment = environments[choice]
    let text = one.text(isFlow: choice > 1)
    let start = ContinuousClock.now
    let compilation = environment.compile(text)
    if let syntax = compilation.syntax { _ = syntax.text }
    guard let program = compilation.program else {
      refused += 1
      #expect(!compilation.issues.isEmpty, "CEL_SEED=\(one.seed) CEL_FUZZ_COUNT=1")
      return
    }
    compiled += 1
    var values: [String: Value] = ["event": .map(["a": .list([1, "x", .null]), "b": .map(["c": 1.5])])]
    for variable in TypedFormula.variables + TypedFormula.nullable { values[variable.name] = RandomValue.value(variable.type, &one.dice) }
    let bindings = environment.bindings(values)
    let value = program.evaluate(bindings)
    if case .error = value { failed += 1 } else { _ = value.jsonText }
    let time = ContinuousClock.now - start
    if time > slowest.time { slowest = (one.seed, time, text.utf8.count) }
  }

  var description: String {
    "\(compiled) compiled, \(failed) of them failed, \(refused) refused; slowest \(slowest.time) (CEL_SEED=\(slowest.seed), \(slowest.length) bytes)"
  }
}
