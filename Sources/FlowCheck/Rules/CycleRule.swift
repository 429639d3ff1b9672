import Diagnostics
import FlowSyntax

/// Flows that answer each other: one writes a field that another watches, back to the start.
///
/// `newest_wins` in every flow settles it, where each can see who changed a record last and there are two records; `once` breaks it, for nothing
/// is watched.
struct CycleRule {
  let members: [FlowSetChecker.Member]
  let writes: [FieldWrite]
  let findings: Findings

  /// A change of `from` makes a flow write `write.target`.
  private struct Edge {
    var from: RecordField
    var write: FieldWrite
  }

  func run() {
    let edges = trimmed(writes.filter { $0.verb != .create }.flatMap { write in write.watched.sorted().map { Edge(from: $0, write: write) } })
    var leaving: [RecordField: [Int]] = [:]
    for (index, edge) in edges.enumerated() { leaving[edge.from, default: []].append(index) }
    var told: Set<String> = []
    for start in edges.indices {
      guard let way = way(from: edges[start].write.target, to: edges[start].from, edges, leaving) else { continue }
      let cycle = [start] + way
      guard Set(cycle.map { edges[$0].write.member }).count > 1 else { continue }
      let steps = Set(cycle.map { "\(edges[$0].write.member) \(edges[$0].write.step)" }).sorted().joined(separator: ", ")
      if told.insert(steps).inserted { report(cycle.map { edges[$0] }) }
    }
  }

  /// Without the edges that no cycle can have: nothing leads to them, or nothing on from them.
  private func trimmed(_ edges: [Edge]) -> [Edge] {
    var edges = edges
    while true {
      let starts = Set(edges.map(\.from))
      let ends = Set(edges.map(\.write.target))
      let kept = edges.filter { starts.contains($0.write.target) && ends.contains($0.from) }
      if kept.count == edges.count { return edges }
      edges = kept
    }
  }

  /// The shortest way along edges; nil when there is none.
  private func way(from start: RecordField, to end: RecordField, _ edges: [Edge], _ leaving: [RecordField: [Int]]) -> [Int]? {
    if start == end { return [] }
    var came: [RecordField: Int] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let here = queue[next]
      next += 1
      for edge in leaving[here] ?? [] {
        let target = edges[edge].write.target
        guard target != start, came[target] == nil else { continue }
        came[target] = edge
        if target != end {
          queue.append(target)
          continue
        }
        var way: [Int] = []
        var place = end
        while place != start, let edge = came[place] {
          way.append(edge)
          place = edges[edge].from
        }
        return way.reversed()
      }
    }
    return nil
  }

  private func report(_ cycle: [Edge]) {
    let fields = cycle.map { $0.from.description } + [cycle[0].from.description]
    if let open = cycle.first(where: { $0.write.newestWins == nil }) {
      let others = cycle.filter { $0.write.span != open.write.span }
      let labels = others.map { Finding.Label("and \(members[$0.write.member].flow.name) writes this", at: $0.write.span) }
      findings.add(RuleFact.cycle(fields), at: open.write.span, labels: labels)
      return
    }
    if Set(cycle.map { [$0.from.connection, $0.from.object] }).count > 2, let stamp = cycle[0].write.newestWins {
      findings.add(RuleFact.ring(fields), at: stamp.span)
    }
    for index in Set(cycle.map(\.write.member)).sorted() {
      let sources = members[index].checked.sources
      let hasReading = sources.contains { source in
        if case .poll = source.kind { source.aboutIsRecord } else { false }
      }
      if !hasReading, let stamp = cycle.first(where: { $0.write.member == index })?.write.newestWins {
        findings.add(RuleFact.cycleWithoutReading, at: stamp.span)
      }
    }
  }
}
