import CEL
import Calls
import ConnectorKit
import Salesforce
import Schema

/// Reference 1.2 and 1.3.
let salesforceLogin = HTTPResponse.json(
  #"""
  {"access_token":"00Dxx0000001gPL!AQ4AQ.token","scope":"api id","instance_url":"https://acme.my.salesforce.com",
   "id":"https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS","token_type":"Bearer"}
  """#)

func salesforce(_ transport: any HTTPTransport, _ options: [String: String] = [:], schema: ConnectionSchema? = nil) throws -> SalesforceConnector {
  try SalesforceConnector(
    ConnectionSettings(
      name: "salesforce", url: "https://acme.my.salesforce.com",
      auth: ["client_credentials.client_id": Secret("3MVG9.id"), "client_credentials.client_secret": Secret("very secret+value")],
      options: options, schema: schema), transport: transport)
}

/// An account object with the fields that the tests use beyond the standard ones.
let accountSchema = ConnectionSchema([
  ObjectSchema(
    "Account",
    fields: [
      FieldSchema("Id", .id, form: .salesforceID, createable: false, updateable: false), FieldSchema("Name", .string, form: .caseless, length: 255),
      FieldSchema("Gainsight_GSID__c", .string, form: .caseless, length: 36, unique: true, externalID: true),
      FieldSchema("Health_Score__c", .number, scale: 2), FieldSchema("Health_Updated_At__c", .datetime), FieldSchema("Renewal__c", .date),
      FieldSchema("NumberOfEmployees", .integer, scale: 0), FieldSchema("IsActive__c", .boolean), FieldSchema("Regions__c", .multipicklist),
      FieldSchema("OwnerId", .reference, form: .salesforceID, reference: Reference(to: ["User"], path: "Owner")),
      FieldSchema("ParentId", .reference, form: .salesforceID, reference: Reference(to: ["Account"], path: "Parent")),
      FieldSchema("SystemModstamp", .datetime), FieldSchema("LastModifiedDate", .datetime), FieldSchema("CreatedDate", .datetime),
    ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate")
])

func failure<Answer>(_ body: () async throws -> Answer) async -> CallFailure? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? CallFailure
  }
}

func findAccounts(_ keys: [String] = ["1P02A"], fields: [String] = ["Name"]) -> FindCall {
  FindCall(connection: "salesforce", object: "Account", fields: fields, match: ["Gainsight_GSID__c"], keys: keys.map { [.string($0)] })
}
