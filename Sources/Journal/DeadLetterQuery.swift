public import CEL
public import FlowEngine
import JSON

/// Which dead letters are meant; everything that is said must hold.
public struct DeadLetterQuery: Sendable {
  /// Empty: all.
  public var ids: [EventID]
  public var flow: String?
  /// The kind of failure (`rejected`) or the target's own code.
  public var error: String?
  /// The step that failed.
  public var step: String?
  /// Words of the reason, of what came, or of what was to be written, in any case of letters.
  public var text: String?
  /// Failed at this time or later.
  public var since: Timestamp?
  /// Failed before this time.
  public var until: Timestamp?

  public init(
    ids: [EventID] = [], flow: String? = nil, error: String? = nil, step: String? = nil, text: String? = nil, since: Timestamp? = nil,
    until: Timestamp? = nil
  ) {
    self.ids = ids
    self.flow = flow
    self.error = error
    self.step = step
    self.text = text
    self.since = since
    self.until = until
  }

  func matches(_ letter: DeadLetter) -> Bool {
    if let error, letter.reason.kind.rawValue != error, letter.reason.code != error { return false }
    if let step, letter.reason.step != step { return false }
    if let text, !Self.texts(of: letter).contains(where: { $0.lowercased().contains(text.lowercased()) }) { return false }
    if let since, letter.at < since { return false }
    if let until, letter.at >= until { return false }
    return true
  }

  private static func texts(of letter: DeadLetter) -> [String] {
    var texts = [letter.reason.text, letter.about ?? ""]
    for value in [letter.input, letter.payload, letter.raw].compactMap(\.self) {
      switch value {
      case .string(let text): texts.append(text)
      case .bytes(let bytes): texts.append(String(decoding: bytes, as: UTF8.self))
      default: texts.append(value.jsonText)
      }
    }
    return texts
  }
}

/// A dead letter as people see it, with what decides whether it may be replayed.
public struct DeadLetterEntry: Sendable {
  public var letter: DeadLetter
  /// A later event of the same thing that is done: a replay would write older values over its.
  public var overtakenBy: EventID?
  /// True when the journal has the version of the flow under which it failed.
  public var hasVersion: Bool

  /// False when no event could be made of what came: there is nothing to go on with.
  public var isEvent: Bool { letter.input != nil }
}
