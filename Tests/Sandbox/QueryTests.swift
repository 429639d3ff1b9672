import Sandbox
import Testing

@Suite struct QueryTests {
  /// Three accounts with what the conditions below look at.
  private func seed(_ client: SandboxClient) async throws {
    let rows: [SandboxValue] = [
      ["Name": "Qa One", "Site": "q", "NumberOfEmployees": 5, "ARR__c": 10.5, "Industry": "Media", "NPS_Responded_At__c": "2026-01-31T23:30:00Z"],
      ["Name": "Qb O'Two", "Site": "q", "NumberOfEmployees": 50, "Industry": "Media", "Description": "long"],
      ["Name": "qc 100%", "Site": "q", "ARR__c": 7, "Industry": "Retail", "NPS_Responded_At__c": "2026-02-01T00:30:00+01:00"],
    ]
    for row in rows { _ = try await client.create("Account", row) }
  }

  @Test(arguments: [
    ("Name = 'qa one'", "Qa One"), ("Name = 'Qb O\\'Two'", "Qb O'Two"), ("Name LIKE 'q_ o%'", "Qa One,Qb O'Two"), ("Name LIKE '%100\\%'", "qc 100%"),
    ("Name LIKE '%\\_%'", ""), ("NumberOfEmployees > 5", "Qb O'Two"), ("NumberOfEmployees >= 5", "Qa One,Qb O'Two"),
    ("NumberOfEmployees = null", "qc 100%"), ("NumberOfEmployees != 5", "Qb O'Two,qc 100%"), ("ARR__c < 8.5", "qc 100%"),
    ("ARR__c <= 10.5", "Qa One,qc 100%"),
    ("Industry IN ('media', 'Energy')", "Qa One,Qb O'Two"), ("Industry NOT IN ('Media')", "qc 100%"), ("NOT Industry = 'Media'", "qc 100%"),
    ("Industry = 'Media' AND (NumberOfEmployees = 5 OR Name LIKE 'qb%')", "Qa One,Qb O'Two"),
    ("Industry = 'Retail' OR NumberOfEmployees = 50", "Qb O'Two,qc 100%"),
    ("NPS_Responded_At__c >= 2026-01-31T23:30:00Z", "Qa One,qc 100%"), ("NPS_Responded_At__c < 2026-02-01T00:30:00.000+01:00", ""),
    ("CreatedDate = TODAY", "Qa One,Qb O'Two,qc 100%"), ("CreatedDate < TODAY", ""), ("CreatedDate = LAST_N_DAYS:1", "Qa One,Qb O'Two,qc 100%"),
    ("CreatedDate = THIS_YEAR AND Owner.Name = 'Integration User'", "Qa One,Qb O'Two,qc 100%"), ("Owner.Email != 'integration@acme.example'", ""),
    ("IsDeleted = false", "Qa One,Qb O'Two,qc 100%"), ("Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Nobody')", ""),
    ("Name > 'qb'", "Qb O'Two,qc 100%"), ("Name IN ('qa one', 'QC 100%')", "Qa One,qc 100%"),
  ])
  func `a condition chooses its rows`(condition: String, names: String) async throws {
    try await withSandbox { client in
      try await seed(client)
      let found = try await client.records("SELECT Name FROM Account WHERE Site = 'q' AND (\(condition)) ORDER BY Name")
      #expect(found.compactMap { $0["Name"]?.string }.joined(separator: ",") == names)
    }
  }

