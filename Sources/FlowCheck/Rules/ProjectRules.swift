import CEL
import Diagnostics
import FlowSyntax

/// What a project's parts allow one by one and not together.
struct ProjectRules {
  let project: Project
  let findings: Findings

  func run() {
    if let zone = project.timeZone, Zone(zone.value) == nil { findings.add(NameFact.unknownTimeZone(zone.value), at: zone.span) }
    if let notify = project.alert?.notify {
      let names = project.connections.map(\.name.value)
      if !names.contains(notify.value) { findings.add(NameFact.unknownConnection(notify.value, valid: names), at: notify.span) }
    }
  }
}
