/// Chooses which requests fail, from the rules and the seed.
struct FaultInjector {
  private var rules: [(rule: SandboxFault, seen: Int, struck: Int)] = []
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed ^ 0x6661756C74) }

  var current: [SandboxFault] { rules.map(\.rule) }

  /// For each rule how many requests matched it and how many it struck.
  var counts: [(id: String, seen: Int, struck: Int)] { rules.map { ($0.rule.id, $0.seen, $0.struck) } }

  mutating func add(_ rule: SandboxFault) { rules.append((rule, 0, 0)) }

  mutating func clear() { rules.removeAll() }

  mutating func remove(_ id: String) { rules.removeAll { $0.rule.id == id } }

  /// The rules that strike this request.
  mutating func strike(_ request: SandboxRequest, system: String) -> [SandboxFault] {
    var result: [SandboxFault] = []
    for index in rules.indices where Self.matches(rules[index].rule, request, system) {
      let rule = rules[index].rule
      rules[index].seen += 1
      guard rules[index].seen > rule.skip, rule.times.map({ rules[index].struck < $0 }) ?? true else { continue }
      guard rule.rate >= 1 || random.fraction() < rule.rate else { continue }
      rules[index].struck += 1
      result.append(rule)
    }
    return result
  }

  private static func matches(_ rule: SandboxFault, _ request: SandboxRequest, _ system: String) -> Bool {
    if let wanted = rule.system, wanted != system { return false }
    if let method = rule.method, method.uppercased() != request.method { return false }
    if let path = rule.path, !request.path.contains(path) { return false }
    if let body = rule.body, !request.text.contains(body) { return false }
    return true
  }
}
