public import Calls

/// What a request does to the target, which decides what a lost answer means.
public enum RequestEffect: Sendable, Equatable {
  /// Changes nothing: it may simply be asked again.
  case read
  /// Changes something: without an answer nobody knows whether it was done.
  case write
}

extension TransportFailure {
  /// The failure of the call that the request belonged to.
  public func callFailure(_ effect: RequestEffect, of system: String) -> CallFailure {
    switch kind {
    case .notSent:
      CallFailure(.retry, code: "not_reached", message: "\(system) was not reached: \(message)", affectsConnection: true)
    case .noAnswer where effect == .write:
      CallFailure(
        .unknown, code: "no_answer", message: "\(system) did not answer, so the write may have been done: \(message)", affectsConnection: true)
    case .noAnswer:
      CallFailure(.retry, code: "no_answer", message: "\(system) did not answer: \(message)", affectsConnection: true)
    case .tooLarge where effect == .write:
      CallFailure(.unknown, code: "answer_too_large", message: "\(system) answered a write with too much to read: \(message)")
    case .tooLarge:
      CallFailure(.rejected, code: "answer_too_large", message: "\(system) answered with too much to read: \(message)")
    case .cancelled where effect == .write:
      CallFailure(.unknown, code: "cancelled", message: "The call was cancelled while \(system) may have been doing it.")
    case .cancelled:
      CallFailure(.retry, code: "cancelled", message: "The call was cancelled.")
    case .notRecorded:
      CallFailure(.rejected, code: "not_recorded", message: message)
    case .badRequest:
      CallFailure(.rejected, code: "bad_request", message: "The request to \(system) could not be formed: \(message)")
    }
  }
}

extension HTTPResponse {
  /// True when the body says that it is JSON, or looks like it where nothing is said.
  public var isJSON: Bool {
    if let type = header("Content-Type")?.lowercased() { return type.contains("json") }
    let first = body.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// `Retry-After` in seconds, where it is a number.
  public var retryAfter: Double? {
    guard let seconds = header("Retry-After").flatMap(Double.init), seconds >= 0, seconds < 1e6 else { return nil }
    return seconds
  }

  /// The body's first words, without tags, line ends and secrets, for a message.
  public func excerpt(_ redaction: Redaction) -> String {
    // Before anything is cut: half a secret would not be found.
    let safe = redaction.redacted(String(decoding: body.prefix(16384), as: UTF8.self))
    var text = ""
    var inTag = false
    for character in safe.prefix(2048) {
      switch character {
      case "<": inTag = true
      case ">":
        inTag = false
        text += " "
      case _ where inTag: continue
      case _ where character.isWhitespace: text += " "
      default: text.append(character)
      }
    }
    // Once more: a tag or a line end may have stood within one.
    let words = redaction.redacted(text.split(separator: " ").joined(separator: " "))
    return words.count > 160 ? "\(words.prefix(160))…" : words
  }
}
