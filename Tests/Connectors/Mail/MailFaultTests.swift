import Calls
import ConnectorKit
import Foundation
import HTTPClient
import Mail
import Sandbox
import Testing

/// Over libcurl to the sandbox's mail server: what the wire and the server do to a mail.
@Suite struct MailFaultTests {
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

  /// A transport that trusts the sandbox's certificate.
  private func trusting(_ sandbox: Sandbox, _ body: (CurlTransport) async throws -> Void) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("authority-\(UUID().uuidString).pem")
    try #require(sandbox.mailAuthority).write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    var settings = TransportSettings.patient
    settings.authorities = file.path
    try await body(CurlTransport(settings))
  }

  @Test func aMailGoesByTLSWithItsLogin() async throws {
    try await run({ ($0.needsTLS, $0.needsLogin) = (true, true) }) { sandbox, url in
      try await trusting(sandbox) { transport in
        let login = ["basic.user": sandbox.configuration.mail.user, "basic.password": sandbox.configuration.mail.password]
        let connector = try mail(transport, url: url, login, ["tls": "required"])
        let text = String(repeating: "A long letter. ", count: 20_000)
        _ = try await connector.notify(message(["jo@acme.example"], text))
        _ = try await connector.notify(message(["kim@acme.example"]))
        #expect(sandbox.mails.map(\.isSecure) == [true, true] && sandbox.mails.first?.recipients == ["jo@acme.example"])
        #expect(ReadMail(try #require(sandbox.mails.first).message).text.hasPrefix(text))
        let plain = await failure { try await mail(transport, url: url, [:], ["tls": "none"]).notify(message(["jo@acme.example"])) }
        #expect(plain?.kind == .auth && plain?.code == "smtp_530" && sandbox.mails.count == 2)
      }
    }
  }

  /// The events wait until somebody has mended the certificate.
  @Test func aCertificateThatNobodyKnowsGetsNoMail() async throws {
    try await run { sandbox, url in
      let connector = try mail(CurlTransport(.patient), url: url, [:], ["tls": "required"])
      let failure = await failure { try await connector.notify(message(["jo@acme.example"])) }
      #expect(failure?.kind == .retry && failure?.affectsConnection == true && sandbox.mails.isEmpty)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var method: String
    var kind: SandboxFault.Kind
    var status = 0
    var commit = SandboxFault.Commit.before
    var expected: FailureClass
    var isDown = false
    var arrives = false
    var testDescription: String { "\(method) \(kind) \(status) \(commit)" }
  }

  /// Reference 9.7: the reply code decides; no reply after the message was sent is an unknown delivery.
  static let cases = [
    Case(method: "CONNECT", kind: .maintenance, expected: .retry, isDown: true),
    Case(method: "CONNECT", kind: .reset, expected: .retry, isDown: true),
    Case(method: "MAIL", kind: .error, status: 451, expected: .retry), Case(method: "MAIL", kind: .error, status: 553, expected: .rejected),
    Case(method: "RCPT", kind: .error, status: 450, expected: .retry), Case(method: "RCPT", kind: .error, status: 550, expected: .rejected),
    Case(method: "RCPT", kind: .rateLimit, expected: .retry), Case(method: "RCPT", kind: .reset, expected: .retry, isDown: true),
    Case(method: "DATA", kind: .error, status: 554, expected: .rejected), Case(method: "DATA", kind: .maintenance, expected: .retry, isDown: true),
    Case(method: "END", kind: .error, status: 552, expected: .rejected), Case(method: "END", kind: .error, status: 451, expected: .retry),
    Case(method: "END", kind: .reset, expected: .unknown, isDown: true),
    Case(method: "END", kind: .reset, commit: .after, expected: .unknown, isDown: true, arrives: true),
  ]

  @Test(arguments: cases) func whatGoesWrongHasItsClassAndTheNextMailGoes(_ given: Case) async throws {
    try await run { sandbox, url in
      var fault = SandboxFault(given.kind)
      (fault.system, fault.method, fault.commit, fault.times) = ("mail", given.method, given.commit, 1)
      (fault.status, fault.message) = (given.status, "as the test says")
      sandbox.inject(fault)
      let connector = try mail(CurlTransport(.patient), url: url)
      let call = message(["jo@acme.example"], key: "same")
      let failed = await failure { try await connector.notify(call) }
      #expect(failed?.kind == given.expected && failed?.affectsConnection == given.isDown)
      if given.kind == .error { #expect(failed?.code == "smtp_\(given.status)" && failed?.message.contains("as the test says") == true) }
      #expect(sandbox.mails.count == (given.arrives ? 1 : 0))
      _ = try await connector.notify(call)
      #expect(sandbox.mails.count == (given.arrives ? 2 : 1))
      // Whoever gets both can tell.
      #expect(Set(sandbox.mails.map { ReadMail($0.message).header("Message-ID") }).count == 1)
    }
  }

  @Test func aFaultStrikesTheMailsThatItNames() async throws {
    try await run { sandbox, url in
      var fault = SandboxFault(.error)
      (fault.system, fault.method, fault.body, fault.status) = ("mail", "RCPT", "<gone@acme.example>", 550)
      sandbox.inject(fault)
      // Those of the other systems leave mail alone.
      sandbox.inject(SandboxFault(.maintenance))
      let connector = try mail(CurlTransport(.patient), url: url)
      #expect(await failure { try await connector.notify(message(["gone@acme.example"])) }?.kind == .rejected)
      _ = try await connector.notify(message(["jo@acme.example"]))
      #expect(sandbox.mails.count == 1)
    }
  }
}
