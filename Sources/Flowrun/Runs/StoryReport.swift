import CEL
import Diagnostics
import FlowEngine
import FlowTest
import Journal
import OrderedCollections

/// An event's story for people.
struct StoryReport {
  let story: Story

  var text: String {
    let event = story.stored.event
    var lines = ["Event \(event.id) of `\(event.flow)`\(event.about.map { " about \($0)" } ?? ""): \(Self.state(story.stored))", ""]
    lines.append("  Happened  \(event.at)")
    lines.append("  Accepted  \(event.acceptedAt), from source \(event.source + 1)")
    if let ended = story.stored.endedAt {
      lines.append("  Ended     \(ended)\(ended.since(event.acceptedAt).map { ", after \(Self.seconds($0.inSeconds))" } ?? "")")
    }
    if case .dead(let reason)? = story.stored.ending { lines.append("  To do     \(reason.advice)") }
    if let retry = event.retry { lines.append("  Waits     attempt \(retry.attempts + 1) at \(retry.due): \(retry.reason)") }
    lines.append("  Version   \(event.version.prefix(12))")
    lines += Self.record("Event", event.event) + Self.record("Before (`was`)", event.was)
    if !story.opening.isEmpty { lines += [""] + story.opening.map { Self.line($0) } }
    for step in story.steps { lines += [""] + self.lines(of: step) }
    if let untold = story.untold { lines += ["", "  \(untold)"] }
    return lines.joined(separator: "\n")
  }

  private func lines(of step: Story.Step) -> [String] {
    let item = step.key.item.isEmpty ? "" : " (item \(step.key.item.prefix(8)))"
    let told = [step.result?.outcome?.rawValue, step.result?.note].compactMap(\.self).joined(separator: ", ")
    var lines = ["  \(step.key.step)\(item)\(step.ran ? told.isEmpty ? "" : ": \(told)" : ": left out")"]
    lines += step.formulas.map { "  " + Self.line($0) }
    for effect in step.effects {
      lines.append("    \(effect.verb.rawValue) \(effect.connection).\(effect.object)\(effect.id.map { " \($0)" } ?? ""), sent \(effect.intendedAt)")
      for (name, value) in effect.fields { lines.append("      \(name)  \(Shown.text(value))") }
      lines.append("      → \(Self.answer(effect, story.stored.failures[effect.key]))")
    }
    if let result = step.result, result.binding != .null { lines.append("    gives \(Shown.text(result.binding))") }
    return lines
  }

  static func answer(_ effect: EffectRecord, _ failure: EventStory.Failure?) -> String {
    switch effect.state {
    case .confirmed: "confirmed"
    case .failed: failure.map { "failed: \($0.code.isEmpty ? $0.kind : $0.code): \($0.message)" } ?? "failed"
    case .intended: "on its way"
    case .unknown: "no answer yet; it is settled before anything else"
    }
  }

  /// How an event stands, in a few words.
  static func state(_ story: EventStory) -> String {
    switch story.ending {
    case nil: story.event.retry == nil ? "open" : "waits"
    case .done? where !story.refusals.isEmpty: "done, refused: \(story.refusals.compactMap(\.note).joined(separator: "; "))"
    case .done?: story.warnings.isEmpty ? "done" : "done, with a warning"
    case .skipped(let reason)?: "skipped: \(reason.text)"
    case .dead(let reason)?: "dead: \(reason.text)"
    }
  }

  private static func record(_ title: String, _ value: Value) -> [String] {
    guard let record = value.asRecord, !record.isEmpty else { return [] }
    let width = record.keys.map(DisplayWidth.of).max() ?? 0
    return ["", "  \(title)"]
      + record.map { "    \($0.key)\(String(repeating: " ", count: width - DisplayWidth.of($0.key)))  \(Shown.text($0.value))" }
  }

  private static func line(_ formula: Story.Formula) -> String {
    if case .error(let error) = formula.value { return "  \(formula.name)  =\(formula.text) → error: \(error.message)" }
    return "  \(formula.name)  =\(formula.text) → \(Shown.text(formula.value))"
  }

  private static func seconds(_ seconds: Double) -> String {
    if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 600 { return "\((seconds * 10).rounded() / 10) s" }
    return "\(Int((seconds / 60).rounded())) min"
  }
}

/// Events, one a line.
enum RunList {
  static func text(_ stories: [EventStory], width: Int) -> String {
    guard !stories.isEmpty else { return "No event matches." }
    var table = TextTable([("Id", .right), ("Flow", .left), ("About", .left), ("Accepted", .left), ("Outcome", .left)])
    for story in stories {
      table.add([String(story.event.id), story.event.flow, story.event.about ?? "", Self.second(story.event.acceptedAt), StoryReport.state(story)])
    }
    return (table.lines(width: width) + ["", "See one with `flowrun runs show ID`."]).joined(separator: "\n")
  }

  /// A moment to its second.
  private static func second(_ time: Timestamp) -> String {
    Timestamp(seconds: time.seconds, nanos: 0)?.description ?? time.description
  }
}
