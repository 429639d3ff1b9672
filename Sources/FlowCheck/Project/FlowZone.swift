import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections

extension FlowCheck {
  /// The zone of days, and of times without an offset.
  func timeZone() -> Zone {
    guard let own = flow.timeZone else { return Zone(context.timeZone) ?? .utc }
    if let zone = Zone(own.value) { return zone }
    findings.add(NameFact.unknownTimeZone(own.value), at: own.span)
    return .utc
  }

  /// `outcome(step)` reads a field of this, one a step.
  func outcomeType() -> ObjectType {
    let outcome = Type.nullable(.picklist(Picklist("outcome", values: ["created", "updated", "unchanged", "found", "refused", "failed"])))
    return ObjectType(Macro.outcomes, fields: OrderedDictionary(stepIDs.map { ($0, outcome) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension CheckedFlow.Window {
  /// A window that does not say `events` runs when its time is over.
  static let mostEvents = 100_000
}
