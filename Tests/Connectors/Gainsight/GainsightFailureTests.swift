import CEL
import Calls
import ConnectorKit
import Gainsight
import OrderedCollections
import Testing

@Suite struct GainsightFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var status: Int
    var body: String
    var read: FailureClass
    var write: FailureClass
    var code: String
    var down = false
    var testDescription: String { "\(status) \(code)" }
  }

  static func error(_ code: String) -> String { "{\"result\":false,\"errorCode\":\"\(code)\",\"errorDesc\":\"why\",\"requestId\":\"r\"}" }

  /// Reference 1.3, 1.4, 1.5.
  static let cases: [Case] = [
    Case(status: 401, body: error("GS_APIG_2401"), read: .auth, write: .auth, code: "GS_APIG_2401", down: true),
    Case(status: 403, body: error("GS_APIG_2402"), read: .auth, write: .auth, code: "GS_APIG_2402", down: true),
    Case(status: 429, body: error("GS_APIG_2404"), read: .rate, write: .rate, code: "GS_APIG_2404", down: true),
    Case(status: 200, body: error("GU_2400"), read: .rate, write: .rate, code: "GU_2400", down: true),
    Case(status: 500, body: error("GU_1101"), read: .retry, write: .unknown, code: "GU_1101"),
    Case(status: 400, body: error("GSOBJ_1024"), read: .auth, write: .auth, code: "GSOBJ_1024", down: true),
    Case(status: 400, body: error("GSOBJ_1001"), read: .rejected, write: .rejected, code: "GSOBJ_1001"),
    Case(status: 400, body: error("GSOBJ_1023"), read: .rejected, write: .rejected, code: "GSOBJ_1023"),
    Case(status: 400, body: error("GSOBJ_VDTPKLST1002"), read: .rejected, write: .rejected, code: "GSOBJ_VDTPKLST1002"),
    Case(status: 400, body: error("COCKPIT_5101"), read: .rejected, write: .rejected, code: "COCKPIT_5101"),
    Case(status: 200, body: error("NEW_1"), read: .rejected, write: .rejected, code: "NEW_1"),
    Case(status: 500, body: error("NEW_1"), read: .retry, write: .unknown, code: "NEW_1"),
    Case(
      status: 400, body: #"{"result":false,"requestId":"r","title":"OBJECT_NOT_FOUND","detail":"Requested object not found."}"#, read: .rejected,
      write: .rejected, code: "OBJECT_NOT_FOUND"),
    Case(status: 502, body: "<html>Bad Gateway</html>", read: .retry, write: .unknown, code: "http_502", down: true),
    Case(status: 503, body: "", read: .retry, write: .unknown, code: "http_503", down: true),
    Case(status: 429, body: "", read: .rate, write: .rate, code: "http_429", down: true),
    Case(status: 401, body: "", read: .auth, write: .auth, code: "http_401", down: true),
    Case(status: 404, body: "", read: .rejected, write: .rejected, code: "http_404"),
    Case(status: 200, body: "<html>sign in</html>", read: .retry, write: .unknown, code: "no_json"),
  ]

  /// Reference 1.5: the codes that the cases above leave out, which all refuse the record; those without a text of the vendor's too.
  static let refusals: [String] =
    ["GU_2401", "GU_2402", "GU_2403", "GU_2409", "GU_2410", "GU_2411", "GSOBJ_PEOPLE1001", "GSOBJ_VQP1001"]
    + [1002, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1019, 1020, 1021, 1022].map { "GSOBJ_\($0)" }
    + ["BOOL1001", "BSTR1001", "DATIME1001", "EMAIL1001", "GSID1001", "PERCENT1001", "URL1001", "NUM1001", "NUM1002"].map { "GSOBJ_VDT\($0)" }
    + ["CURREN1001", "CURREN1002", "SFDCID1001", "PKLST1001"].map { "GSOBJ_VDT\($0)" }
    + ["GSOBJ_VCRUDR1001", "GSOBJ_VCRUDR1002", "GSOBJ_ESS_9104", "GSOBJ_ESS_9150", "P_5005", "P_5068", "P_5026"]
    + ["GS_TL_10_0206", "GS_TL_10_0207", "GS_TL_10_0213"]

  @Test(arguments: refusals) func everyOtherCodeRefusesTheRecordWithItsReason(_ code: String) async throws {
    let body =
      #"{"result":false,"errorCode":"\#(code)","errorDesc":"Wrong.","requestId":"r","data":{"errors":[{"fieldName":"Stage","errorMessage":"no item"}]}}"#
    // Reference 1.4: the status does not matter, 200 included.
    for status in [400, 200] {
      let transport = ScriptedTransport { _, _ in HTTPResponse(status: status, body: Array(body.utf8)) }
      let connector = try gainsight(transport)
      let write = try #require(
        await failure {
          try await connector.write(WriteCall(connection: "g", object: "company", verb: .create, records: [WriteRecord(fields: ["Name": "A"])]))
        })
      #expect(write.kind == .rejected && write.code == code && write.fields == ["Stage"] && write.message.contains("no item"))
      #expect(!write.affectsConnection && write.retryAfter == nil && transport.calls.count == 1)
      let read = await failure {
        try await connector.find(FindCall(connection: "g", object: "company", fields: ["Name"], match: ["Gsid"], keys: [["1P02A"]]))
      }
      #expect(read?.kind == .rejected && read?.code == code)
    }
  }

  /// Reference 1.5: what the server itself got wrong. A write is then looked for before it is sent again.
  @Test(arguments: ["GSOBJ_1003", "GU_1101"]) func faultsOfTheServerAreTriedAgain(_ code: String) async throws {
    for status in [500, 400, 200] {
      let connector = try gainsight(ScriptedTransport { _, _ in .json(Self.error(code), status: status) })
      let write = await failure {
        try await connector.write(WriteCall(connection: "g", object: "company", verb: .create, records: [WriteRecord(fields: ["Name": "A"])]))
      }
      let read = await failure {
        try await connector.find(FindCall(connection: "g", object: "company", fields: ["Name"], match: ["Gsid"], keys: [["1P02A"]]))
      }
      #expect(write?.kind == .unknown && read?.kind == .retry && write?.code == code)
    }
  }

  /// Reference 1.5 and 6.1: codes of single entries in a 200.
  @Test(arguments: [("GS_TL_10_0206", FailureClass.rejected), ("GS_TL_10_0213", .rejected), ("GS_TL_10_0500", .unknown)])
  func aTimelineEntryFailsByItself(_ code: String, _ kind: FailureClass) async throws {
    let transport = ScriptedTransport { request, _ in
      request.url.contains("/query/")
        ? records("") : envelope(#"{"success":{},"failures":{"e1":[{"errorCode":"\#(code)","message":"why"}]}}"#)
    }
    let answer = try await gainsight(transport).write(
      WriteCall(connection: "g", object: "timeline", verb: .create, records: [WriteRecord(fields: ["ExternalId": "e1", "Subject": "s"])]))
    guard case .failed(let failure) = answer.results.first else { return #expect(Bool(false), "It was taken.") }
    #expect(failure.kind == kind && failure.code == code && failure.message.contains("why"))
  }

  @Test(arguments: cases) func everyErrorHasItsClass(_ given: Case) async throws {
    let transport = ScriptedTransport { _, _ in HTTPResponse(status: given.status, body: Array(given.body.utf8)) }
    let connector = try gainsight(transport)
    let read = try #require(
      await failure {
        try await connector.find(FindCall(connection: "g", object: "company", fields: ["Name"], match: ["Gsid"], keys: [["1P02A"]]))
      })
    #expect(read.kind == given.read && read.code == given.code && read.affectsConnection == given.down)
    #expect((read.retryAfter != nil) == (given.read == .rate))
    if let seconds = read.retryAfter { #expect((1...61).contains(seconds)) }
    let write = try #require(
      await failure {
        try await connector.write(WriteCall(connection: "g", object: "company", verb: .create, records: [WriteRecord(fields: ["Name": "A"])]))
      })
    #expect(write.kind == given.write && write.code == given.code)
    #expect(transport.calls.count == 2)
  }

  @Test func aMissingRecordOfAnUpdateIsAConflict() async throws {
    let connector = try gainsight(ScriptedTransport { _, _ in .json(Self.error("GSOBJ_1011"), status: 400) })
    let call = WriteCall(connection: "g", object: "company", verb: .update, records: [WriteRecord(id: "1P02A", fields: ["Name": "A"])])
    #expect(await failure { try await connector.write(call) }?.kind == .conflict)
  }

  @Test func retryAfterIsFollowedWhereItIsSent() async throws {
    let connector = try gainsight(
      ScriptedTransport { _, _ in HTTPResponse(status: 429, headers: [("Retry-After", "17")], body: Array(Self.error("GS_APIG_2404").utf8)) })
    let failure = await failure { try await connector.describe(["company"]) }
    #expect(failure?.retryAfter == 17)
  }

  /// Reference 1.2.
  @Test func aTokenIsMadeAnewOnceWhenItHasRunOut() async throws {
    let transport = ScriptedTransport { request, before in
      if request.url.hasSuffix("/oauth/token") { return .json("{\"access_token\":\"t\(before)\",\"token_type\":\"Bearer\",\"expires_in\":86400}") }
      return request.header("Authorization") == "Bearer t0" ? .json(Self.error("GS_APIG_2401"), status: 401) : records("")
    }
    let connector = try gainsight(transport, ["m2m.key": "k", "m2m.secret": "s"])
    _ = try await connector.find(FindCall(connection: "g", object: "company", fields: [], match: ["Gsid"], keys: [["1P02A"]]))
    #expect(transport.logins.count == 2 && transport.calls.count == 2)
    #expect(transport.logins[0].header("Authorization") == "Basic azpz" && transport.logins[0].text == "grant_type=client_credentials")
    #expect(transport.logins[0].url == "https://acme.gainsightcloud.com/v1/users/m2m/oauth/token")
    #expect(transport.calls.allSatisfy { $0.header("Accesskey") == nil })
  }

  @Test func settingsAreCheckedWithoutACall() {
    func setting(_ auth: [String: String], url: String = "https://a.example", _ options: [String: String] = [:]) -> String? {
      do {
        _ = try GainsightConnector(
          ConnectionSettings(name: "g", url: url, auth: auth.mapValues { Secret($0) }, options: options),
          transport: ScriptedTransport { _, _ in records("") })
        return nil
      } catch {
        return error.setting
      }
    }
    #expect(setting(["access_key": "k"]) == nil && setting(["m2m.key": "k", "m2m.secret": "s"]) == nil)
    #expect(setting([:]) == "auth" && setting(["m2m.key": "k"]) == "auth" && setting(["access_key": ""]) == "auth.access_key")
    #expect(setting(["access_key": "k", "m2m.key": "k"]) == "auth" && setting(["accesskey": "k"]) == "auth.accesskey")
    #expect(setting(["access_key": "k"], url: "http://a.example") == "url" && setting(["access_key": "k"], url: "http://localhost:1") == nil)
    let key = ["access_key": "k"]
    #expect(
      setting(key, ["per_minute": "80", "timeline_batch": "50", "email_changes": "send", "timeout": "30s", "stamp.timeline": "ExternalId"]) == nil)
    #expect(setting(key, ["per_minute": "0"]) == "per_minute" && setting(key, ["timeline_batch": "51"]) == "timeline_batch")
    #expect(setting(key, ["email_changes": "yes"]) == "email_changes" && setting(key, ["per_minut": "80"]) == "per_minut")
  }
}
