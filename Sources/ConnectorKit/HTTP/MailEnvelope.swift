/// What SMTP needs beside a message: a request with an envelope is a mail, its URL begins with `smtp://` or `smtps://`, its body is the message
/// without its `Date` and with CRLF line ends, and its answer's status is the server's reply code.
public struct MailEnvelope: Sendable, Equatable {
  /// An address without brackets.
  public var sender: String
  public var recipients: [String]
  public var user: String?
  public var password: Secret?
  /// False lets the message go in plain text where the URL says `smtp`.
  public var needsTLS: Bool

  public init(sender: String, recipients: [String], user: String? = nil, password: Secret? = nil, needsTLS: Bool = true) {
    self.sender = sender
    self.recipients = recipients
    self.user = user
    self.password = password
    self.needsTLS = needsTLS
  }

  /// True for an address that SMTP takes as it is: one local part and one domain of letters, digits and the signs that need no quotes, so that
  /// nothing in it can end a command or begin another recipient.
  public static func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].count), (1...255).contains(parts[1].count), text.utf8.count <= 254 else { return false }
    return isDotted(parts[0]) { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
      && isDotted(parts[1]) { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isDotted(_ text: Substring.UTF8View, _ isAllowed: (UInt8) -> Bool) -> Bool {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.allSatisfy(isAllowed) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
