import FlowCheck
import Journal

/// A start with state that no flow or step owns is refused: a rename would lose what was seen and done.
struct StateOwners {
  let project: LoadedProject
  let flows: [CheckedFlow]
  let earlier: [CheckedFlow]
  /// Flows that were taken away while others ran on: their state waits until somebody drops it.
  var gone: Set<String> = []

  func check(_ journal: any JournalStore) async throws {
    let kept: [String]
    let steps: [KeptStep]
    do throws(JournalFailure) {
      kept = try await journal.keptFlows()
      steps = try await journal.keptSteps(of: flows.map(\.name))
    } catch {
      throw CommandFailure(.fault, error.message)
    }
    let strangers = Set(kept).subtracting(flows.map(\.name)).subtracting(gone)
    if !strangers.isEmpty {
      let orphans = strangers.subtracting(Self.names(in: project.folder)).sorted()
      if let flow = orphans.first { throw CommandFailure(.usage, Self.message(orphans, example: flow)) }
    }
    var orphans: [String] = []
    for kept in steps where !owned(kept) && !orphans.contains("\(kept.flow).\(kept.step)") { orphans.append("\(kept.flow).\(kept.step)") }
    if let step = orphans.first { throw CommandFailure(.usage, Self.stepMessage(orphans, example: step)) }
  }

  private func owned(_ kept: KeptStep) -> Bool {
    let flow =
      earlier.first { $0.name == kept.flow && $0.version == kept.version } ?? flows.first { $0.name == kept.flow }
    return flow.map { Self.ids($0.steps).contains(kept.step) } ?? true
  }

  private static func ids(_ steps: [CheckedStep]) -> Set<String> {
    steps.reduce(into: []) { ids, step in
      ids.insert(step.id)
      if case .block(let inner, _) = step.verb { ids.formUnion(Self.ids(inner)) }
    }
  }

  /// The names of all YAML files of a project, those in folders that begin with a dot aside.
  private static func names(in folder: String) -> Set<String> {
    var names: Set<String> = []
    for name in Files.names(in: folder) where !name.hasPrefix(".") {
      let path = Files.path(name, in: folder)
      if Files.isFolder(path), !Files.isLink(path) {
        names.formUnion(Self.names(in: path))
      } else if let dot = name.lastIndex(of: "."), ["yaml", "yml"].contains(name[name.index(after: dot)...]) {
        names.insert(String(name[..<dot]))
      }
    }
    return names
  }

  private static func message(_ flows: [String], example: String) -> String {
    """
    The journal keeps what \(list(flows)) \(flows.count == 1 ? "has" : "have") seen and done, and the project has no such \
    \(flows.count == 1 ? "flow" : "flows") any more. Renamed: `flowrun state move \(example) NEW`. Gone: `flowrun state drop \(example)`. \
    `flowrun state list` shows what is kept.
    """
  }

  private static func stepMessage(_ steps: [String], example: String) -> String {
    """
    Open events have done \(list(steps)), and the flow has no such \(steps.count == 1 ? "step" : "steps") any more: it would be done again. \
    Renamed: `flowrun state move \(example) \(example.prefix { $0 != "." }).NEW`. Gone: `flowrun state drop \(example)`.
    """
  }

  private static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
