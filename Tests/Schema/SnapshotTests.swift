import CEL
import Schema
import Testing

@Suite struct SnapshotTests {
  let schema = ConnectionSchema([
    ObjectSchema(
      "Account", label: "Customer \"A\"",
      fields: [
        FieldSchema("Id", .id, form: .salesforceID, nullable: false, createable: false, updateable: false),
        FieldSchema("Email", .email, length: 80), FieldSchema("Score__c", .number, label: "Score", scale: 2, required: true),
        FieldSchema(
          "Stage", .picklist, picklist: [PicklistValue("New", id: "1I00"), PicklistValue("Old", label: "Älter", active: false)], restricted: true),
        FieldSchema("Key__c", .string, unique: true, externalID: true),
        FieldSchema("OwnerId", .reference, reference: Reference(to: ["User", "Group"], path: "Owner")),
      ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate"),
    ObjectSchema("User", fields: [FieldSchema("Id", .id)], identity: "Id", createable: false, updateable: false),
  ])

  @Test func whatIsSavedIsReadBack() throws {
    #expect(try SchemaSnapshot.read(Array(SchemaSnapshot.text(of: schema).utf8)) == schema)
  }

  @Test func theTextIsJSONWithALineAField() throws {
    let text = SchemaSnapshot.text(of: schema)
    #expect(try Value(json: Array(text.utf8))["objects"]?.asList?.count == 2)
    #expect(text.split(separator: "\n").count { $0.contains("\"type\":") } == 7)
  }

  @Test(arguments: ["", "[]", "{}", "{\"snapshot\":2,\"objects\":[]}", "{\"snapshot\":1,\"objects\":[{}]}"])
  func whatIsNoSnapshotIsRefused(text: String) {
    #expect(throws: SnapshotFailure.self) { try SchemaSnapshot.read(Array(text.utf8)) }
  }

  @Test func aFieldOfNoKnownTypeIsRefused() {
    let text = #"{"snapshot":1,"objects":[{"name":"A","identity":"Id","fields":[{"name":"Id","type":"blob"}]}]}"#
    #expect(throws: SnapshotFailure.self) { try SchemaSnapshot.read(Array(text.utf8)) }
  }
}
