/// One mail client with the server: its lines, and the faults that strike them.
struct MailExchange {
  enum Reaction {
    case nothing
    case say(SMTPSession.Answer)
    case hangUp
  }

  private let sandbox: Sandbox
  private var session: SMTPSession

  init(_ sandbox: Sandbox, offersTLS: Bool) {
    self.sandbox = sandbox
    session = SMTPSession(sandbox.configuration.mail, offersTLS: offersTLS)
  }

  mutating func greet() async throws -> Reaction {
    try await react(to: "CONNECT", "") { _ in SMTPSession.Answer(SMTPSession.greeting) }
  }

  mutating func take(_ line: String) async throws -> Reaction {
    guard let event = session.event(of: line) else { return session.line(line).map { .say($0) } ?? .nothing }
    return try await react(to: event.verb, event.text) { $0.line(line) }
  }

  private mutating func react(to verb: String, _ text: String, _ answer: (inout SMTPSession) -> SMTPSession.Answer?) async throws -> Reaction {
    let struck = sandbox.withWorld { $0.faults.strike(mail: verb, text) }
    for fault in struck where fault.kind == .slow { try await Task.sleep(for: .milliseconds(fault.delay)) }
    for fault in struck where fault.commit == .before {
      guard let reaction = Self.reaction(fault) else { continue }
      if verb == "END" { session.drop() }
      return reaction
    }
    let answer = answer(&session)
    if !session.taken.isEmpty {
      let mails = session.taken
      session.taken = []
      sandbox.withWorld { $0.mails += mails }
    }
    for fault in struck where fault.commit == .after {
      if let reaction = Self.reaction(fault) { return reaction }
    }
    return answer.map { .say($0) } ?? .nothing
  }

  private static func reaction(_ fault: SandboxFault) -> Reaction? {
    switch fault.kind {
    case .error: .say(SMTPSession.Answer("\(fault.status) \(fault.message)"))
    case .rateLimit: .say(SMTPSession.Answer("452 too many messages, try again later"))
    case .maintenance: .say(SMTPSession.Answer("421 service not available, closing", closes: true))
    case .reset: .hangUp
    case .slow, .partial, .lockChunk, .lockRow, .expireSession, .requestLimit, .concurrentLimit, .edge: nil
    }
  }
}
