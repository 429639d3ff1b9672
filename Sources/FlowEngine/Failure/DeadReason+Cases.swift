import CEL

/// Each kind of dead letter with the sentence on who must do what.
extension DeadReason {
  static func unreadable(_ text: String) -> DeadReason {
    DeadReason(.unreadable, text: text, advice: "Whoever runs the sender must correct what it sends; then mend the body and replay it.")
  }

  static func formula(_ text: String, step: String? = nil) -> DeadReason {
    DeadReason(
      .formula, step: step, text: text,
      advice: "Correct the row at its source, or the flow's owner changes the formula; then replay the event.")
  }

  static let noAbout = DeadReason(
    .noAbout, text: Messages.noAbout, advice: "Whoever runs the sender must fill the field that `about` reads; then mend the row and replay it.")

  static func noMatch(_ step: String, _ object: String, _ text: String) -> DeadReason {
    DeadReason(
      .noMatch, step: step, text: text,
      advice: "Create the \(object) or fill the field that it is matched by, then replay; or let the step say `on_none: skip`.")
  }

  static func manyMatches(_ step: String, _ object: String, _ text: String) -> DeadReason {
    DeadReason(
      .manyMatches, step: step, text: text,
      advice: "Merge the duplicate records of \(object), or fill an exact key on the right one, then replay.")
  }

  static func failStep(_ step: String, _ text: String) -> DeadReason {
    DeadReason(.failStep, step: step, text: text, advice: "The flow's owner decides what is missing here; mend it at the source, then replay.")
  }

  static func rejected(_ step: String, _ code: String, _ text: String, _ connection: String) -> DeadReason {
    DeadReason(
      .rejected, step: step, code: code, text: text,
      advice: "Correct the values at their source, or ask the administrator of \(connection) to allow them, then replay.")
  }

  static func exhausted(_ step: String?, _ code: String?, _ text: String, _ connection: String?) -> DeadReason {
    DeadReason(
      .exhausted, step: step, code: code, text: text,
      advice: "\(connection.map { "Ask the administrator of \($0) what stood in the way" } ?? "See what the step waits for"), then replay.")
  }

  static func uncertain(_ step: String, _ text: String, _ connection: String) -> DeadReason {
    DeadReason(
      .uncertain, step: step, text: text,
      advice: "Look in \(connection) whether it was done: if so drop this letter, if not replay it.")
  }
}
