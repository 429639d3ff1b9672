/// The conversation of one mail client with the server (RFC 5321), line by line.
struct SMTPSession {
  /// What the server says, and what it does after.
  struct Answer: Equatable {
    var text: String
    var closes = false
    var startsTLS = false

    init(_ text: String, closes: Bool = false, startsTLS: Bool = false) {
      self.text = text
      self.closes = closes
      self.startsTLS = startsTLS
    }
  }

  let settings: MailConfiguration
  private let offersTLS: Bool
  private var isSecure = false
  private var isAuthenticated = false
  private var login: [String]?
  private var sender: String?
  private var recipients: [String] = []
  private var data: [String]?
  /// The messages that were taken, to be fetched by the server.
  var taken: [ReceivedMail] = []

  init(_ settings: MailConfiguration, offersTLS: Bool = false) {
    self.settings = settings
    self.offersTLS = offersTLS
  }

  static let greeting = "220 sandbox ESMTP"

  mutating func line(_ line: String) -> Answer? {
    if data != nil { return content(line) }
    if login != nil { return loginLine(line) }
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words.first?.uppercased() {
    case "EHLO":
      reset()
      let tls = offersTLS && !isSecure ? "250-STARTTLS\r\n" : ""
      return Answer("250-sandbox\r\n250-PIPELINING\r\n250-8BITMIME\r\n\(tls)250-SIZE \(settings.largest)\r\n250 AUTH PLAIN LOGIN")
    case "HELO":
      reset()
      return Answer("250 sandbox")
    case "AUTH": return authenticate(rest)
    case "MAIL": return mail(rest)
    case "RCPT": return recipient(rest)
    case "DATA":
      guard sender != nil else { return Answer("503 MAIL first") }
      guard !recipients.isEmpty else { return Answer("554 no valid recipients") }
      data = []
      return Answer("354 end with <CRLF>.<CRLF>")
    case "RSET":
      reset()
      return Answer("250 ok")
    case "NOOP": return Answer("250 ok")
    case "QUIT": return Answer("221 bye", closes: true)
    case "STARTTLS":
      guard offersTLS, !isSecure else { return Answer("454 TLS not available") }
      reset()
      (isSecure, isAuthenticated) = (true, false)
      return Answer("220 ready to start TLS", startsTLS: true)
    default: return Answer("500 unknown command")
    }
  }

  /// What a fault may strike: a command, or as `END` the end of a message with its text; nil for what is part of either.
  func event(of line: String) -> (verb: String, text: String)? {
    if let data { return line == "." ? ("END", data.joined(separator: "\r\n")) : nil }
    if login != nil { return nil }
    return (line.prefix { $0 != " " }.uppercased(), line)
  }

  /// Forgets the message that was being sent.
  mutating func drop() {
    data = nil
    reset()
  }

  private mutating func reset() { (sender, recipients) = (nil, []) }

  private mutating func authenticate(_ rest: String) -> Answer {
    let words = rest.split(separator: " ").map(String.init)
    switch words.first?.uppercased() {
    case "PLAIN":
      guard words.count > 1 else {
        login = ["plain"]
        return Answer("334 ")
      }
      return plain(words[1])
    case "LOGIN":
      login = []
      if words.count > 1 { return loginLine(words[1]) ?? Answer("501 no") }
      return Answer("334 VXNlcm5hbWU6")
    default: return Answer("504 unknown mechanism")
    }
  }

  private mutating func plain(_ text: String) -> Answer {
    let parts = Base64.decode(text).map { $0.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) } } ?? []
    return judge(parts.count == 3 ? Array(parts[1...]) : [])
  }

  private mutating func loginLine(_ line: String) -> Answer? {
    if login == ["plain"] {
      login = nil
      return plain(line)
    }
    login?.append(Base64.decode(line).map { String(decoding: $0, as: UTF8.self) } ?? "")
    guard let given = login, given.count == 2 else { return Answer("334 UGFzc3dvcmQ6") }
    login = nil
    return judge(given)
  }

  private mutating func judge(_ given: [String]) -> Answer {
    isAuthenticated = given == [settings.user, settings.password]
    return isAuthenticated ? Answer("235 welcome") : Answer("535 authentication failed")
  }

  /// The address of `FROM:<a@b>`.
  private static func address(_ text: String, _ verb: String) -> String? {
    guard text.uppercased().hasPrefix(verb + ":"), let open = text.firstIndex(of: "<"), let close = text.firstIndex(of: ">"), open < close else {
      return nil
    }
    return String(text[text.index(after: open)..<close])
  }

  private mutating func mail(_ rest: String) -> Answer {
    guard !settings.needsTLS || isSecure else { return Answer("530 must issue a STARTTLS command first") }
    guard !settings.needsLogin || isAuthenticated else { return Answer("530 authentication required") }
    guard let address = Self.address(rest, "FROM") else { return Answer("501 syntax: MAIL FROM:<address>") }
    reset()
    sender = address
    return Answer("250 ok")
  }

  private mutating func recipient(_ rest: String) -> Answer {
    guard sender != nil else { return Answer("503 MAIL first") }
    guard let address = Self.address(rest, "TO") else { return Answer("501 syntax: RCPT TO:<address>") }
    if let refusal = settings.refusals[address.lowercased()] { return Answer("\(refusal) refused") }
    recipients.append(address)
    return Answer("250 ok")
  }

  private mutating func content(_ line: String) -> Answer? {
    guard line == "." else {
      data?.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
      return nil
    }
    let message = (data ?? []).map { $0 + "\r\n" }.joined()
    data = nil
    defer { reset() }
    guard message.utf8.count <= settings.largest else { return Answer("552 message too big") }
    taken.append(ReceivedMail(sender: sender ?? "", recipients: recipients, message: message, isSecure: isSecure))
    return Answer("250 queued")
  }
}
