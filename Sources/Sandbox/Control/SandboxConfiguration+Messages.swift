/// Credentials of the sandbox's Slack.
public struct SlackConfiguration: Sendable {
  public var token = "xoxb-sandbox"
  /// What follows `/services/` in the address of the incoming webhook.
  public var hook = "T024BE7LD/B0SANDBOX/sandboxhooksecret"
  /// False lifts the limit of one message a second and channel.
  public var limitsChannels = true

  public init() {}
}

/// The sandbox's mail server.
public struct MailConfiguration: Sendable {
  /// The port to listen on; 0 takes a free one.
  public var port = 0
  public var user = "sandbox"
  public var password = "sandbox-password"
  /// True refuses mail of clients that have not logged in.
  public var needsLogin = false
  /// False hides STARTTLS.
  public var offersTLS = true
  /// True refuses mail in plain text.
  public var needsTLS = false
  /// Recipients in lower case and the reply code that each gets, such as 550 or 451.
  public var refusals: [String: Int] = [:]
  /// The largest message, in bytes.
  public var largest = 10_000_000

  public init() {}
}
