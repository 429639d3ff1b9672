import Foundation
import Testing

@testable import Sandbox

@Suite struct MailTests {
  private func say(_ lines: [String], _ change: (inout MailConfiguration) -> Void = { _ in }) -> (codes: [String], mails: [ReceivedMail]) {
    var settings = MailConfiguration()
    change(&settings)
    var session = SMTPSession(settings)
    let codes = lines.compactMap { session.line($0)?.text.prefix(3) }.map(String.init)
    return (codes, session.taken)
  }

  @Test func `a message is taken, its dots and lines as they were`() {
    let lines = [
      "EHLO me", "MAIL FROM:<a@x.example>", "RCPT TO:<b@x.example>", "RCPT TO:<c@x.example>", "DATA", "Subject: long", "  folded", "", "..dot", ".",
      "QUIT",
    ]
    let (codes, mails) = say(lines)
    #expect(codes == ["250", "250", "250", "250", "354", "250", "221"])
    #expect(mails.count == 1)
    #expect(mails[0].recipients == ["b@x.example", "c@x.example"])
    #expect(mails[0].message == "Subject: long\r\n  folded\r\n\r\n.dot\r\n")
    #expect(mails[0].header("subject") == "long folded")
  }

  @Test func `refusals are by reply code`() {
    #expect(say(["DATA", "RCPT TO:<a@x>", "NONSENSE", "MAIL a@x", "STARTTLS"]).codes == ["503", "503", "500", "501", "454"])
    let refused = say(["MAIL FROM:<a@x>", "RCPT TO:<NoBody@x>", "RCPT TO:<busy@x>", "DATA"]) { $0.refusals = ["nobody@x": 550, "busy@x": 451] }
    #expect(refused.codes == ["250", "550", "451", "554"])
    let big = say(["MAIL FROM:<a@x>", "RCPT TO:<b@x>", "DATA", "0123456789", "."]) { $0.largest = 5 }
    #expect(big.codes.last == "552")
    #expect(big.mails.isEmpty)
  }

  @Test func `logins by both mechanisms`() {
    let plain = Data("\0sandbox\0sandbox-password".utf8).base64EncodedString()
    let (user, password) = (Data("sandbox".utf8).base64EncodedString(), Data("sandbox-password".utf8).base64EncodedString())
    let mail = "MAIL FROM:<a@x>"
    #expect(say([mail]) { $0.needsLogin = true }.codes == ["530"])
    #expect(say(["AUTH PLAIN \(plain)", mail]) { $0.needsLogin = true }.codes == ["235", "250"])
    #expect(say(["AUTH PLAIN", plain, mail]) { $0.needsLogin = true }.codes == ["334", "235", "250"])
    #expect(say(["AUTH LOGIN", user, password, mail]) { $0.needsLogin = true }.codes == ["334", "334", "235", "250"])
    #expect(say(["AUTH LOGIN \(user)", user, mail]) { $0.needsLogin = true }.codes == ["334", "535", "530"])
  }

  @Test func `mail comes over a socket`() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 5
    let sandbox = Sandbox(configuration)
    let addresses = try await sandbox.start()
    let port = try #require(addresses.mail.split(separator: ":").last.flatMap { Int($0) })
    let talk = "EHLO me\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\nSubject: Hi\r\n\r\nText\r\n.\r\nQUIT\r\n"
    let end = await PlainSocket.exchange(port: port, talk)
    #expect(end.error == 0)
    #expect(sandbox.mails.map { $0.header("Subject") } == ["Hi"])
    await sandbox.stop()
  }
}
