public import Calls
public import ConnectorKit
public import Schema

/// Mail over SMTP: `notify` sends one plain-text message to one or more addresses.
///
/// Settings: `url` (`smtp://host:587` with STARTTLS, `smtps://host:465`), `from`, `auth` by `basic` (`user`, `password`); options `tls`, `ehlo`,
/// `timeout` in seconds. A message that is sent again has the same Message-ID.
public struct MailConnector: Connector {
  public static let kind = "mail"
  public static let standardSchema = ConnectionSchema()
  public static let traits = ConnectorTraits(writeBatch: 1, allOrNothing: false, pollOverlap: 0, concurrentCalls: 2)

  let settings: MailSettings
  let transport: any HTTPTransport

  public init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    self.settings = try MailSettings(settings)
    self.transport = transport
  }

  public func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    let tally = CallTally()
    let id = try Self.id(call.key, settings.from)
    let message = MailMessage(from: settings.from, to: try Self.recipients(call), subject: Self.subject(call), text: call.text, id: id)
    let request = HTTPRequest(
      .post, settings.url, headers: [("Content-Type", "message/rfc822")], body: message.bytes, idempotent: false, timeout: settings.timeout,
      mail: MailEnvelope(
        sender: settings.from, recipients: message.to, user: settings.user, password: settings.password, needsTLS: settings.needsTLS))
    tally.count()
    let response: HTTPResponse
    do throws(TransportFailure) {
      response = try await transport.send(request)
    } catch {
      throw error.callFailure(.write, of: "The mail server")
    }
    if let failure = MailReply.failure(of: response, settings.redaction) { throw failure }
    return NotifyAnswer(id: "<\(id)>", info: tally.info)
  }

  private static func recipients(_ call: NotifyCall) throws(CallFailure) -> [String] {
    if let channel = call.channel {
      throw CallFailure(.rejected, code: "bad_channel", message: "Mail has no channel `\(channel)`: write `notify: \(call.connection)`.")
    }
    guard call.mention.isEmpty else {
      throw CallFailure(.rejected, code: "bad_mention", message: "A mail mentions nobody: name the people under `to`.")
    }
    var recipients: [String] = []
    var seen: Set<String> = []
    for text in call.to where seen.insert(text.lowercased()).inserted {
      guard MailEnvelope.isAddress(text) else {
        throw CallFailure(
          .rejected, code: "bad_address",
          message: "`\(HeaderText.flat(String(text.prefix(80))))` is no mail address. Several are a list: `to: [=a.Email, ops@acme.example]`.",
          fields: ["to"])
      }
      recipients.append(text)
    }
    guard (1...100).contains(recipients.count) else {
      throw CallFailure(.rejected, code: "bad_address", message: "A mail goes to 1 to 100 addresses, not \(recipients.count).", fields: ["to"])
    }
    return recipients
  }

  /// Without a subject the text's first line is it.
  private static func subject(_ call: NotifyCall) -> String {
    let given = call.subject.map(HeaderText.flat) ?? ""
    if !given.isEmpty { return given }
    let first = call.text.split(whereSeparator: \.isNewline).lazy.map { HeaderText.flat(String($0)) }.first { !$0.isEmpty } ?? ""
    return first.count > 78 ? "\(first.prefix(77))…" : first
  }

  /// The effect key, so that a mail that came twice can be told.
  private static func id(_ key: String, _ from: String) throws(CallFailure) -> String {
    let domain = from.split(separator: "@").last.map(String.init) ?? ""
    let id = "\(key)@\(domain)"
    guard MailEnvelope.isAddress(id) || key.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) }) else {
      throw CallFailure(.rejected, code: "bad_key", message: "The effect key can be no part of a Message-ID.")
    }
    return id
  }

  public func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] {
    if objects.isEmpty { return [] }
    throw Self.noRecords
  }

  public func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { throw Self.noRecords }
  public func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer { throw Self.noRecords }
  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer { throw Self.noRecords }

  private static let noRecords = CallFailure(.rejected, code: "not_supported", message: "Mail has no records; send with `notify`.")
}

/// What an SMTP reply means for the engine.
enum MailReply {
  /// Nil for a reply that took the mail.
  static func failure(of response: HTTPResponse, _ redaction: Redaction) -> CallFailure? {
    let code = response.status
    guard code >= 400 || code < 200 else { return nil }
    let words = response.excerpt(redaction)
    func failure(_ kind: FailureClass, isDown: Bool = false) -> CallFailure {
      CallFailure(
        kind, code: "smtp_\(code)", message: "The mail server answers \(code)\(words.isEmpty ? "" : ": \(words)").", affectsConnection: isDown)
    }
    switch code {
    // The service or its login is not there just now; 450 to 452 are one mailbox's, greylisting among them.
    case 421, 454: return failure(.retry, isDown: true)
    case 400..<500: return failure(.retry)
    case 530, 534, 535, 538: return failure(.auth, isDown: true)
    case 500...: return failure(.rejected)
    // The server closed without a word after it had the message.
    default: return failure(.unknown, isDown: true)
    }
  }
}
