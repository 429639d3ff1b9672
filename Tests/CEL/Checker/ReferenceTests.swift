import CEL
import OrderedCollections
import Testing

/// References: the id where a value is needed, the record where a path goes on. A record is flat, its keys are paths.
struct ReferenceTests {
  private static let environment: Environment = {
    var environment = Environment.flow()
    let account = ObjectType("Account", fields: ["Name": .string, "Owner": .nullable(.reference(Shapes.user, id: .string))])
    let contact = ObjectType("Contact", fields: ["Id": .string, "Account": .reference(account, id: .string)])
    environment.declare("contact", .object(contact))
    environment.declare("contacts", .list(.object(contact)))
    environment.declare("found", .nullable(.object(contact)))
    return environment
  }()

  private static let record: Value = [
    "Id": "003", "Account": "001", "Account.Name": "Acme", "Account.Owner": "005", "Account.Owner.Email": "a@acme.com",
  ]

  @Test(arguments: [
    ("contact.Account", #""001""#), ("contact.Account.Name", #""Acme""#), ("contact.Account.Owner", #""005""#),
    ("contact.Account.Owner.Email", #""a@acme.com""#),
    ("contact.Account + '!'", #""001!""#), ("contact.Account == '001'", "true"), ("contacts[0].Account.Name", #""Acme""#),
    ("contacts[0].Account.Owner.Email", #""a@acme.com""#), ("contacts.map(c, c.Account.Owner.Email)", #"["a@acme.com"]"#),
    ("contacts.map(c, c.Account)", #"["001"]"#),
    ("has(contact.Account.Name)", "true"), ("has(contacts[0].Account.Owner.Email)", "true"), ("found.Account.Name", "null"),
    ("found == null ? 'none' : found.Account.Name", #""none""#),
    ("contact.Account.Owner.Email != null && contact.Account.Owner.Email.endsWith('.com')", "true"),
  ])
  func reads(_ source: String, _ expected: String) {
    let compilation = Self.environment.compile(source)
    #expect(compilation.issues.map(\.message) == [])
    let bindings = Self.environment.bindings(["contact": Self.record, "contacts": .list([Self.record]), "found": .null])
    #expect(compilation.program?.evaluate(bindings).jsonText == expected)
  }

  @Test func theFieldsToReadAreFlat() {
    #expect(
      Self.environment.compile("coalesce(contact.Account.Owner.Email, contact.Account)").program?.reads == [
        ["contact", "Account.Owner.Email"], ["contact", "Account"],
      ])
    #expect(Self.environment.compile("has(contact.Account.Owner.Email)").program?.reads == [["contact", "Account.Owner.Email"]])
  }

  @Test func anOptionalStepIsForMaps() {
    #expect(Self.environment.compile("contact.Account.?Name").issues.map(\.kind) == [.wrongType])
  }
}
