/// The state of the sandbox's Slack: who and what is there, and what was posted (gainsight.md 9.1 to 9.6).
struct SlackWorkspace {
  /// Channels by id.
  static let channels: [String: String] = [
    "C024BE91L": "revops-alerts", "C024BE92M": "cs-handoffs", "C024BE93N": "general", "C024BE94P": "archived-deals",
  ]
  static let archived: Set<String> = ["C024BE94P"]

  var messages: [SlackMessage] = []
  /// When each channel was posted to last.
  var lastPost: [String: Instant] = [:]
  private var sequence = 0

  mutating func nextStamp(_ now: Instant) -> String {
    sequence += 1
    return "\(now.milliseconds / 1000).\(pad(sequence, 6))"
  }

  /// Ids of users, from the address.
  static func userID(_ email: String) -> String { "U" + SHA256Digest.hex(email.lowercased()).prefix(9).uppercased() }
}

/// A message that was posted to the sandbox's Slack.
public struct SlackMessage: Sendable {
  /// The id of the channel, or of the direct conversation.
  public var channel: String
  public var text: String
  public var blocks: SandboxValue
  /// The time stamp that identifies the message.
  public var stamp: String
  /// The stamp of the message that this one answers.
  public var thread: String?

  var value: SandboxValue {
    [
      "channel": .string(channel), "text": .string(text), "blocks": blocks, "ts": .string(stamp),
      "thread_ts": SandboxValue(thread),
    ]
  }
}
