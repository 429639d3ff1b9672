import Calls
import ConnectorKit
import Gainsight
import Schema

func gainsight(_ transport: any HTTPTransport, _ auth: [String: String] = ["access_key": "7f0e4b1c-key"]) throws -> GainsightConnector {
  try GainsightConnector(
    ConnectionSettings(name: "gainsight", url: "https://acme.gainsightcloud.com", auth: auth.mapValues { Secret($0) }), transport: transport)
}

/// Reference 1.3.
func envelope(_ data: String) -> HTTPResponse {
  .json("{\"result\":true,\"errorCode\":null,\"errorDesc\":null,\"requestId\":\"r\",\"data\":\(data),\"message\":null}")
}

func records(_ records: String) -> HTTPResponse { envelope("{\"records\":[\(records)]}") }

/// Reference 4.5.
let companyDescribe = envelope(
  #"""
  [{"objectName":"company","label":"Company","fields":[
    {"fieldName":"Gsid","label":"GSID","dataType":"GSID","meta":{"createable":false,"updateable":false}},
    {"fieldName":"Name","label":"Name","dataType":"STRING","meta":{"required":true,"nillable":false,"length":255}},
    {"fieldName":"SfdcAccountId","dataType":"SFDCID","meta":{}},
    {"fieldName":"Arr","dataType":"CURRENCY","meta":{"decimalPlaces":2}},
    {"fieldName":"CurrentScore","dataType":"GSID","meta":{"readOnly":true}},
    {"fieldName":"Stage","label":"Stage","dataType":"PICKLIST","objectName":"company",
     "options":[{"value":"1I00LAUNCHED","label":"Launched","systemName":"Launched","active":true},{"value":"1I00CHURN","label":"Churn","active":false}],
     "meta":{"createable":true,"updateable":true,"nillable":true,"required":false,"readOnly":false,"length":255}},
    {"fieldName":"Csm","dataType":"LOOKUP","meta":{"lookupDetail":{"lookupName":"Csm__gr","fieldName":"Gsid","lookupObjects":[{"objectName":"gsuser"}]}}},
    {"fieldName":"RenewalDate","dataType":"DATE","meta":{}},
    {"fieldName":"CreatedDate","dataType":"DATETIME","meta":{"readOnly":true}},
    {"fieldName":"ModifiedDate","dataType":"DATETIME","meta":{"readOnly":true}}]}]
  """#)
