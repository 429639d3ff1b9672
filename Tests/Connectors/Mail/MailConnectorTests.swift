import Calls
import ConnectorKit
import HTTPClient
import Mail
import Sandbox
import Testing

@Suite struct MailConnectorTests {
  @Test func aMessageAsItIsSent() async throws {
    let transport = ScriptedTransport { _, _ in HTTPResponse(status: 250) }
    let connector = try mail(
      transport, url: "smtp://smtp.acme.example:587", ["basic.user": "u", "basic.password": "pass-word"], ["ehlo": "flows.acme.example"])
    let answer = try await connector.notify(
      message(["jo@acme.example", "Jo@acme.example", "ops@acme.example"], subject: "Müller AG", "*Müller* is won\n.\nend = 1 ", key: "ab12"))
    #expect(answer.id == "<ab12@acme.example>" && answer.info.requests == 1)
    let request = transport.requests[0]
    #expect(request.url == "smtp://smtp.acme.example:587/flows.acme.example" && !request.idempotent)
    #expect(
      request.mail
        == MailEnvelope(
          sender: "flows@acme.example", recipients: ["jo@acme.example", "ops@acme.example"], user: "u", password: Secret("pass-word"), needsTLS: true)
    )
    #expect(
      request.text
        == "From: flows@acme.example\r\nTo: jo@acme.example,\r\n ops@acme.example\r\nSubject: =?utf-8?B?TcO8bGxlciBBRw==?=\r\n"
        + "Message-ID: <ab12@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        + "Content-Transfer-Encoding: quoted-printable\r\n\r\n*M=C3=BCller* is won\r\n=2E\r\nend =3D 1=20\r\n")
  }

  @Test func withoutASubjectTheFirstLineIsIt() async throws {
    let transport = ScriptedTransport { _, _ in HTTPResponse(status: 250) }
    _ = try await mail(transport).notify(message(["a@b.example"], subject: nil, "\n  Renewal of Acme\nmore"))
    #expect(transport.requests[0].text.contains("\r\nSubject: Renewal of Acme\r\n"))
  }

  /// Reference 9.7: the reply code decides.
  @Test(
    arguments: [
      (250, nil), (421, FailureClass.retry), (450, .retry), (451, .retry), (452, .retry), (454, .retry), (530, .auth), (535, .auth), (550, .rejected),
      (552, .rejected), (553, .rejected), (554, .rejected), (0, .unknown),
    ] as [(Int, FailureClass?)])
  func everyReplyHasItsClass(_ code: Int, _ kind: FailureClass?) async throws {
    let connector = try mail(
      ScriptedTransport { _, _ in HTTPResponse(status: code, body: Array("\(code) because pass-word".utf8)) },
      ["basic.user": "u", "basic.password": "pass-word"])
    let failure = await failure { try await connector.notify(message(["a@b.example"])) }
    #expect(failure?.kind == kind)
    #expect(failure == nil || failure?.message.contains("pass-word") == false && failure?.code == "smtp_\(code)")
    #expect((failure?.affectsConnection ?? false) == [421, 454, 530, 535, 0].contains(code))
  }

  @Test(arguments: [(TransportFailure.Kind.notSent, FailureClass.retry), (.noAnswer, .unknown), (.badRequest, .rejected)])
  func aLostMessageIsUnknownOnlyWhereItMayHaveArrived(_ kind: TransportFailure.Kind, _ expected: FailureClass) async throws {
    let connector = try mail(ScriptedTransport { _, _ in throw TransportFailure(kind, "x") })
    #expect(await failure { try await connector.notify(message(["a@b.example"])) }?.kind == expected)
  }

  @Test func whatIsNoMailIsRefusedUnsent() async throws {
    let transport = ScriptedTransport { _, _ in HTTPResponse(status: 250) }
    let connector = try mail(transport)
    for to in [
      "", "jo", "jo@", "@x.example", "a@b@c.example", "a@b.example,c@d.example", "a@b.example c@d.example", "Jo <jo@x.example>",
      "a@b.example>\r\nRCPT TO:<c@d.example",
      "a@b.example\r\nBcc: c@d.example", "a\u{0}@b.example", "jö@x.example", "a..b@x.example", ".a@x.example", "a@x..example", "a@-x_y.example",
    ] {
      let failure = await failure { try await connector.notify(message([to])) }
      #expect(failure?.code == "bad_address" && failure?.kind == .rejected, "\(to)")
    }
    #expect(await failure { try await connector.notify(message([])) }?.code == "bad_address")
    #expect(await failure { try await connector.notify(message(["a@b.example"], channel: "x")) }?.code == "bad_channel")
    #expect(await failure { try await connector.notify(message(["a@b.example"], mention: ["x"])) }?.code == "bad_mention")
    #expect(transport.requests.isEmpty)
  }

  @Test func settingsAreChecked() {
    func setting(_ url: String, _ auth: [String: String] = [:], _ options: [String: String] = [:]) -> String? {
      do {
        _ = try mail(ScriptedTransport { _, _ in HTTPResponse(status: 250) }, url: url, auth, options)
        return nil
      } catch let failure as SettingsFailure {
        return failure.setting
      } catch {
        return "\(error)"
      }
    }
    let login = ["basic.user": "u", "basic.password": "p"]
    #expect(setting("smtp://a.example:587", login) == nil && setting("smtps://a.example:465", login) == nil && setting("smtp://a.example") == nil)
    #expect(
      setting("https://a.example") == "url" && setting("smtp://u@a.example") == "url" && setting("smtp://a.example/x") == "url"
        && setting("") == "url")
    #expect(setting("smtp://a.example", ["basic.user": "u"]) == "auth" && setting("smtp://a.example", ["token": "x"]) == "auth.token")
    #expect(setting("smtp://a.example", login, ["tls": "none"]) == "options.tls" && setting("smtp://a.example", [:], ["tls": "none"]) == nil)
    #expect(setting("smtp://127.0.0.1:25", login) == nil && setting("smtps://a.example", [:], ["tls": "none"]) == "options.tls")
    #expect(
      setting("smtp://a.example", [:], ["from": "Flows <f@a.example>"]) == "from"
        && setting("smtp://a.example", [:], ["ehlo": "a b"]) == "options.ehlo")
    #expect(setting("smtp://a.example", [:], ["tsl": "none"]) == "tsl")
  }
}
