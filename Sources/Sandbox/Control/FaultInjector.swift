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
    strike(system) { Self.matches($0, method: request.method, path: request.path, body: request.text) }
  }

  /// The rules that strike this command of a mail client; only those that name `mail` do.
  mutating func strike(mail verb: String, _ text: String) -> [SandboxFault] {
    strike("mail") { $0.system == "mail" && Self.matches($0, method: verb, path: "", body: text) }
  }

  private mutating func strike(_ system: String, _ matches: (SandboxFault) -> Bool) -> [SandboxFault] {
    var result: [SandboxFault] = []
    for index in rules.indices where (rules[index].rule.system ?? system) == system && matches(rules[index].rule) {
      let rule = rules[index].rule
      rules[index].seen += 1
      guard rules[index].seen > rule.skip, rule.times.map({ rules[index].struck < $0 }) ?? true else { continue }
      guard rule.rate >= 1 || random.fraction() < rule.rate else { continue }
      rules[index].struck += 1
      result.append(rule)
    }
    return result
  }

  private static func matches(_ rule: SandboxFault, method: String, path: String, body: @autoclosure () -> String) -> Bool {
    if let wanted = rule.method, wanted.uppercased() != method { return false }
    if let wanted = rule.path, !path.contains(wanted) { return false }
    if let wanted = rule.body, !body().contains(wanted) { return false }
    return true
  }
}
