import Diagnostics
import FlowSyntax

/// Two flows that write one field of one object from sources that have nothing in common: each undoes what the other did.
struct TwoWritersRule {
  let members: [FlowSetChecker.Member]
  let writes: [FieldWrite]
  let findings: Findings

  func run() {
    var first: [RecordField: FieldWrite] = [:]
    for write in writes where write.verb != .create && !write.origins.isEmpty {
      guard let other = first[write.target] else {
        first[write.target] = write
        continue
      }
      guard other.member != write.member, other.origins.isDisjoint(with: write.origins) else { continue }
      findings.add(
        RuleFact.twoWriters(write.target.description, other: members[other.member].flow.name), at: write.span,
        labels: [.init("\(members[other.member].flow.name) writes it here", at: other.span)])
    }
  }
}
