import CEL
import Calls
import ConnectorKit
import Diagnostics
import Foundation
import Gainsight
import HTTPClient
import OrderedCollections
import Schema
import Synchronization
import Testing

/// One exchange of each endpoint, kept as a recording: what is sent is compared with it, and what it answers is read.
///
/// `RECORD_GOLDENS=1` writes the files anew from the answers below, which are the reference's.
@Suite struct GainsightGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    var name: String
    /// The answers, in the order of the requests.
    var answers: [String]
    var auth = ["access_key": "7f0e4b1c-key"]
    var run: @Sendable (GainsightConnector) async throws -> String
    var expected: String
    var testDescription: String { name }
  }

  private static func success(_ data: String) -> String {
    #"{"result":true,"errorCode":null,"errorDesc":null,"requestId":"7f0e4b1c-2a51-4b0d-9a53-0d4f6f2f9c11","data":\#(data),"message":null}"#
  }

  private static func find(_ object: String, _ match: String, _ key: Value, _ fields: [String])
    -> @Sendable (GainsightConnector) async throws -> String
  {
    { connector in
      let answer = try await connector.find(FindCall(connection: "g", object: object, fields: fields, match: [match], keys: [[key]]))
      return answer.records.map { Value.map($0).jsonText }.joined(separator: " ")
    }
  }

  private static func write(_ object: String, _ verb: WriteCall.Verb, _ records: [WriteRecord])
    -> @Sendable (GainsightConnector) async throws -> String
  {
    { connector in
      let answer = try await connector.write(WriteCall(connection: "g", object: object, verb: verb, records: records))
      return answer.results.map { result in
        switch result {
        case .written(let id): id
        case .failed(let failure): "\(failure.kind) \(failure.code): \(failure.message)"
        }
      }.joined(separator: " | ")
    }
  }

  private static let acme = "1P02SANDBOX0000001ACMECORP0000000001"
  private static let cta: Record = [
    "Name": "Detractor follow-up: Acme Corp", "CompanyId.SfdcAccountId": "001000000000001AAA", "OwnerId.Email": "priya.rao@example.com",
    "TypeId.Name": "Risk", "ReasonId.Name": "Survey Response", "StatusId.Name": "New", "PriorityId.Name": "High", "DueDate": "2026-03-09",
    "Comments": "<p>Score 3: onboarding is slow</p>", "ReferenceId": "flowrun-nps-8841",
  ]
  private static let entry: Record = [
    "ExternalId": "flowrun:sfdc-case:5000000001", "TypeName": "Update", "Subject": "Case escalated", "Notes": "<p>Severity 1 case opened</p>",
    "ActivityDate": "2026-03-02T09:15:00.000Z", "AuthorId.Email": "priya.rao@example.com", "GsCompanyId.Name": "Acme Corp",
    "InternalAttendees": .list(["sam.cs@example.com"]),
  ]

  /// Reference 1.2 to 6.1.
  static let goldens: [Golden] = [
    Golden(
      name: "object-query",
      answers: [
        success(
          #"{"records":[{"Gsid":"\#(acme)","Name":"Acme Corp","Arr":120000.0,"RenewalDate":"2026-09-30","Csm__gr.Email":"priya.rao@example.com"}]}"#)
      ], run: find("company", "Gsid", .string(acme), ["Name", "Arr", "RenewalDate", "Csm.Email"]),
      expected: #"{"Gsid":"\#(acme)","Name":"Acme Corp","Arr":120000.0,"RenewalDate":"2026-09-30","Csm.Email":"priya.rao@example.com"}"#),
    Golden(
      name: "company-insert", answers: [success(#"{"count":1,"errors":null,"records":[{"Gsid":"\#(acme)","Name":"Acme Corp","Employees":250}]}"#)],
      run: write(
        "company", .create,
        [WriteRecord(fields: ["Name": "Acme Corp", "Employees": 250.0, "Csm.Email": "priya.rao@example.com", "Stage": "Launched"])]),
      expected: acme),
    Golden(
      name: "company-update", answers: [success(#"{"count":1,"errors":null,"records":[{"Gsid":"\#(acme)","Employees":260}]}"#)],
      run: write("company", .update, [WriteRecord(id: acme, fields: ["Employees": 260.0])]), expected: acme),
    Golden(
      name: "custom-object-insert",
      answers: [
        success(#"[{"objectName":"flow_notes__gc","fields":[{"fieldName":"Name","dataType":"STRING","meta":{"length":200}}]}]"#),
        success(#"{"count":1,"errors":null,"records":[{"Gsid":"1Z01A"}]}"#),
      ], run: write("flow_notes__gc", .create, [WriteRecord(fields: ["Name": "Note"])]), expected: "1Z01A"),
    Golden(
      name: "person-upsert",
      answers: [success(#"{"personId":"1P03A","companyPersonIds":["1C01A"]}"#)],
      run: write(
        "person", .create,
        [
          WriteRecord(fields: [
            "Email": "jo.lee@acme.example", "FirstName": "Jo", "LastName": "Lee", "Company_ID": .string(acme), "Title": "VP Ops",
            "IsPrimaryCompany": true,
          ])
        ]),
      expected: "1C01A"),
    Golden(
      name: "person-upsert-without-ids", answers: [success("null"), success(#"{"records":[{"Gsid":"1C01A","Company_ID":"\#(acme)"}]}"#)],
      run: write("person", .create, [WriteRecord(fields: ["Email": "jo.lee@acme.example", "Company_ID": .string(acme)])]), expected: "1C01A"),
    Golden(
      name: "person-update",
      answers: [
        success(#"{"records":[{"Gsid":"1C01A","Person_ID__gr.Email":"jo.lee@acme.example","Company_ID":"\#(acme)"}]}"#), success("null"),
      ], run: write("person", .update, [WriteRecord(id: "1C01A", fields: ["Title": "COO"])]), expected: "1C01A"),
    Golden(
      name: "cta-create",
      answers: [success(#"{"success":[{"flowrun-nps-8841":"1S01A"}],"failure":[{"flowrun-nps-8842":"Company not resolved"}]}"#)],
      run: write(
        "call_to_action", .create,
        [WriteRecord(fields: cta), WriteRecord(fields: cta.merging(["ReferenceId": "flowrun-nps-8842"]) { $1 })]),
      expected: "1S01A | rejected refused: Company not resolved"),
    Golden(
      name: "cta-update", answers: [success(#"{"success":[{"close-1":"1S01A"}],"failure":[]}"#)],
      run: write("call_to_action", .update, [WriteRecord(id: "1S01A", fields: ["StatusId.Name": "Closed Success", "ReferenceId": "close-1"])]),
      expected: "1S01A"),
    Golden(
      name: "success-plan-create", answers: [success(#"{"success":[{"opp-0061":"1S04A"}],"failure":[]}"#)],
      run: write(
        "success_plan", .create,
        [
          WriteRecord(fields: [
            "ReferenceId": "opp-0061", "Name": "Onboarding: Acme Corp", "CompanyId": .string(acme), "OwnerId.Email": "priya.rao@example.com",
            "DueDate": "2026-06-30", "SuccessPlanTypeId.Name": "Onboarding", "StatusId.Name": "Draft", "Templates": .list(["Enterprise Onboarding"]),
          ])
        ]), expected: "1S04A"),
    Golden(
      name: "success-plan-update", answers: [success(#"{"success":[{"opp-0061":"1S04A"}],"failure":[]}"#)],
      run: write("success_plan", .update, [WriteRecord(id: "1S04A", fields: ["StatusId.Name": "Active", "ReferenceId": "opp-0061"])]),
      expected: "1S04A"),
    Golden(
      name: "timeline-create", answers: [success(#"{"success":{"flowrun:sfdc-case:5000000001":[{"activityId":"1I00A"}]},"failures":{}}"#)],
      run: write("timeline", .create, [WriteRecord(fields: entry)]), expected: "1I00A"),
    Golden(
      name: "timeline-create-again",
      answers: [
        success(
          #"{"success":{},"failures":{"flowrun:sfdc-case:5000000001":[{"errorCode":"GS_TL_10_0207","message":"Duplicate ExternalId"}]}}"#),
        success(#"{"records":[{"Gsid":"1I00A"}]}"#),
      ], run: write("timeline", .create, [WriteRecord(fields: entry)]), expected: "1I00A"),
    Golden(
      name: "timeline-update", answers: [success(#"{"success":{"flowrun:sfdc-case:5000000001":[{"activityId":"1I00A"}]},"failures":{}}"#)],
      run: write("timeline", .update, [WriteRecord(id: "1I00A", fields: ["Subject": "Case closed"])]), expected: "1I00A"),
    Golden(
      name: "nps-responses",
      answers: [success(#"{"records":[{"Gsid":"1I00N","NPSScore":"3","RespondedDate":1772442927000,"UserEmail":"Jo.Lee@acme.example"}]}"#)],
      run: find("nps_survey_response", "Gsid", "1I00N", ["NPSScore", "RespondedDate", "UserEmail"]),
      expected: #"{"Gsid":"1I00N","NPSScore":3.0,"RespondedDate":"2026-03-02T09:15:27Z","UserEmail":"jo.lee@acme.example"}"#),
    Golden(
      name: "scorecard-history",
      answers: [
        success(
          #"[{"objectName":"account_scorecard_history","fields":[{"fieldName":"Adoption_Score__gc","dataType":"NUMBER","meta":{"decimalPlaces":0}}]}]"#
        ),
        success(#"{"records":[{"Gsid":"1I00H","CompanyId":"\#(acme)","Adoption_Score__gc":85.0}]}"#),
      ],
      run: find("account_scorecard_history", "Gsid", "1I00H", ["CompanyId", "Adoption_Score__gc"]),
      expected: #"{"Gsid":"1I00H","CompanyId":"\#(acme)","Adoption_Score__gc":85.0}"#),
    Golden(
      name: "scorecard-of-company",
      answers: [success(#"{"records":[{"Gsid":"\#(acme)","CurrentScore__gr.Score":85.0,"CurrentScore__gr.Label":"Good"}]}"#)],
      run: find("company", "Gsid", .string(acme), ["CurrentScore.Score", "CurrentScore.Label"]),
      expected: #"{"Gsid":"\#(acme)","CurrentScore.Score":85.0,"CurrentScore.Label":"Good"}"#),
    Golden(
      name: "poll",
      answers: [
        success(
          #"{"records":[{"Gsid":"\#(acme)","ModifiedDate":"2026-03-02T09:15:27.412Z","CreatedDate":1772442927000,"Name":"Acme Corp"}]}"#)
      ],
      run: { connector in
        let answer = try await connector.poll(
          PollCall(connection: "g", object: "company", fields: ["Name"], since: Timestamp("2026-03-01T00:05:00Z")))
        return "\(answer.records.count) \(answer.next ?? "end")"
      }, expected: "1 end"),
    Golden(
      name: "custom-object-update",
      answers: [
        success(#"[{"objectName":"flow_notes__gc","fields":[{"fieldName":"Name","dataType":"STRING","meta":{"length":200}}]}]"#),
        success(#"{"count":1,"errors":null,"records":[{"Gsid":"1Z01A"}]}"#),
      ], run: write("flow_notes__gc", .update, [WriteRecord(id: "1Z01A", fields: ["Name": "Other"])]), expected: "1Z01A"),
    Golden(
      name: "relationship-insert", answers: [success(#"{"count":1,"errors":null,"records":[{"Gsid":"1P05A"}]}"#)],
      run: write(
        "relationship", .create,
        [WriteRecord(fields: ["Name": "Acme EMEA", "CompanyId": .string(acme), "TypeId.Name": "Region"])]), expected: "1P05A"),
    Golden(
      name: "company-refused",
      answers: [
        #"{"result":false,"errorCode":"GSOBJ_1012","errorDesc":"Invalid picklist value","requestId":"r","data":{"errors":[{"fieldName":"Stage","errorMessage":"Invalid/Inactive value provided for picklist."}]}}"#
      ],
      run: { connector in
        do throws(CallFailure) {
          _ = try await connector.write(
            WriteCall(connection: "g", object: "company", verb: .create, records: [WriteRecord(fields: ["Name": "Acme", "Stage": "Nonsense"])]))
        } catch { return "\(error.kind) \(error.code) \(error.fields.joined())" }
        return "taken"
      }, expected: "rejected GSOBJ_1012 Stage"),
    Golden(
      name: "metadata",
      answers: [
        success(
          #"[{"objectName":"company","fields":[{"fieldName":"Stage","label":"Stage","dataType":"PICKLIST","options":[{"value":"1I00L","label":"Launched","active":true}],"meta":{}}]}]"#
        )
      ],
      run: { connector in
        try await connector.describe(["company"]).first?.field("Stage")?.picklist.map { "\($0.value) \($0.id ?? "")" }.joined() ?? ""
      }, expected: "Launched 1I00L"),
    Golden(
      name: "token", answers: [#"{"access_token":"a-token-of-the-tenant","token_type":"Bearer","expires_in":86400}"#, success(#"{"records":[]}"#)],
      auth: ["m2m.key": "machine", "m2m.secret": "machine-secret"], run: find("gsuser", "Email", "priya.rao@example.com", ["Name"]), expected: ""),
  ]

  private static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../Goldens").standardizedFileURL
  private static let started = Timestamp("2026-03-02T09:00:00Z")

  @Test(arguments: goldens) func theExchangeIsAsItIsKept(_ golden: Golden) async throws {
    let started = try #require(Self.started)
    let file = Self.folder.appendingPathComponent("gainsight-\(golden.name).exchanges.yaml")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil { try await Self.record(golden, to: file, started) }
    let recording = try Recording(SourceFile(name: file.lastPathComponent, bytes: Array(Data(contentsOf: file))))
    let replay = ReplayTransport(recording, now: { started })
    #expect(try await golden.run(gainsight(replay, golden.auth)) == golden.expected)
    #expect(recording.exchanges.count == golden.answers.count)
  }

  private static func record(_ golden: Golden, to file: URL, _ started: Timestamp) async throws {
    let next = Mutex(0)
    let script = ScriptedTransport { _, _ in
      let index = next.withLock { next in
        defer { next += 1 }
        return next
      }
      return .json(golden.answers[index])
    }
    let recorder = RecordingTransport(script)
    _ = try await golden.run(gainsight(recorder, golden.auth))
    let recording = Recording(started: started, ended: started, journal: "golden", exchanges: recorder.recorded)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try recording.yaml.write(to: file, atomically: true, encoding: .utf8)
  }
}
