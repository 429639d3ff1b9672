import CEL
import Diagnostics
import FlowSyntax
import Foundation
import Testing

/// The flows' tests notice what breaks: of each flow at least 95 % of the mutants, and of each part that decides something there is one.
@Suite struct FlowMutantTests {
  private struct Run {
    var killed: Int
    var mutants: [(name: String, isKilled: Bool)]
    var survivors: [String]
    var mistaken: [String]
  }

  /// By flow.
  private static let runs = Result { try all() }

  private static func all() throws -> [String: Run] {
    let folder = try DocFolder()
    let flows = DocPage.root.appendingPathComponent("flows").path
    let found = try folder.shell("'\(try Program.url().path)' test '\(flows)' --mutate --min 0 --format json")
    let report = try #require(try? Value(json: found.output), "\(found.output)")
    return Dictionary(
      uniqueKeysWithValues: (report["mutants"]?.asList ?? []).map { run in
        func names(_ key: String) -> [String] { (run[key]?.asList ?? []).compactMap { $0["mutant"]?.asString ?? $0.asString } }
        let mutants = (run["mutants"]?.asList ?? []).map { (name: $0["mutant"]?.asString ?? "", isKilled: $0["killed"] == .bool(true)) }
        return (
          run["flow"]?.asString ?? "",
          Run(killed: mutants.count(where: \.isKilled), mutants: mutants, survivors: names("survivors"), mistaken: names("mistaken"))
        )
      })
  }

  private static func flow(_ name: String) throws -> Flow {
    let flows = DocPage.root.appendingPathComponent("flows")
    let file = flows.appendingPathComponent("\(name).yaml")
    let text =
      try (try? String(contentsOf: file, encoding: .utf8))
      ?? String(contentsOf: flows.appendingPathComponent("examples/\(name).yaml"), encoding: .utf8)
    return FlowParser.parse(SourceFile(name: "\(name).yaml", text: text), into: Findings())
  }

  static let templates = [
    "closed-won-handoff", "escalate-risk-ctas", "nps-to-salesforce", "opportunity-stage-ctas", "renewal-opportunities", "sync-accounts",
    "sync-contacts",
    "sync-health-scores",
  ]
  static let examples = ["csm-to-owner", "ctas-to-tasks", "owner-to-csm", "patterns", "tasks-to-ctas"]

  @Test(arguments: templates + examples) func ofEachFlowNearlyAllAreKilled(name: String) throws {
    let run = try #require(try Self.runs.get()[name])
    #expect(run.mistaken == [])
    #expect(Double(run.killed) >= 0.95 * Double(run.killed + run.survivors.count), "\(run.survivors)")
  }

  @Test(arguments: templates + examples) func eachPartThatDecidesHasAMutant(name: String) throws {
    let names = Set(try #require(try Self.runs.get()[name]).mutants.map(\.name))
    let wanted = Self.parts(of: try Self.flow(name))
    #expect(wanted.count > 3)
    let missing = wanted.filter { part in !part.contains(where: names.contains) }
    #expect(missing.isEmpty, "\(missing)\n\(names.sorted())")
  }

  /// For each field of `set`, strategy, policy and condition the names of mutants of which one must be there.
  private static func parts(of flow: Flow) -> [[String]] {
    var parts: [[String]] = []
    if flow.when != nil { parts.append(["flow drop-condition", "flow negate-condition"]) }
    for (index, trigger) in flow.triggers.enumerated() where trigger.filter != nil {
      parts.append(["source \(index + 1) drop-condition where", "source \(index + 1) negate-condition where"])
    }
    add(flow.steps, &parts)
    return parts
  }

  private static func add(_ steps: [Step], _ parts: inout [[String]]) {
    for step in steps {
      let id = step.id?.value ?? ""
      if step.when != nil { parts.append(["\(id) drop-condition", "\(id) negate-condition"]) }
      if step.onError != nil { parts.append(["\(id) change-policy on_error"]) }
      switch step.verb {
      case .lookup(let lookup)?:
        if lookup.filter != nil { parts.append(["\(id) drop-condition where", "\(id) negate-condition where"]) }
        add(lookup.match, of: id, hasOnNone: true, &parts)
      case .update(let write)?: add(write, of: id, hasOnNone: true, &parts)
      case .upsert(let write)?, .create(let write)?: add(write, of: id, hasOnNone: false, &parts)
      case .block(let block)?: add(block.steps, &parts)
      default: break
      }
    }
  }

  private static func add(_ write: Write, of id: String, hasOnNone: Bool, _ parts: inout [[String]]) {
    add(write.match, of: id, hasOnNone: hasOnNone, &parts)
    for field in write.set + write.setOnCreate {
      let name = field.name.value
      // A field that a new record must have cannot be left out: then its value is another.
      parts.append(["\(id) drop-field \(name)", "\(id) change-text \(name)"])
    }
    if !write.blank.isEmpty { parts.append(["\(id) drop-key blank"]) }
    if write.newestWins != nil { parts.append(["\(id) drop-key newest_wins"]) }
  }

  private static func add(_ match: Match, of id: String, hasOnNone: Bool, _ parts: inout [[String]]) {
    guard match.span != nil else { return }
    parts.append(["\(id) change-policy on_many"])
    if hasOnNone { parts.append(["\(id) change-policy on_none"]) }
    for (index, strategy) in match.sets.enumerated() {
      parts.append(match.sets.count == 1 ? ["\(id) drop-strategy"] : ["\(id) drop-strategy \(index + 1)"])
      if strategy.fields.count > 1 { parts += strategy.fields.map { ["\(id) loosen-match \($0.name.value)"] } }
    }
  }
}
