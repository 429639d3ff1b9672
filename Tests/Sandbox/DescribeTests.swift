import Sandbox
import Testing

@Suite struct DescribeTests {
  /// The key set of salesforce.md 2.4.
  private let fieldKeys = """
    aggregatable aiPredictionField autoNumber byteLength calculated calculatedFormula cascadeDelete caseSensitive compoundFieldName controllerName \
    createable custom defaultValue defaultValueFormula defaultedOnCreate dependentPicklist deprecatedAndHidden digits displayLocationInDecimal \
    encrypted externalId extraTypeInfo filterable filteredLookupInfo formulaTreatNullNumberAsZero groupable highScaleNumber htmlFormatted idLookup \
    inlineHelpText label length mask maskType name nameField namePointing nillable permissionable picklistValues polymorphicForeignKey precision \
    queryByDistance referenceTargetField referenceTo relationshipName relationshipOrder restrictedDelete restrictedPicklist scale \
    searchPrefilterable soapType sortable type unique updateable writeRequiresMasterRead
    """

  @Test func `describe has the complete key set and the organisation's fields`() async throws {
    try await withSandbox { client in
      let describe = try await client.data("GET", "/sobjects/account/describe").json
      let fields = try #require(describe["fields"]?.array)
      let wanted = fieldKeys.split(whereSeparator: \.isWhitespace).map(String.init).sorted()
      for field in fields { #expect(field.object?.names.sorted() == wanted) }
      func field(_ name: String) throws -> SandboxValue { try #require(fields.first { $0["name"]?.string == name }) }
      #expect(try field("Gainsight_GSID__c")["externalId"] == true)
      #expect(try field("Gainsight_GSID__c")["unique"] == true)
      #expect(try field("Health_Score__c")["precision"] == 18)
      #expect(try field("Health_Score__c")["scale"] == 2)
      #expect(try field("Health_Trend__c")["restrictedPicklist"] == true)
      #expect(try field("OwnerId")["relationshipName"] == "Owner")
      #expect(try field("OwnerId")["defaultedOnCreate"] == true)
      #expect(try field("Name")["nillable"] == false)
      #expect(try field("BillingCity")["compoundFieldName"] == "BillingAddress")
      let children = describe["childRelationships"]?.array ?? []
      #expect(children.contains { $0["childSObject"] == "Contact" && $0["relationshipName"] == "Contacts" && $0["field"] == "AccountId" })
      #expect(describe["keyPrefix"] == "001")
    }
  }

  @Test func `describeGlobal lists all objects, and neither has changed since`() async throws {
    try await withSandbox { client in
      let answer = try await client.data("GET", "/sobjects/")
      #expect(answer.json["maxBatchSize"] == 200)
      let names = answer.json["sobjects"]?.array?.compactMap { $0["name"]?.string } ?? []
      #expect(Set(["Account", "Contact", "Opportunity", "Task", "Event", "Case", "User", "FeedItem"]).isSubset(of: Set(names)))
      let now = ["If-Modified-Since": "Tue, 10 Nov 2026 00:00:00 GMT"]
      #expect(try await client.data("GET", "/sobjects/", headers: now).status == 304)
      #expect(try await client.data("GET", "/sobjects/Account/describe", headers: now).status == 304)
      #expect(
        try await client.data("GET", "/sobjects/Account/describe", headers: ["If-Modified-Since": "Tue, 10 Aug 2010 00:00:00 GMT"]).status == 200)
    }
  }

  @Test func `everything that describe says can be queried can be`() async throws {
    try await withSandbox { client in
      let objects = try await client.data("GET", "/sobjects/").json["sobjects"]?.array?.compactMap { $0["name"]?.string } ?? []
      #expect(objects.count > 10)
      for object in objects {
        let fields = try await client.data("GET", "/sobjects/\(object)/describe").json["fields"]?.array ?? []
        let names = fields.compactMap { $0["name"]?.string }.joined(separator: ", ")
        let answer = try await client.query("SELECT \(names) FROM \(object) LIMIT 2")
        #expect(answer.status == 200, "\(object): \(answer.text.prefix(200))")
      }
    }
  }

  @Test func `limits count down and every answer tells`() async throws {
    try await withSandbox({ $0.salesforce.dailyRequests = 5 }) { client in
      let first = try await client.data("GET", "/limits")
      #expect(first.headers["sforce-limit-info"] == "api-usage=1/5")
      for _ in 0..<4 { #expect(try await client.data("GET", "/limits").status == 200) }
      let refused = try await client.data("GET", "/limits")
      #expect(refused.status == 403)
      #expect(refused.text == #"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#)
      #expect(refused.headers["sforce-limit-info"] == "api-usage=5/5")
    }
  }

  @Test func `updated and deleted give ids and the covered date`() async throws {
    try await withSandbox { client in
      let kept = try await client.create("Account", ["Name": "Kept"])
      let gone = try await client.create("Account", ["Name": "Gone"])
      _ = try await client.data("DELETE", "/sobjects/Account/\(gone)")
      client.sandbox.advance(seconds: 120)
      let status = try await client.send("GET", "/_sandbox").json
      let now = try #require(status["time"]?.string)
      func window(_ resource: String, from start: String = "2026-11-01T00:00:00Z") -> String {
        "/sobjects/Account/\(resource)/?start=\(encoded(start))&end=\(encoded(now))"
      }
      let start = String(now.prefix(10)) + "T00:00:00+00:00"
      let updated = try await client.data("GET", window("updated", from: start)).json
      let ids = updated["ids"]?.array?.compactMap(\.string) ?? []
      #expect(ids.contains(kept))
      #expect(!ids.contains(gone))
      #expect(updated["latestDateCovered"]?.string?.hasSuffix(":00.000+0000") == true)
      let deleted = try await client.data("GET", window("deleted", from: start)).json
      #expect(deleted["deletedRecords"]?.array?.map { $0["id"]?.string } == [gone])
      let tooOld = try await client.data("GET", window("updated", from: "2020-01-01T00:00:00Z"))
      #expect(tooOld.json.array?.first?["errorCode"] == "INVALID_REPLICATION_DATE")
      let tooShort = try await client.data("GET", "/sobjects/Account/updated/?start=\(encoded(now))&end=\(encoded(now))")
      #expect(tooShort.json.array?.first?["errorCode"] == "INVALID_REPLICATION_DATE")
    }
  }
}
