/// Sends one message to people.
public struct NotifyCall: Sendable, Equatable {
  public var connection: String
  /// The connector's channel beyond its default: `chatter`.
  public var channel: String?
  /// Channels, people or records, as the connector names them.
  public var to: [String]
  public var subject: String?
  public var text: String
  /// People or records to mention.
  public var mention: [String]
  /// The effect key: the same when the message is sent again, so that the target or the reader can tell (a mail's Message-ID).
  public var key: String

  public init(connection: String, channel: String?, to: [String], subject: String?, text: String, mention: [String], key: String) {
    self.connection = connection
    self.channel = channel
    self.to = to
    self.subject = subject
    self.text = text
    self.mention = mention
    self.key = key
  }
}

/// A message was taken.
public struct NotifyAnswer: Sendable, Equatable {
  /// The target's name for the message, where it gives one.
  public var id: String?
  public var info: CallInfo

  public init(id: String?, info: CallInfo = CallInfo()) {
    self.id = id
    self.info = info
  }
}
