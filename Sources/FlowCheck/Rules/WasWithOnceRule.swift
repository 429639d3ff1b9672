import Diagnostics
import FlowSyntax

/// With `once` no values are kept, so `was` would always be null.
struct WasWithOnceRule: FlowRule {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft]) {
    guard let once = check.flow.once, once.value else { return }
    if !check.wasReads.paths.isEmpty || check.compiler.reads["was"] != nil { check.findings.add(RuleFact.wasWithOnce, at: once.span) }
  }
}
