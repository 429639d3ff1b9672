import Sandbox
import Testing

@Suite struct BulkTests {
  private func job(_ client: SandboxClient, _ body: SandboxValue, csv: String) async throws -> (id: String, info: SandboxValue) {
    let created = try await client.data("POST", "/jobs/ingest", body)
    try #require(created.status == 200, "\(created.text)")
    #expect(created.json["state"] == "Open")
    let id = try #require(created.json["id"]?.string)
    #expect(created.json["contentUrl"]?.string == "services/data/v62.0/jobs/ingest/\(id)/batches")
    let uploaded = try await client.send("PUT", SandboxClient.version + "/jobs/ingest/\(id)/batches", csv, type: "text/csv")
    #expect(uploaded.status == 201)
    #expect(try await client.data("PATCH", "/jobs/ingest/\(id)", ["state": "UploadComplete"]).json["state"] == "UploadComplete")
    return (id, try await client.data("GET", "/jobs/ingest/\(id)").json)
  }

  private func rows(_ client: SandboxClient, _ id: String, _ kind: String) async throws -> [String] {
    try await client.data("GET", "/jobs/ingest/\(id)/\(kind)").text.split(separator: "\n").map(String.init)
  }

  @Test func `an ingest job writes what is good and tells what is not`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "P", "Gainsight_GSID__c": "P1"])
      let csv = #"""
        LastName,Email,Title,Account.Gainsight_GSID__c
        "Comma, Quote ""q""",a@b.example,T1,P1
        NoMail,not an address,T2,
        ,,T3,
        Orphan,,T4,nobody

        """#
      let (id, info) = try await job(client, ["object": "Contact", "operation": "insert"], csv: csv)
      #expect(info["state"] == "JobComplete")
      #expect(info["numberRecordsProcessed"] == 4)
      #expect(info["numberRecordsFailed"] == 3)
      let good = try await rows(client, id, "successfulResults")
      #expect(good[0] == "sf__Id,sf__Created,LastName,Email,Title,Account.Gainsight_GSID__c")
      #expect(good.count == 2)
      #expect(good[1].hasSuffix(#",true,"Comma, Quote ""q""",a@b.example,T1,P1"#))
      let bad = try await rows(client, id, "failedResults")
      #expect(bad.count == 4)
      #expect(bad[1].contains("INVALID_EMAIL_ADDRESS:"))
      #expect(bad[2].contains("REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --"))
      #expect(try await rows(client, id, "unprocessedrecords").count == 1)
      let contact = try await client.records("SELECT AccountId FROM Contact WHERE Title = 'T1'")
      #expect(contact.first?["AccountId"]?.string == account)
    }
  }

  @Test func `an empty value is ignored on update and #N/A clears`() async throws {
    try await withSandbox { client in
      let id = try await client.create("Contact", ["LastName": "Keep", "Title": "Old", "Phone": "1"])
      _ = try await job(client, ["object": "Contact", "operation": "update"], csv: "Id,LastName,Title,Phone\n\(id),,#N/A,2\n")
      let after = try await client.data("GET", "/sobjects/Contact/\(id)").json
      #expect(after["LastName"] == "Keep")
      #expect(after["Title"] == .null)
      #expect(after["Phone"] == "2")
    }
  }

  @Test func `an upsert tells created from changed, a delete deletes`() async throws {
    try await withSandbox { client in
      let body: SandboxValue = ["object": "Account", "operation": "upsert", "externalIdFieldName": "Gainsight_GSID__c", "lineEnding": "CRLF"]
      _ = try await client.create("Account", ["Name": "Old", "Gainsight_GSID__c": "B1"])
      let (id, _) = try await job(client, body, csv: "Gainsight_GSID__c,Name\r\nB1,New\r\nB2,Made\r\n")
      let results = try await client.data("GET", "/jobs/ingest/\(id)/successfulResults").text.split(separator: "\r\n")
      #expect(results.dropFirst().map { $0.split(separator: ",")[1] } == ["false", "true"])
      let ids = try await client.records("SELECT Id FROM Account WHERE Gainsight_GSID__c IN ('B1', 'B2')").compactMap { $0["Id"]?.string }
      _ = try await job(client, ["object": "Account", "operation": "delete"], csv: "Id\n" + ids.joined(separator: "\n"))
      #expect(try await client.records("SELECT Id FROM Account WHERE Gainsight_GSID__c IN ('B1', 'B2')").isEmpty)
    }
  }

  @Test func `a job with an unknown column fails and its rows stay unprocessed`() async throws {
    try await withSandbox { client in
      let (id, info) = try await job(client, ["object": "Contact", "operation": "insert"], csv: "LastName,Nope\nA,1\nB,2\n")
      #expect(info["state"] == "Failed")
      #expect(info["errorMessage"] == "InvalidBatch : Field name not found : Nope")
      #expect(try await rows(client, id, "unprocessedrecords") == ["LastName,Nope", "A,1", "B,2"])
      #expect(try await client.records("SELECT Id FROM Contact WHERE LastName IN ('A', 'B')").isEmpty)
    }
  }

  @Test func `states are kept: one upload, no close of an aborted job, polls see progress`() async throws {
    try await withSandbox({ $0.salesforce.bulkPolls = 1 }) { client in
      let id = try #require(try await client.data("POST", "/jobs/ingest", ["object": "Contact", "operation": "insert"]).json["id"]?.string)
      let path = SandboxClient.version + "/jobs/ingest/\(id)/batches"
      #expect(try await client.send("PUT", path, "LastName\nA\n", type: "text/csv").status == 201)
      #expect(try await client.send("PUT", path, "LastName\nA\n", type: "text/csv").status == 400)
      #expect(try await client.data("PATCH", "/jobs/ingest/\(id)", ["state": "UploadComplete"]).status == 200)
      #expect(try await client.data("GET", "/jobs/ingest/\(id)").json["state"] == "InProgress")
      #expect(try await client.data("GET", "/jobs/ingest/\(id)").json["state"] == "JobComplete")
      let other = try #require(try await client.data("POST", "/jobs/ingest", ["object": "Contact", "operation": "insert"]).json["id"]?.string)
      #expect(try await client.data("PATCH", "/jobs/ingest/\(other)", ["state": "Aborted"]).json["state"] == "Aborted")
      #expect(try await client.data("PATCH", "/jobs/ingest/\(other)", ["state": "UploadComplete"]).status == 409)
      #expect(try await client.data("DELETE", "/jobs/ingest/\(other)").status == 204)
      #expect(try await client.data("GET", "/jobs/ingest/\(other)").status == 404)
      #expect(try await client.data("POST", "/jobs/ingest", ["object": "Nope", "operation": "insert"]).status == 400)
      #expect(
        try await client.data("POST", "/jobs/ingest", ["object": "Account", "operation": "upsert", "externalIdFieldName": "Site"]).status == 400)
    }
  }

  @Test func `a query job is read page by page`() async throws {
    try await withSandbox { client in
      let created = try await client.data(
        "POST", "/jobs/query", ["operation": "query", "query": "SELECT Id, Account.Name FROM Contact ORDER BY Id LIMIT 5"])
      let id = try #require(created.json["id"]?.string)
      #expect(try await client.data("GET", "/jobs/query/\(id)").json["state"] == "JobComplete")
      let first = try await client.data("GET", "/jobs/query/\(id)/results?maxRecords=3")
      let locator = try #require(first.headers["sforce-locator"])
      #expect(first.headers["sforce-numberofrecords"] == "3")
      #expect(first.text.hasPrefix("Id,Account.Name\n"))
      let second = try await client.data("GET", "/jobs/query/\(id)/results?maxRecords=3&locator=\(encoded(locator))")
      #expect(second.headers["sforce-locator"] == "null")
      #expect(second.text.split(separator: "\n").count == 3)
    }
  }

  @Test func `the older API takes JSON and CSV batches`() async throws {
    try await withSandbox { client in
      let session = ["X-SFDC-Session": try #require(client.token)]
      let base = "/services/async/62.0/job"
      let created = try await client.send("POST", base, #"{"operation":"insert","object":"Contact","contentType":"JSON"}"#, headers: session)
      #expect(created.status == 201)
      let id = try #require(created.json["id"]?.string)
      let batch = try await client.send("POST", "\(base)/\(id)/batch", #"[{"LastName":"One"},{"Title":"x"}]"#, headers: session)
      let number = try #require(batch.json["id"]?.string)
      #expect(try await client.send("POST", "\(base)/\(id)", #"{"state":"Closed"}"#, headers: session).json["state"] == "Closed")
      #expect(try await client.send("GET", "\(base)/\(id)/batch/\(number)", headers: session).json["state"] == "Completed")
      let results = try await client.send("GET", "\(base)/\(id)/batch/\(number)/result", headers: session).json.array ?? []
      #expect(results.map { $0["success"] } == [true, false])
      #expect(results[1]["errors"]?.array?.first?["statusCode"] == "REQUIRED_FIELD_MISSING")
      let xml = try await client.send(
        "POST", base, "<jobInfo><operation>insert</operation><object>Contact</object><contentType>CSV</contentType></jobInfo>",
        type: "application/xml", headers: session)
      #expect(xml.text.contains("<state>Open</state>"))
      let stranger = try await client.send("GET", "\(base)/\(id)", headers: ["X-SFDC-Session": "x"])
      #expect(stranger.json["exceptionCode"] == "InvalidSessionId")
    }
  }
}
