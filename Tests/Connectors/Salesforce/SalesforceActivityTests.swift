import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Testing

/// Reference 8.4 to 8.6: what Salesforce would refuse or ignore is refused before it is sent, and only that record.
@Suite struct SalesforceActivityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var object: String
    var id: String?
    var fields: Record
    var code: String?
    var field: String?
    var testDescription: String { "\(object) \(fields.keys) \(code ?? "is sent")" }
  }

  private static let contact: Value = "003000000000001AAA"
  private static let lead: Value = "00Q000000000001AAA"
  private static let account: Value = "001000000000001AAA"
  private static let wrong = "FIELD_INTEGRITY_EXCEPTION"
  private static let readOnly = "INVALID_FIELD_FOR_INSERT_UPDATE"

  static let cases: [Case] = [
    Case(object: "Task", fields: ["WhoId": contact, "WhatId": account]),
    Case(object: "Task", fields: ["WhoId": lead, "WhatId": .null]),
    Case(object: "task", fields: ["WhoId": lead, "WhatId": account], code: wrong, field: "WhoId"),
    Case(object: "Task", fields: ["WhoId": account], code: wrong, field: "WhoId"),
    Case(object: "Task", fields: ["WhatId": contact], code: wrong, field: "WhatId"),
    Case(object: "Task", fields: ["whatid": lead], code: wrong, field: "WhatId"),
    Case(object: "Task", fields: ["What.Gainsight_GSID__c": "1P02"], code: wrong, field: "What.Gainsight_GSID__c"),
    Case(object: "Event", fields: ["Who.Email": "a@b.c"], code: wrong, field: "Who.Email"),
    Case(object: "Task", fields: ["IsClosed": true], code: readOnly, field: "IsClosed"),
    Case(object: "Task", fields: ["CompletedDateTime": "2026-01-01T00:00:00Z"], code: readOnly, field: "CompletedDateTime"),
    Case(object: "Task", fields: ["Status": "Completed"]),
    Case(object: "Task", id: "00T000000000001AAA", fields: ["Status": "Completed"]),
    Case(object: "Task", id: "00T000000000001AAA", fields: ["RecurrenceInterval": 2], code: readOnly, field: "RecurrenceInterval"),
    Case(object: "Task", id: "00T000000000001AAA", fields: ["IsRecurrence": true], code: readOnly, field: "IsRecurrence"),
    Case(object: "Task", fields: ["IsRecurrence": true, "RecurrenceStartDateOnly": "2026-01-01"]),
    Case(object: "Task", fields: ["IsRecurrence": true, "ActivityDate": "2026-01-01"], code: wrong, field: "ActivityDate"),
    Case(object: "Event", fields: ["Subject": "x"], code: "REQUIRED_FIELD_MISSING", field: "StartDateTime"),
    Case(object: "Event", fields: ["StartDateTime": "2026-01-01T10:00:00Z"], code: "REQUIRED_FIELD_MISSING", field: "EndDateTime"),
    Case(object: "Event", fields: ["StartDateTime": "2026-01-01T10:00:00Z", "DurationInMinutes": 30]),
    Case(object: "Event", fields: ["StartDateTime": "2026-01-01T10:00:00Z", "EndDateTime": "2026-01-01T10:30:00Z", "DurationInMinutes": 30]),
    Case(
      object: "Event", fields: ["StartDateTime": "2026-01-01T10:00:00Z", "EndDateTime": "2026-01-01T10:30:00Z", "DurationInMinutes": 45], code: wrong,
      field: "DurationInMinutes"),
    Case(
      object: "Event", fields: ["StartDateTime": "2026-01-01T10:00:00Z", "EndDateTime": "2026-01-01T09:30:00Z"], code: wrong, field: "EndDateTime"),
    Case(object: "Event", fields: ["IsAllDayEvent": true, "ActivityDate": "2026-01-01"]),
    Case(object: "Event", id: "00U000000000001AAA", fields: ["Subject": "x"]),
    Case(object: "Event", fields: ["IsChild": true], code: readOnly, field: "IsChild"),
    Case(object: "Case", fields: ["Subject": "x", "OwnerId": "00G000000000001AAA"]),
    Case(object: "Case", fields: ["OwnerId": account], code: wrong, field: "OwnerId"),
    Case(object: "Case", fields: ["ClosedDate": "2026-01-01"], code: readOnly, field: "ClosedDate"),
    Case(object: "Case", fields: ["ContactEmail": "a@b.c"], code: readOnly, field: "ContactEmail"),
    Case(object: "Account", fields: ["Name": "x"]),
  ]

  private static func call(_ given: Case) -> WriteCall {
    WriteCall(
      connection: "s", object: given.object, verb: given.id == nil ? .create : .update, records: [WriteRecord(id: given.id, fields: given.fields)])
  }

  /// Answers any describe with an object that knows nothing, and any write with success.
  private static func transport() -> ScriptedTransport {
    ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if request.url.contains("/describe") { return .json(#"{"name":"X","fields":[]}"#) }
      return .json(#"[{"id":"00T000000000001AAA","success":true,"errors":[]}]"#)
    }
  }

  @Test(arguments: cases) func areCheckedBeforeAnythingIsSent(_ given: Case) async throws {
    let transport = Self.transport()
    let result = try await salesforce(transport).write(Self.call(given)).results[0]
    if case .failed(let failure) = result {
      #expect(failure.kind == .rejected && failure.code == given.code && failure.fields.contains(given.field ?? ""))
      #expect(transport.calls.isEmpty)
    } else {
      #expect(given.code == nil)
      #expect(transport.calls.last?.url.hasSuffix("/composite/sobjects") == true)
    }
  }

  @Test(arguments: cases) func areSalesforcesOwnWhereTheConnectionSaysSo(_ given: Case) async throws {
    let result = try await salesforce(Self.transport(), ["activity_rules": "server"]).write(Self.call(given)).results[0]
    #expect(result == .written(id: "00T000000000001AAA"))
  }

  @Test func aRefusedRecordIsLeftOutAndTheOthersKeepTheirPlaces() async throws {
    let transport = Self.transport()
    let records = [["WhatId": Self.lead], ["Subject": "x"], ["WhoId": Self.account]].map { WriteRecord(fields: $0) }
    let answer = try await salesforce(transport).write(WriteCall(connection: "s", object: "Task", verb: .create, records: records))
    #expect(answer.results.map { if case .written = $0 { true } else { false } } == [false, true, false])
    #expect(transport.calls.count == 1 && transport.calls[0].text.contains(#""Subject":"x""#) && !transport.calls[0].text.contains("WhatId"))
  }
}
