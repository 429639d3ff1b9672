import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Synchronization
import Testing

/// Bulk API 2.0 ingest as reference 4.6 has it, against a job that is scripted.
@Suite struct SalesforceBulkTests {
  /// A job in memory: which requests came, and what the three result sets say.
  final class Job: Sendable {
    struct State {
      var state = "Open"
      var uploads: [String] = []
      var opened = 0
      var looks = 0
      var error: String?
      var sets: [String: String] = [:]
    }

    let state = Mutex(State())
    static let id = "7505fEXAMPLE4C2AAM"

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      state.withLock { job in
        let body = request.text
        if request.url.hasSuffix("/token") { return salesforceLogin }
        if request.url.hasSuffix("/jobs/ingest") {
          job.opened += 1
          job.state = "Open"
          job.uploads = []
          return Self.json(job)
        }
        switch (request.method, request.url.split(separator: "/").last ?? "") {
        case (.put, _):
          if !job.uploads.isEmpty { return .json(#"[{"errorCode":"INVALIDJOBSTATE","message":"Data can be uploaded once"}]"#, status: 400) }
          job.uploads.append(body)
          return HTTPResponse(status: 201)
        case (.patch, _):
          job.state = body.contains("Aborted") ? "Aborted" : "UploadComplete"
          return Self.json(job)
        case (.get, "successfulResults"), (.get, "failedResults"), (.get, "unprocessedrecords"):
          let set = job.sets[String(request.url.split(separator: "/").last ?? "")] ?? ""
          return HTTPResponse(status: 200, headers: [("Content-Type", "text/csv")], body: Array(set.utf8))
        default:
          job.looks += 1
          if job.state == "UploadComplete" { job.state = "InProgress" } else if job.state == "InProgress" { job.state = "JobComplete" }
          return Self.json(job)
        }
      }
    }

    private static func json(_ job: State) -> HTTPResponse {
      let error = job.error.map { #","errorMessage":"\#($0)""# } ?? ""
      return .json(
        #"{"id":"\#(id)","operation":"update","object":"Account","state":"\#(job.state)","#
          + #""contentUrl":"services/data/v62.0/jobs/ingest/\#(id)/batches"\#(error)}"#)
    }
  }

  static let options = ["bulk.poll": "0.01", "stamp.Account": "Gainsight_GSID__c"]

  static func update(_ fields: [Record], job: String? = nil) -> WriteCall {
    WriteCall(
      connection: "s", object: "Account", verb: .update,
      records: fields.enumerated().map { WriteRecord(id: "001D000000K0fX\(Array("OPQRST")[$0])", fields: $1) }, job: job, opensJob: job == nil)
  }

  static func create(_ keys: [String], job: String? = nil) -> WriteCall {
    WriteCall(
      connection: "s", object: "Account", verb: .create,
      records: keys.map { WriteRecord(fields: ["Name": "A", "Gainsight_GSID__c": .string($0)]) }, job: job, opensJob: job == nil)
  }

  @Test func theFirstCallOpensAJobAndTheSecondCarriesItOut() async throws {
    let job = Job()
    let transport = ScriptedTransport { request, _ in job.answer(request) }
    let connector = try salesforce(transport, Self.options, schema: accountSchema)
    let records: [Record] = [
      ["Name": "Acme, \"Inc\"\nWest", "Health_Score__c": 42.5, "IsActive__c": true], ["Name": .null, "Regions__c": ["North", "South"]],
      ["Name": " x "],
      ["Name": "y"],
    ]
    let opened = try await connector.write(Self.update(records))
    #expect(opened.job == Job.id && opened.results.isEmpty)
    #expect(
      transport.calls.map(\.text) == [
        #"{"object":"Account","operation":"update","contentType":"CSV","lineEnding":"LF","columnDelimiter":"COMMA"}"#
      ])
    #expect(transport.calls[0].idempotent == false)
    job.state.withLock {
      $0.sets = [
        // In another order, and by 15 characters.
        "successfulResults":
          "\"sf__Id\",\"sf__Created\",\"Id\"\n\"001D000000K0fXQ\",\"false\",\"001D000000K0fXQ\"\n001D000000K0fXOIAZ,false,001D000000K0fXOIAZ\n",
        "failedResults":
          "sf__Id,sf__Error,Id\r\n001D000000K0fXPIAZ,\"STRING_TOO_LONG:Name: data value too large: a,b (max length=80):Name --\",001D000000K0fXPIAZ\r\n",
        "unprocessedrecords": "Id\n001D000000K0fXRIAZ\n",
      ]
    }
    let done = try await connector.write(Self.update(records, job: Job.id))
    #expect(done.job == nil && done.results.count == 4)
    #expect(done.results[0] == .written(id: "001D000000K0fXOIAZ") && done.results[2] == .written(id: "001D000000K0fXQIAZ"))
    guard case .failed(let tooLong) = done.results[1], case .failed(let left) = done.results[3] else { return #expect(Bool(false)) }
    #expect(tooLong.kind == .rejected && tooLong.code == "STRING_TOO_LONG" && tooLong.fields == ["Name"])
    #expect(tooLong.message == "Name: data value too large: a,b (max length=80)")
    #expect(left.kind == .retry && left.code == "unprocessed")
    let csv = """
      Id,Name,Health_Score__c,IsActive__c,Regions__c
      001D000000K0fXOIAZ,"Acme, ""Inc""
      West",42.5,true,
      001D000000K0fXPIAZ,#N/A,,,North;South
      001D000000K0fXQIAZ," x ",,,
      001D000000K0fXRIAZ,y,,,

      """
    #expect(job.state.withLock { $0.uploads } == [csv])
    let upload = try #require(transport.calls.first { $0.method == .put })
    #expect(upload.url.hasSuffix("/services/data/v62.0/jobs/ingest/\(Job.id)/batches") && upload.header("Content-Type") == "text/csv")
    #expect(upload.header("Sforce-Call-Options") == "client=flowrun" && !upload.idempotent)
  }

  @Test func createsAreUpsertsByTheirStamp() async throws {
    let job = Job()
    let transport = ScriptedTransport { request, _ in job.answer(request) }
    let connector = try salesforce(transport, Self.options, schema: accountSchema)
    _ = try await connector.write(Self.create(["k1", "k2"]))
    #expect(
      transport.calls[0].text.contains(#""operation":"upsert""#) && transport.calls[0].text.contains(#""externalIdFieldName":"Gainsight_GSID__c""#))
    job.state.withLock {
      $0.sets["successfulResults"] = "sf__Id,sf__Created,Gainsight_GSID__c,Name\n001D000000K0fXQIAZ,true,k2,A\n001D000000K0fXO,true,k1,A\n"
    }
    let done = try await connector.write(Self.create(["k1", "k2"], job: Job.id))
    #expect(done.results == [.written(id: "001D000000K0fXOIAZ"), .written(id: "001D000000K0fXQIAZ")])
  }

  /// Wherever an earlier process left the job, nothing is sent twice and nothing is left out.
  @Test(arguments: ["Open", "uploaded", "UploadComplete", "InProgress", "JobComplete"]) func aJobIsResumedWhereItStands(_ state: String) async throws
  {
    let job = Job()
    job.state.withLock {
      $0.state = state == "uploaded" ? "Open" : state
      if state != "Open" { $0.uploads = ["Id,Name\n"] }
      $0.sets["successfulResults"] = "sf__Id,sf__Created,Id,Name\n001D000000K0fXOIAZ,false,001D000000K0fXOIAZ,A\n"
    }
    let transport = ScriptedTransport { request, _ in job.answer(request) }
    let connector = try salesforce(transport, Self.options, schema: accountSchema)
    let answer = try await connector.write(Self.update([["Name": "A"]], job: Job.id))
    if state == "uploaded" {
      // Nobody knows whether the content is whole: the job is given up unprocessed, and another is opened.
      #expect(answer.job == Job.id && answer.results.isEmpty)
      #expect(transport.calls.map(\.method) == [.get, .put, .patch, .post])
      #expect(transport.calls[2].text.contains("Aborted"))
    } else {
      #expect(answer.results == [.written(id: "001D000000K0fXOIAZ")])
      #expect(transport.calls.filter { $0.method == .put || $0.method == .patch }.count == (state == "Open" ? 2 : 0))
    }
  }

  @Test func aJobThatWasAbortedUnprocessedIsOpenedAnew() async throws {
    let job = Job()
    job.state.withLock { $0.state = "Aborted" }
    let connector = try salesforce(ScriptedTransport { request, _ in job.answer(request) }, Self.options, schema: accountSchema)
    #expect(try await connector.write(Self.update([["Name": "A"]], job: Job.id)).job == Job.id)
    #expect(job.state.withLock { $0.opened } == 1)
  }

  @Test func aJobThatFailedAsAWholeIsRefused() async throws {
    let job = Job()
    job.state.withLock {
      $0.state = "Failed"
      $0.error = "InvalidBatch : Field name not found : Nope__c"
    }
    let connector = try salesforce(ScriptedTransport { request, _ in job.answer(request) }, Self.options, schema: accountSchema)
    let failure = try #require(await failure { try await connector.write(Self.update([["Name": "A"]], job: Job.id)) })
    #expect(failure.kind == .rejected && failure.code.hasPrefix("InvalidBatch") && failure.message.contains("Nope__c"))
  }

  @Test func aForgottenJobLeavesItsRecordsToBeLookedUp() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"[{"errorCode":"NOT_FOUND","message":"m"}]"#, status: 404))
    let connector = try salesforce(transport, Self.options, schema: accountSchema)
    let answer = try await connector.write(Self.update([["Name": "A"]], job: Job.id))
    guard case .failed(let failure) = answer.results[0] else { return #expect(Bool(false)) }
    #expect(failure.kind == .unknown && failure.code == "job_gone")
  }

  /// A refused or lost request about a job never looks like refused records.
  @Test(arguments: [400, 403, 409, 500, 503]) func whateverIsAnsweredAboutARunningJobItsRecordsStayOpen(_ status: Int) async throws {
    let job = Job()
    job.state.withLock { $0.state = "UploadComplete" }
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("failedResults") { return .json(#"[{"errorCode":"SOME_CODE","message":"m"}]"#, status: status) }
      return job.answer(request)
    }
    let connector = try salesforce(transport, Self.options, schema: accountSchema)
    let failure = try #require(await failure { try await connector.write(Self.update([["Name": "A"]], job: Job.id)) })
    #expect(failure.kind == .unknown || failure.kind == .retry)
  }

  @Test func aJobThatTakesTooLongIsAskedAgainLater() async throws {
    let job = Job()
    let transport = ScriptedTransport { request, _ in
      job.state.withLock { $0.state = "UploadComplete" }
      return job.answer(request)
    }
    let connector = try salesforce(transport, Self.options.merging(["bulk.wait": "1", "bulk.poll": "0.5"]) { $1 }, schema: accountSchema)
    let failure = try #require(await failure { try await connector.write(Self.update([["Name": "A"]], job: Job.id)) })
    #expect(failure.kind == .unknown && failure.code == "job_runs" && !failure.affectsConnection)
  }

  @Test func whatACSVCannotSayIsRefusedAlone() async throws {
    let job = Job()
    let connector = try salesforce(ScriptedTransport { request, _ in job.answer(request) }, Self.options, schema: accountSchema)
    let records: [Record] = [["Name": "#N/A"], ["Name": "y"]]
    #expect(try await connector.write(Self.update(records)).job == Job.id)
    job.state.withLock { $0.sets["successfulResults"] = "sf__Id,sf__Created,Id,Name\n001D000000K0fXPIAZ,false,001D000000K0fXPIAZ,y\n" }
    let answer = try await connector.write(Self.update(records, job: Job.id))
    guard case .failed(let failure) = answer.results[0] else { return #expect(Bool(false)) }
    #expect(failure.kind == .rejected && failure.code == "bad_value" && answer.results[1] == .written(id: "001D000000K0fXPIAZ"))
    #expect(job.state.withLock { $0.uploads } == ["Id,Name\n001D000000K0fXPIAZ,y\n"])
  }

  @Test func aJobHasASizeAndAnId() async throws {
    let job = Job()
    let transport = ScriptedTransport { request, _ in job.answer(request) }
    let connector = try salesforce(transport, Self.options.merging(["bulk.megabytes": "1"]) { $1 }, schema: accountSchema)
    let long = Value.string(String(repeating: "x", count: 600_000))
    #expect(await failure { try await connector.write(Self.update([["Name": long], ["Name": long]])) }?.code == "too_large")
    #expect(await failure { try await connector.write(Self.update([["Name": "A"]], job: "../sobjects/Account")) }?.code == "bad_job")
    #expect(transport.calls.isEmpty)
  }

  @Test(arguments: [["bulk.from": "many"], ["bulk.megabytes": "500"], ["bulk.poll": "0"], ["bulk.every": "3"]])
  func aSettingOfJobsThatSaysNothingIsRefused(_ options: [String: String]) {
    #expect(throws: SettingsFailure.self) { try salesforce(ScriptedTransport(after: salesforceLogin), options) }
  }

  @Test func jobsAreForLargeWritesUnlessTheyAreOff() throws {
    let transport = ScriptedTransport(after: salesforceLogin)
    #expect(try salesforce(transport).bulk == BulkWrites(from: 2_000, most: 10_000))
    #expect(try salesforce(transport, ["bulk.from": "off"]).bulk == nil)
    #expect(try salesforce(transport, ["bulk.from": "500", "bulk.records": "5000"]).bulk == BulkWrites(from: 500, most: 5_000))
  }
}
