import Calls
import ConnectorKit
import HTTPClient
import Mail
import Sandbox
import Testing

/// Over libcurl to the sandbox's mail server.
@Suite struct MailLiveTests {
  private func run(_ change: (inout MailConfiguration) -> Void = { _ in }, _ body: (Sandbox, String) async throws -> Void) async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 1
    change(&configuration.mail)
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().mail
    do {
      try await body(sandbox, url)
      await sandbox.stop()
    } catch {
      await sandbox.stop()
      throw error
    }
  }

  @Test func aMailArrivesWhole() async throws {
    try await run { sandbox, url in
      let text = "Grüße,\n.\n..\n\nFrom: x\ntab\there \n" + String(repeating: "long ☃ ", count: 300)
      let subject = "Verlängerung für «Société Générale» — " + String(repeating: "ž", count: 80)
      let answer = try await mail(CurlTransport(.patient), url: url).notify(
        message(["jo@acme.example", "kim@acme.example"], subject: subject, text, key: "a1b2"))
      let received = try #require(sandbox.mails.first)
      #expect(sandbox.mails.count == 1 && received.sender == "flows@acme.example" && received.recipients == ["jo@acme.example", "kim@acme.example"])
      let read = ReadMail(received.message)
      #expect(read.header("Subject") == subject && read.header("Message-ID") == answer.id && answer.id == "<a1b2@acme.example>")
      #expect(read.header("To") == "jo@acme.example, kim@acme.example" && read.header("From") == "flows@acme.example")
      #expect(trimmed(read.text) == text)
      // RFC 5322, 3.3.
      let date = try #require(read.header("Date"))
      #expect(date.hasSuffix(" +0000") && date.split(separator: " ").count == 6 && HTTPDate.parse(date.dropLast(5) + "GMT") != nil)
      #expect(received.message.utf8.split(separator: 0x0A).allSatisfy { $0.count <= 79 })
    }
  }

  @Test func aLoginIsMadeAndAWrongOneIsTheConnections() async throws {
    try await run({ $0.needsLogin = true }) { sandbox, url in
      let right = ["basic.user": sandbox.configuration.mail.user, "basic.password": sandbox.configuration.mail.password]
      _ = try await mail(CurlTransport(.patient), url: url, right).notify(message(["jo@acme.example"]))
      #expect(sandbox.mails.count == 1)
      let wrong = try mail(CurlTransport(.patient), url: url, ["basic.user": "sandbox", "basic.password": "wrong-password"])
      let refused = await failure { try await wrong.notify(message(["jo@acme.example"])) }
      #expect(refused?.kind == .auth && refused?.affectsConnection == true && refused?.message.contains("wrong-password") == false)
      let none = await failure { try await mail(CurlTransport(.patient), url: url).notify(message(["jo@acme.example"])) }
      #expect(none?.kind == .auth && none?.code == "smtp_530")
      #expect(sandbox.mails.count == 1)
    }
  }

  @Test func aRefusedRecipientRefusesTheMail() async throws {
    try await run({ $0.refusals = ["gone@acme.example": 550, "grey@acme.example": 451] }) { sandbox, url in
      let connector = try mail(CurlTransport(.patient), url: url)
      let gone = await failure { try await connector.notify(message(["jo@acme.example", "gone@acme.example"])) }
      #expect(gone?.kind == .rejected && gone?.code == "smtp_550" && gone?.affectsConnection == false)
      let grey = await failure { try await connector.notify(message(["grey@acme.example"])) }
      #expect(grey?.kind == .retry && grey?.code == "smtp_451")
      #expect(sandbox.mails.isEmpty)
    }
  }

  @Test func tooLargeIsRefusedAndNobodyThereIsTriedAgain() async throws {
    try await run({ $0.largest = 1000 }) { _, url in
      let connector = try mail(CurlTransport(.patient), url: url)
      let large = await failure { try await connector.notify(message(["jo@acme.example"], String(repeating: "x", count: 3000))) }
      #expect(large?.kind == .rejected && large?.code == "smtp_552")
    }
    let nobody = await failure { try await mail(CurlTransport(.patient), url: "smtp://127.0.0.1:1").notify(message(["jo@acme.example"])) }
    #expect(nobody?.kind == .retry && nobody?.affectsConnection == true)
  }

  /// STARTTLS is not offered, so nothing is said in plain text.
  @Test func withoutTLSNothingIsSent() async throws {
    try await run({ $0.offersTLS = false }) { sandbox, url in
      let connector = try mail(CurlTransport(.patient), url: url, [:], ["tls": "required"])
      let failure = await failure { try await connector.notify(message(["jo@acme.example"])) }
      #expect(failure?.kind == .rejected && sandbox.mails.isEmpty)
    }
  }

  /// Whatever stands in a value stays in it: no header, recipient or message is added.
  @Test func noValueInjects() async throws {
    let seed = UInt64.random(in: 0...9999)
    print("mail injection seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "\r\n", "\n", "\r", "\r\n.\r\n", "\n.\n", "Bcc: evil@x.example", "\r\nBcc: evil@x.example\r\n", "=?utf-8?B?", "?=", ".", "..", "\u{0}",
      "\u{85}", "\u{2028}",
      "é", "☃", "👩🏽‍🚀", " ", "\t", "a", "Content-Type: text/html", "<b>", "=0D=0A", "RCPT TO:<evil@x.example>", "\r\n\r\n", "QUIT", ",",
    ]
    func noise() -> String { (0..<Int.random(in: 0...14, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() }
    try await run { sandbox, url in
      let connector = try mail(CurlTransport(.patient), url: url)
      for round in 0..<60 {
        let (subject, text) = (noise(), noise())
        let before = sandbox.mails.count
        // Half of the rounds try it with the recipient.
        let to = round % 2 == 0 ? "jo@acme.example" : "jo@acme.example" + noise()
        let isAddress = to == "jo@acme.example"
        let outcome = await failure { try await connector.notify(message([to], subject: subject, text, key: "k\(round)")) }
        guard isAddress || outcome == nil else {
          #expect(outcome?.code == "bad_address" && sandbox.mails.count == before, "seed \(seed), round \(round)")
          continue
        }
        #expect(outcome == nil && sandbox.mails.count == before + 1, "seed \(seed), round \(round)")
        guard let received = sandbox.mails.last else { return }
        let read = ReadMail(received.message)
        #expect(received.recipients == [to] && !to.contains("evil"), "seed \(seed), round \(round)")
        #expect(
          read.headers.map(\.name) == [
            "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
          ], "seed \(seed), round \(round): \(received.message)")
        #expect(read.header("Content-Type") == "text/plain; charset=utf-8" && read.header("To") == to)
        #expect(Array(trimmed(read.text).utf8) == Array(trimmed(lines(text)).utf8), "seed \(seed), round \(round)")
      }
    }
  }

  /// Every end of a line as one line feed, and no NUL.
  private func lines(_ text: String) -> String {
    var bytes: [UInt8] = []
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0D || byte == 0x0A && last != 0x0D { bytes.append(0x0A) } else if byte != 0x0A, byte != 0 { bytes.append(byte) }
      last = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Without the line ends at its end, which a mail always has one of.
  private func trimmed(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while bytes.last == 0x0A { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
