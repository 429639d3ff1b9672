import Schema
import Testing

@Suite struct PathTests {
  let schema = ConnectionSchema([
    ObjectSchema(
      "Account",
      fields: [
        FieldSchema("Id", .id), FieldSchema("Name", .string),
        FieldSchema("OwnerId", .reference, reference: Reference(to: ["User"], path: "Owner")),
      ], identity: "Id"),
    ObjectSchema(
      "User",
      fields: [
        FieldSchema("Id", .id), FieldSchema("Email", .email),
        FieldSchema("ManagerId", .reference, reference: Reference(to: ["User"], path: "Manager")),
      ], identity: "Id"),
  ])

  @Test func aPathIsFollowedOverReferences() throws {
    let account = try #require(schema.object("account"))
    #expect(schema.field("Owner.Email", of: account)?.type == .email)
    #expect(schema.field("Owner.Manager.Email", of: account)?.type == .email)
    #expect(schema.field("name", of: account)?.name == "Name")
  }

  @Test func aPathThatLeadsNowhereHasNoField() throws {
    let account = try #require(schema.object("Account"))
    #expect(schema.field("OwnerId.Email", of: account) == nil)
    #expect(schema.field("Owner.Shoe", of: account) == nil)
    #expect(schema.field("", of: account) == nil)
  }
}