  @Test(arguments: [
    ("SELECT Id FROM", "MALFORMED_QUERY"), ("SELECT Id Account", "MALFORMED_QUERY"), ("SELECT Id FROM Account WHERE", "MALFORMED_QUERY"),
    ("SELECT Id FROM Account WHERE Name = 'x", "MALFORMED_QUERY"), ("SELECT Id FROM Account WHERE Name = 'a\\q'", "MALFORMED_QUERY"),
    ("SELECT Id FROM Account WHERE Name IN ()", "MALFORMED_QUERY"),
    ("SELECT Id FROM Account WHERE Name = 'a' AND Site = 'b' OR Site = 'c'", "MALFORMED_QUERY"),
    ("SELECT Nope FROM Account", "INVALID_FIELD"), ("SELECT Nope.Name FROM Account", "INVALID_FIELD"),
    ("SELECT Id FROM Account WHERE Nope = 1", "INVALID_FIELD"),
    ("SELECT Id FROM Nope__c", "INVALID_TYPE"), ("SELECT (SELECT Id FROM Nopes) FROM Account", "INVALID_TYPE"),
    ("SELECT Id FROM Account WHERE NumberOfEmployees = '5'", "INVALID_FIELD"), ("SELECT Id FROM Account WHERE Name = 5", "INVALID_FIELD"),
    ("SELECT Id FROM Account WHERE CreatedDate > 2026-01-01", "INVALID_FIELD"),
    ("SELECT Id FROM Account WHERE CreatedDate > '2026-01-01T00:00:00Z'", "INVALID_FIELD"),
    ("SELECT Id FROM Account WHERE Description = 'x'", "INVALID_FIELD"),
    ("SELECT Id FROM Account WHERE Id = 'nonsense'", "INVALID_QUERY_FILTER_OPERATOR"),
    ("SELECT Id FROM Account WHERE NumberOfEmployees LIKE '5'", "INVALID_QUERY_FILTER_OPERATOR"),
    ("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE"),
    ("SELECT Name, COUNT(Id) FROM Account", "MALFORMED_QUERY"), ("SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY"),
  ])
  func `a wrong query is refused with its code`(soql: String, code: String) async throws {
    try await withSandbox { client in
      let answer = try await client.query(soql)
      #expect(answer.status == 400)
      #expect(answer.json.array?.first?["errorCode"]?.string == code)
    }
  }

