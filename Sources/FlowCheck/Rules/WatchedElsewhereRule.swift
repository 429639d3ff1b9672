import Diagnostics
import FlowSyntax

/// `changed` names a field of another record, and no poll reads all: its change touches none of the records that are asked for.
struct WatchedElsewhereRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    let polls = sources.map(\.source).filter { if case .poll = $0.kind { true } else { false } }
    guard !polls.isEmpty, !polls.contains(where: \.full) else { return }
    for name in check.flow.changed ?? [] {
      let path = polls.lazy.compactMap { $0.event == nil ? name.value : $0.recordFields[name.value] }.first { $0.contains(".") }
      if let path { check.findings.add(RuleFact.watchedElsewhere(name.value, path: path), at: name.span) }
    }
  }
}
