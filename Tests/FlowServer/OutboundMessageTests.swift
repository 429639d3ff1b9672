import ConnectorKit
import Foundation
import Synchronization
import Testing

@testable import FlowServer

/// The envelope of the reference, 7.2.
private func envelope(
  organization: String = "00D5w000004qGTOEA2", notifications: [String] = [notification()], before: String = "", after: String = ""
) -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?>\(before)
  <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
   <soapenv:Body>
    <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
     <OrganizationId>\(organization)</OrganizationId>
     <ActionId>04k5w000000TSwMAAW</ActionId>
     <SessionId xsi:nil="true"/>
     <EnterpriseUrl>https://acme.my.salesforce.com/services/Soap/c/67.0/00D5w000004qGTO</EnterpriseUrl>
     <PartnerUrl>https://acme.my.salesforce.com/services/Soap/u/67.0/00D5w000004qGTO</PartnerUrl>
  \(notifications.joined(separator: "\n"))\(after)
    </notifications>
   </soapenv:Body>
  </soapenv:Envelope>
  """
}

private func notification(id: String = "04l5w00005286hAAAQ", object: String = "Opportunity", record: String = "0065w000023STAm") -> String {
  """
     <Notification>
      <Id>\(id)</Id>
      <sObject xsi:type="sf:\(object)" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
       <sf:Id>\(record)</sf:Id>
       <sf:Amount>45000.0</sf:Amount>
       <sf:Description>&lt;OrganizationId&gt;00D000000000001&lt;/OrganizationId&gt;<![CDATA[<Id>x</Id>]]></sf:Description>
      </sObject>
     </Notification>
  """
}

private func fault(_ text: String) -> OutboundMessage.Fault? {
  do throws(OutboundMessage.Fault) {
    _ = try OutboundMessageReader.read(Array(text.utf8))
    return nil
  } catch {
    return error
  }
}

@Suite struct OutboundMessageTests {
  @Test func theRecordsOfAMessageAreRead() throws {
    let message = try OutboundMessageReader.read(Array(envelope(notifications: [notification(), notification(id: "04l5w00005286hB")]).utf8))
    #expect(message.organization == "00D5w000004qGTOEA2")
    #expect(message.notifications.map(\.object) == ["Opportunity", "Opportunity"])
    #expect(message.notifications.map(\.record) == ["0065w000023STAmAAO", "0065w000023STAmAAO"])
  }

  @Test func aHundredNotificationsAreAMessageAndNoMore() throws {
    let many = Array(repeating: notification(), count: 100)
    #expect(try OutboundMessageReader.read(Array(envelope(notifications: many).utf8)).notifications.count == 100)
    #expect(fault(envelope(notifications: many + [notification()])) == .tooMany)
  }

  /// A record that was deleted meanwhile comes without data.
  @Test func aNotificationWithoutItsRecordIsNoFault() throws {
    let empty = "<Notification><Id>04l5w00005286hAAAQ</Id></Notification>"
    #expect(try OutboundMessageReader.read(Array(envelope(notifications: [empty]).utf8)).notifications.map(\.record) == [""])
  }

  static let billion =
    "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">"
    + (1...9).map { "<!ENTITY \("abcdefghij".dropFirst($0).first ?? "z") \"\(String(repeating: "&a;", count: 10))\">" }.joined() + "]>"

  static let hostile: [(String, String, OutboundMessage.Fault)] = [
    ("entities that grow", envelope(before: billion), .documentType),
    ("a file as entity", envelope(before: #"<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>"#), .documentType),
    ("a document type elsewhere", envelope(before: #"<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">"#), .documentType),
    ("an entity that nobody declared", envelope(organization: "&org;"), .noXML),
    ("depth", envelope(after: String(repeating: "<a>", count: 100_000)), .tooDeep),
    ("a long id", envelope(organization: String(repeating: "0", count: 1_000_000)), .badID),
    ("a wrong checksum", envelope(notifications: [notification(record: "0065w000023STAmAAA")]), .badID),
    ("an id that is a path", envelope(notifications: [notification(record: "../../../../etc")]), .badID),
    ("no organisation", envelope(organization: ""), .noMessage),
    ("no notification", envelope(notifications: []), .noMessage),
    ("half a message", String(envelope().prefix(900)), .noXML),
    ("something behind it", envelope() + "<x/>", .noXML),
    ("no XML", #"{"OrganizationId":"00D5w000004qGTOEA2"}"#, .noXML), ("nothing", "", .noXML),
    ("another namespace", envelope().replacingOccurrences(of: "2005/09/outbound", with: "2005/09/inbound"), .noMessage),
    ("bytes that are no UTF-8", envelope(organization: "\u{0}"), .noXML),
  ]

  @Test(arguments: hostile) func whatIsNoMessageIsRefused(_ name: String, _ text: String, _ expected: OutboundMessage.Fault) {
    #expect(fault(text) == expected, "\(name)")
  }

  /// Cut anywhere, and with any byte changed, it is read or refused, and never more than what it says.
  @Test func noBytesDoHarm() {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var generator = Scrambled(state: seed)
    let whole = Array(envelope().utf8)
    for _ in 0..<2_000 {
      var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &generator)))
      for _ in 0..<3 where !bytes.isEmpty { bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
      if let message = try? OutboundMessageReader.read(bytes) { #expect(message.notifications.count <= 1, "\(bytes)") }
    }
  }
}

/// SplitMix64.
private struct Scrambled: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct MessageServerTests {
  private static let path = "3f7a9c2e5b8d"

  private func post(_ text: String, to place: String, refusal: HookRefusal? = nil) async throws -> (answer: String, accepted: [[String]]) {
    let taken = Mutex<[[String]]>([])
    let route = MessageRoute(
      flow: "renewals", path: Secret(Self.path), organization: "00D5w000004qGTOEA2", object: "Opportunity"
    ) { ids throws(HookRefusal) in
      if let refusal { throw refusal }
      taken.withLock { $0.append(ids) }
    }
    let server = FlowServer(
      .init(hooks: .init(host: "127.0.0.1", port: 0)), hooks: [], messages: [route], admin: AdminView(unready: { nil }, metrics: { [] }),
      logger: quiet)
    let port = try await server.start().hooks.port
    let answer = try await blocking {
      let client = try RawClient(port: port)
      client.send("POST \(place) HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
      return client.answer()
    }
    await server.stop()
    return (answer, taken.withLock { $0 })
  }

  @Test func aMessageIsAcknowledgedWhenItsRecordsAreKept() async throws {
    let (answer, accepted) = try await post(envelope(notifications: [notification(), notification()]), to: "/hooks/renewals/\(Self.path)")
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.lowercased().contains("content-type: text/xml") && answer.contains("<Ack>true</Ack>"))
    #expect(accepted == [["0065w000023STAmAAO"]])
  }

  @Test(arguments: [HookRefusal.draining, .busy, .notKept, .notRead]) func withoutThatItIsNot(_ refusal: HookRefusal) async throws {
    let (answer, _) = try await post(envelope(), to: "/hooks/renewals/\(Self.path)", refusal: refusal)
    #expect(answer.hasPrefix("HTTP/1.1 503") && !answer.contains("Ack"))
  }

  static let refused: [(String, String, String)] = [
    ("another organisation", envelope(organization: "00D000000000001"), "403"),
    ("another object", envelope(notifications: [notification(object: "Account")]), "400"),
    ("two objects", envelope(notifications: [notification(), notification(object: "Account")]), "400"),
    ("a document type", envelope(before: "<!DOCTYPE x>"), "400"), ("JSON", "{}", "400"),
  ]

  @Test(arguments: refused) func whatIsNotForThisFlowIsRefused(_ name: String, _ text: String, _ status: String) async throws {
    let (answer, accepted) = try await post(text, to: "/hooks/renewals/\(Self.path)")
    #expect(answer.hasPrefix("HTTP/1.1 \(status)") && !answer.contains("Ack") && accepted.isEmpty, "\(name)")
    #expect(!answer.contains("00D000000000001"))
  }

  @Test(arguments: ["/hooks/renewals", "/hooks/renewals/", "/hooks/renewals/guess", "/hooks/other/\(path)", "/hooks/renewals/\(path)/x"])
  func withoutThePathThereIsNothing(_ place: String) async throws {
    let (answer, accepted) = try await post(envelope(), to: place)
    #expect(answer.hasPrefix("HTTP/1.1 404") && accepted.isEmpty)
  }

  @Test(
    arguments: [
      [:], ["organization": "00D5w000004qGTOEA2"], ["path": "3f7a9c2e5b8d"], ["organization": "0065w000023STAmAAO", "path": "3f7a9c2e5b8d"],
      ["organization": "00D5w000004qGTOEA2", "path": "short"], ["organization": "00D5w000004qGTOEA2", "path": "with/slash/12345"],
    ] as [[String: String]]) func settingsThatAdmitAnyoneAreRefused(_ hook: [String: String])
  {
    #expect(throws: SettingsFailure.self) { try MessageSettings(connection: "salesforce", hook: hook.mapValues { Secret($0) }) }
  }
}