  @Test func `the message of an unknown column shows the place`() async throws {
    try await withSandbox { client in
      let message = try #require(try await client.query("SELECT Id, Foo__c FROM Account").json.array?.first?["message"]?.string)
      #expect(
        message.hasPrefix("\nSELECT Id, Foo__c FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Foo__c' on entity 'Account'."))
    }
  }

  @Test func `parents nest, missing parents are null, children have their own set`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "Parent"])
      let contact = try await client.create("Contact", ["LastName": "Zed", "FirstName": "Ann", "AccountId": .string(account)])
      _ = try await client.create("Contact", ["LastName": "Alone"])
      let records = try await client.records(
        "SELECT name, account.name, ACCOUNT.Owner.Alias, AccountId FROM Contact WHERE LastName IN ('Zed', 'Alone') ORDER BY LastName DESC")
      #expect(records[0]["Name"] == "Ann Zed")
      #expect(records[0]["Account"]?["attributes"]?["type"] == "Account")
      #expect(records[0]["Account"]?["Name"] == "Parent")
      #expect(records[0]["Account"]?["Owner"]?["Alias"] == "integrat")
      #expect(records[1]["Account"] == .null)
      let parents = try await client.records(
        "SELECT Id, (SELECT Id, LastName FROM Contacts WHERE LastName = 'Zed') , (SELECT Id FROM Opportunities) FROM Account WHERE Id = '\(account)'")
      #expect(parents[0]["Contacts"]?["totalSize"] == 1)
      #expect(parents[0]["Contacts"]?["records"]?.array?.first?["Id"]?.string == contact)
      #expect(parents[0]["Opportunities"] == .null)
    }
  }

  @Test func `who and what are read through the name object and TYPEOF`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "Thing", "Phone": "42"])
      _ = try await client.create("Task", ["WhatId": .string(account), "Subject": "t"])
      _ = try await client.create("Task", ["Subject": "t"])
      let found = try await client.records("SELECT What.Name, What.Type FROM Task WHERE What.Type IN ('Account')")
      #expect(found.count == 1)
      #expect(found[0]["What"]?["Name"] == "Thing")
      #expect(found[0]["What"]?["Type"] == "Account")
      let typed = try await client.records("SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task WHERE WhatId != null")
      #expect(typed[0]["What"]?["Phone"] == "42")
    }
  }

  @Test func `counts, groups and aggregates`() async throws {
    try await withSandbox { client in
      try await seed(client)
      let count = try await client.query("SELECT COUNT() FROM Account WHERE Site = 'q'").json
      #expect(count["totalSize"] == 3)
      #expect(count["records"] == [])
      let groups = try await client.records(
        "SELECT Industry, COUNT(Id), SUM(NumberOfEmployees) total, MAX(ARR__c) FROM Account WHERE Site = 'q' GROUP BY Industry ORDER BY COUNT(Id) DESC"
      )
      #expect(
        groups == [
          ["attributes": ["type": "AggregateResult"], "Industry": "Media", "expr0": 2, "total": 55.0, "expr1": 10.5],
          ["attributes": ["type": "AggregateResult"], "Industry": "Retail", "expr0": 1, "total": .null, "expr1": 7.0],
        ])
      let having = try await client.records("SELECT Industry FROM Account WHERE Site = 'q' GROUP BY Industry HAVING COUNT(Id) > 1")
      #expect(having.map { $0["Industry"] } == ["Media"])
      let years = try await client.records(
        "SELECT CALENDAR_YEAR(NPS_Responded_At__c), COUNT(Id) n FROM Account WHERE Site = 'q' AND NPS_Responded_At__c != null GROUP BY CALENDAR_YEAR(NPS_Responded_At__c)"
      )
      #expect(years == [["attributes": ["type": "AggregateResult"], "expr0": 2026, "n": 2]])
      let none = try await client.records("SELECT COUNT(Id) FROM Account WHERE Site = 'none'")
      #expect(none.first?["expr0"] == 0)
    }
  }

  @Test func `order, nulls, limit and offset`() async throws {
    try await withSandbox { client in
      try await seed(client)
      func names(_ tail: String) async throws -> [String] {
        try await client.records("SELECT Name FROM Account WHERE Site = 'q' \(tail)").compactMap { $0["Name"]?.string }
      }
      #expect(try await names("ORDER BY NumberOfEmployees") == ["qc 100%", "Qa One", "Qb O'Two"])
      #expect(try await names("ORDER BY NumberOfEmployees NULLS LAST") == ["Qa One", "Qb O'Two", "qc 100%"])
      #expect(try await names("ORDER BY NumberOfEmployees DESC NULLS LAST") == ["Qb O'Two", "Qa One", "qc 100%"])
      #expect(try await names("ORDER BY Industry DESC, Name DESC LIMIT 2") == ["qc 100%", "Qb O'Two"])
      #expect(try await names("ORDER BY Name LIMIT 1 OFFSET 1") == ["Qb O'Two"])
    }
  }

  @Test func `pages follow their locators and a bad locator is refused`() async throws {
    try await withSandbox({ $0.salesforce.smallestBatch = 10 }) { client in
      let options = ["Sforce-Query-Options": "batchSize=25"]
      let first = try await client.query("SELECT Id FROM Contact ORDER BY Id", headers: options).json
      let total = try #require(first["totalSize"]?.int)
      #expect(first["done"] == false)
      #expect(first["records"]?.array?.count == 25)
      var next = first["nextRecordsUrl"]?.string
      #expect(try #require(next).wholeMatch(of: #//services/data/v62\.0/query/0r8[A-Za-z0-9]{15}-25/#) != nil)
      var ids = Set(first["records"]?.array?.compactMap { $0["Id"]?.string } ?? [])
      let locator = try #require(next)
      while let url = next {
        let page = try await client.send("GET", url).json
        ids.formUnion(page["records"]?.array?.compactMap { $0["Id"]?.string } ?? [])
        next = page["nextRecordsUrl"]?.string
      }
      #expect(ids.count == total)
      let unknown = try await client.data("GET", "/query/0r8000000000000AAA-25")
      #expect(unknown.json.array?.first?["errorCode"] == "INVALID_QUERY_LOCATOR")
      _ = try await client.send("POST", "/_sandbox/expire-cursors")
      #expect(try await client.send("GET", locator).status == 400)
    }
  }

  @Test func `a URI beyond 16,384 bytes is 414`() async throws {
    try await withSandbox { client in
      let ids = (0..<900).map { _ in "'001Sb0000000001IAA'" }.joined(separator: ",")
      #expect(try await client.query("SELECT Id FROM Account WHERE Id IN (\(ids))").status == 414)
      let fewer = (0..<400).map { _ in "'001Sb0000000001IAA'" }.joined(separator: ",")
      let some = try await client.query("SELECT Id FROM Account WHERE Id IN (\(fewer))")
      #expect(some.json["totalSize"] == 1)
    }
  }

  @Test func `an index gives what a scan gives`() async throws {
    try await withSandbox { client in
      let rows = client.sandbox.records(of: "Account")
      for row in rows.prefix(10) {
        let name = try #require(row["Name"]?.string).replacing("'", with: "\\'")
        let indexed = try await client.records("SELECT Id FROM Account WHERE Name = '\(name)'").map { $0["Id"] }
        let scanned = try await client.records("SELECT Id FROM Account WHERE Name LIKE '\(name)'").map { $0["Id"] }
        #expect(indexed == scanned)
        #expect(indexed.contains(row["Id"]))
      }
    }
  }
}
