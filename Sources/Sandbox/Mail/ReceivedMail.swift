/// A message that the sandbox's mail server took.
public struct ReceivedMail: Sendable {
  /// The envelope's sender.
  public var sender: String
  /// The envelope's recipients.
  public var recipients: [String]
  /// The message as it came, without the dots of the protocol.
  public var message: String
  /// True when it came by TLS.
  public var isSecure = false

  /// A header of the message, with its continued lines in one.
  public func header(_ name: String) -> String? {
    var value: String?
    for line in message.split(separator: "\r\n", omittingEmptySubsequences: false) {
      if line.isEmpty { break }
      if line.first?.isWhitespace == true, value != nil {
        value? += " " + line.trimmingSpace()
      } else if value != nil {
        break
      } else if line.lowercased().hasPrefix(name.lowercased() + ":") {
        value = line.dropFirst(name.count + 1).trimmingSpace()
      }
    }
    return value
  }

  var value: SandboxValue {
    [
      "sender": .string(sender), "recipients": .array(recipients.map(SandboxValue.string)), "message": .string(message), "tls": .bool(isSecure),
    ]
  }
}
