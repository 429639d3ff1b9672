import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema
import Synchronization
import Testing

@Suite struct KitTests {
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"), ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"), ("Thu, 31 Dec 2026 23:59:60 GMT", "2026-12-31T23:59:59Z"),
    ("Thu, 29 Feb 2024 00:00:00 GMT", "2024-02-29T00:00:00Z"),
  ])
  func datesOfHeaders(_ text: String, _ expected: String) {
    #expect(HTTPDate.parse(text) == Timestamp(expected))
  }

  @Test(arguments: [
    "", "yesterday", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    "-,-,-,-,-,GMT",
  ])
  func whatIsNoDate(_ text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }

  /// Gainsight reference 0.7 and 8; Salesforce reference 2.1.
  @Test(arguments: [
    ("2026-03-02T09:15:27.412Z", "2026-03-02T09:15:27.412Z"), ("2026-03-02T09:15:27.412+0000", "2026-03-02T09:15:27.412Z"),
    ("2026-03-02T09:15:27+02:00", "2026-03-02T07:15:27Z"), ("2026-03-02 09:15:27.4", "2026-03-02T09:15:27.4Z"),
    ("2026-03-02", "2026-03-02T00:00:00Z"),
    ("2026-03-02T09:15:27-0230", "2026-03-02T11:45:27Z"),
  ])
  func timesOfSystems(_ text: String, _ expected: String) {
    #expect(TimeText.read(.string(text)) == Timestamp(expected))
  }

  @Test func timesAsNumbersAndWhatIsNone() {
    #expect(TimeText.read(1_790_726_400_123) == Timestamp("2026-09-30T00:00:00.123Z"))
    #expect(TimeText.read(-1) == Timestamp("1969-12-31T23:59:59.999Z"))
    let values: [Value] = ["", "2026-13-01", "2026-03-02T25:00:00Z", "today", 1.5, true, .null, "2026-03-02T09:15:27Zulu", "2026-03-0x"]
    for value in values {
      #expect(TimeText.read(value) == nil, "\(value)")
    }
    #expect(Timestamp("2026-03-02T09:15:27.0629Z").map(TimeText.moment) == "2026-03-02T09:15:27.062Z")
  }

  @Test func base64AndPercentEncoding() {
    #expect([[0xFB, 0xFF, 0xFE, 0xFF], [0x66], []].map(Base64URL.encode) == ["-__-_w", "Zg", ""])
    let text = "aZ9-._~ /?#%+&='é\n"
    #expect(PercentEncoding.query(text) == "aZ9-._~+%2F%3F%23%25%2B%26%3D%27%C3%A9%0A")
    #expect(PercentEncoding.queryLength(text) == PercentEncoding.query(text).utf8.count)
    #expect(PercentEncoding.segment("a b/c") == "a%20b%2Fc")
    #expect(PercentEncoding.form([("a", "1&b=2"), ("c d", "")]) == "a=1%26b%3D2&c+d=")
  }

  @Test func redactionFindsSecretsInEverySpelling() {
    let redaction = Redaction([Secret("p&ss word"), Secret("p&ss"), Secret("abc")])
    #expect(redaction.redacted("x p&ss word, p%26ss+word, p&ss, abc") == "x •••, •••, •••, abc")
    #expect("\(Secret("hidden"))" == "•••" && String(reflecting: Secret("hidden")) == "•••")
  }

  @Test(arguments: [
    ("https://a.example/", nil as String?), ("https://a.example:8443/path", nil), ("http://127.0.0.1:80", nil), ("http://localhost", nil),
    ("http://[::1]:1", nil),
    ("http://a.example", "url"), ("http://127.0.0.1.evil.example", "url"), ("http://localhost.evil.example", "url"), ("ftp://a.example", "url"),
    ("https://", "url"),
    ("https://u@a.example", "url"), ("https://a.example?x", "url"), ("https://a b", "url"),
  ])
  func addresses(_ text: String, _ setting: String?) {
    do {
      #expect(try WebAddress.checked(text, setting: "url", insecure: false).hasSuffix("/") == false)
      #expect(setting == nil)
    } catch {
      #expect(error.setting == setting)
    }
  }

  @Test func theGateLetsSoManyThroughAndNoMore() async {
    let gate = RequestGate(3)
    let running = Running()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await gate.pass {
            running.enter()
            for _ in 0..<5 { await Task.yield() }
            running.leave()
          }
        }
      }
    }
    #expect(running.counts.most == 3 && running.counts.now == 0)
  }

  @Test func aCancelledWaiterGoesOnWithoutTakingAPlace() async {
    let gate = RequestGate(1)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let (entered, enter) = AsyncStream.makeStream(of: Void.self)
    let holder = Task {
      await gate.pass {
        enter.yield()
        for await _ in released { break }
      }
    }
    for await _ in entered { break }
    let waiter = Task { await gate.pass { Task.isCancelled } }
    waiter.cancel()
    #expect(await waiter.value)
    release.yield()
    await holder.value
    #expect(await gate.pass { true })
  }

  @Test func aSchemaIsAskedForOnlyWhereAFieldIsUnknownAndOnce() async throws {
    let asked = Mutex<[String]>([])
    let standard = ConnectionSchema([
      ObjectSchema(
        "A", fields: [FieldSchema("Name", .string), FieldSchema("OwnerId", .reference, reference: Reference(to: ["Group", "User"], path: "Owner"))],
        identity: "Id", complete: false), ObjectSchema("User", fields: [FieldSchema("Email", .email)], identity: "Id", complete: false),
    ])
    let store = SchemaStore(standard: standard, snapshot: nil) { name in
      asked.withLock { $0.append(name) }
      guard name == "A" else { return .failure(CallFailure(.rejected, code: "x", message: "x")) }
      return .success(ObjectSchema("A", fields: [FieldSchema("Name", .text), FieldSchema("Seen__c", .datetime)], identity: "Id"))
    }
    func type(_ path: String) async throws -> FieldType? { try await store.resolve([try FieldPath(path)], of: "a").fields[path]?.type }
    #expect(try await type("name") == .string && asked.withLock { $0 } == [])
    #expect(try await type("Owner.Email") == .email && asked.withLock { $0 } == [])
    #expect(try await type("Seen__c") == .datetime && asked.withLock { $0 } == ["A"])
    #expect(try await type("Gone__c") == nil && asked.withLock { $0.count } == 1)
    #expect(await failure { try await store.object("B") }?.kind == .rejected)
    #expect(await failure { try await store.object("B") }?.kind == .rejected)
    #expect(asked.withLock { $0.filter { $0 == "B" }.count } == 1)
    await store.forget("A")
    #expect(try await type("Gone__c") == nil && asked.withLock { $0.count } == 3)
  }
}

private final class Running: Sendable {
  private let state = Mutex((now: 0, most: 0))
  var counts: (now: Int, most: Int) { state.withLock { $0 } }
  func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
  func leave() { state.withLock { $0.now -= 1 } }
}
