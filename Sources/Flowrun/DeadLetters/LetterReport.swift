import CEL
import Diagnostics
import FlowEngine
import JSON
import Journal
import OrderedCollections

/// Dead letters for people and for programs.
enum LetterReport {
  static func list(_ entries: [DeadLetterEntry]) -> String {
    guard !entries.isEmpty else { return "No dead letters." }
    var table = TextTable([("Id", .right), ("Flow", .left), ("About", .left), ("Failed", .left), ("Error", .left), ("Why", .left)])
    for entry in entries {
      let letter = entry.letter
      table.add([
        String(letter.event), letter.flow, letter.about ?? "", letter.at.description, letter.reason.code ?? letter.reason.kind.rawValue,
        letter.reason.text,
      ])
    }
    return (table.lines(width: Console.width) + ["", "See one with `flowrun dead-letters show ID`."]).joined(separator: "\n")
  }

  static func show(_ entry: DeadLetterEntry, _ effects: [EffectRecord]) -> String {
    let letter = entry.letter
    var lines = [
      "Dead letter \(letter.event) of `\(letter.flow)`\(letter.about.map { " about \($0)" } ?? ""), failed \(letter.at)",
      "",
      "  What happened  \(letter.reason.text)",
      "  What to do     \(letter.reason.advice)",
      "  Error          \(letter.reason.kind.rawValue)\(letter.reason.code.map { ", \($0)" } ?? "")\(letter.reason.step.map { ", in step `\($0)`" } ?? "")",
      "  Attempts       \(letter.attempts)",
      "  Flow version   \(letter.version)",
    ]
    if let later = entry.overtakenBy { lines.append("  Overtaken by   event \(later), which is done: a replay needs --force") }
    if let input = letter.input { lines.append("  Event          \(input.jsonText)") }
    if let raw = letter.raw { lines.append("  As it came     \(text(of: raw))") }
    if let payload = letter.payload { lines.append("  Was to write   \(payload.jsonText)") }
    for effect in effects {
      lines.append(
        "  \(effect.state.rawValue.prefix(1).uppercased())\(effect.state.rawValue.dropFirst())"
          .padded(17) + "\(effect.verb.rawValue) \(effect.connection).\(effect.object)\(effect.id.map { " \($0)" } ?? "") by `\(effect.step.step)`")
    }
    lines += ["", entry.isEvent ? "Then: flowrun dead-letters replay \(letter.event)" : Self.noEvent(letter)]
    return lines.joined(separator: "\n")
  }

  /// Why a letter is not replayed; nil when it may be.
  static func refusal(_ entry: DeadLetterEntry, force: Bool) -> String? {
    if !entry.isEvent { return noEvent(entry.letter) }
    guard let later = entry.overtakenBy, !force else { return nil }
    return "event \(later) of the same thing is done since; --force replays it nevertheless."
  }

  /// What to do with a row of which no event could be made.
  static func noEvent(_ letter: DeadLetter) -> String {
    "No event could be made of it. Mend the row, send it with `flowrun run \(letter.flow).yaml --rows FILE`, and drop this letter."
  }

  static func json(_ entry: DeadLetterEntry, _ effects: [EffectRecord]? = nil) -> Value {
    let letter = entry.letter
    var members: [(String, Value)] = [
      ("id", .int(letter.event)), ("flow", .string(letter.flow)), ("version", .string(letter.version)), ("about", word(letter.about)),
      ("failed_at", .string(letter.at.description)), ("kind", .string(letter.reason.kind.rawValue)), ("code", word(letter.reason.code)),
      ("step", word(letter.reason.step)), ("text", .string(letter.reason.text)), ("advice", .string(letter.reason.advice)),
      ("attempts", .int(Int64(letter.attempts))), ("overtaken_by", entry.overtakenBy.map { .int($0) } ?? .null),
    ]
    if let effects {
      members += [
        ("event", letter.input ?? .null), ("raw", letter.raw.map { .string(text(of: $0)) } ?? .null), ("payload", letter.payload ?? .null),
        (
          "effects",
          .list(
            effects.map { effect in
              .map([
                "step": .string(effect.step.step), "verb": .string(effect.verb.rawValue), "connection": .string(effect.connection),
                "object": .string(effect.object), "id": word(effect.id), "state": .string(effect.state.rawValue),
              ])
            })
        ),
      ]
    }
    return .map(Record(uniqueKeysWithValues: members))
  }

  private static func word(_ text: String?) -> Value { text.map { .string($0) } ?? .null }

  private static func text(of raw: Value) -> String {
    switch raw {
    case .string(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    default: raw.jsonText
    }
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
