import ConnectorKit
import Synchronization

/// The reference's own answers, from which goldens are recorded.
enum GoldenAnswers {
  static let job = "7505fEXAMPLE4C2AAM"

  static func transport(_ name: String) -> ScriptedTransport {
    let looks = Mutex(0)
    return ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if name == "session" {
        return .json(#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#, status: 401)
      }
      if request.url.contains("/jobs/ingest") {
        return job(
          request, aborted: name == "bulk-aborted",
          looks: looks.withLock { count in
            if request.url.hasSuffix(job) && request.method == .get { count += 1 }
            return count
          })
      }
      return rest(request)
    }
  }

  private static func rest(_ request: HTTPRequest) -> HTTPResponse {
    let limit: [(name: String, value: String)] = [("Sforce-Limit-Info", "api-usage=25/1000")]
    if request.url.contains("/describe") { return .json(describe, headers: limit) }
    if request.url.hasSuffix("/batch") {
      let posted = #"{"statusCode":201,"result":{"id":"0D53h00000n2cWXCAY","feedElementType":"FeedItem"}}"#
      return .json("{\"hasErrors\":false,\"results\":[\(posted),\(posted)]}")
    }
    if request.url.contains("/updated/") {
      return .json(
        #"{"ids":["001D000000K0fXOIAZ","001D000000K0fXPIAZ"],"latestDateCovered":"2026-05-09T02:59:00.000+0000"}"#, headers: limit)
    }
    if request.url.contains("/chatter/") { return .json(#"{"id":"0D53h00000n2cWXCAY","feedElementType":"FeedItem"}"#, status: 201) }
    if request.url.hasSuffix("/limits") {
      return .json(
        #"{"DailyApiRequests":{"Max":1000,"Remaining":950},"DailyBulkApiBatches":{"Max":15000,"Remaining":15000,"app":{"Max":0,"Remaining":0}}}"#)
    }
    if request.url.contains("/query/0r8") {
      return .json(
        #"{"totalSize":2,"done":true,"records":[{"Id":"001D000000K0fXPIAZ","Gainsight_GSID__c":"O'Brien","Name":"Beta","Owner":null}]}"#,
        headers: limit)
    }
    if request.url.contains("/query") {
      if request.soql.contains("FROM User") { return .json(#"{"totalSize":0,"done":true,"records":[]}"#) }
      if request.soql.contains("ORDER BY") { return .json(page(more: true), headers: limit) }
      return .json(page(more: request.soql.contains("Owner.Email")), headers: limit)
    }
    let duplicates = #"{"statusCode":"DUPLICATES_DETECTED","message":"Use one of these records?","fields":[]}"#
    let ambiguous =
      #"{"statusCode":"DUPLICATE_EXTERNAL_ID","message":"Gainsight_GSID__c: more than one record found for external id field","fields":["Gainsight_GSID__c"]}"#
    let written = #"{"id":"001D000000K0fXOIAZ","success":true,"errors":[]}"#
    if request.url.hasSuffix("/composite") { return .json(composite) }
    if request.method == .post { return .json("[\(written),{\"success\":false,\"errors\":[\(duplicates)]}]") }
    if request.url.hasSuffix("/composite/sobjects") { return .json("[\(written)]") }
    return .json("[{\"id\":\"001D000000K0fXOIAZ\",\"success\":true,\"errors\":[],\"created\":true},{\"success\":false,\"errors\":[\(ambiguous)]}]")
  }

  private static let composite = #"""
    {"compositeResponse":[
     {"body":{"id":"001D000000K0fXOIAZ","success":true,"errors":[],"created":true},
      "httpHeaders":{"Location":"/services/data/v62.0/sobjects/Account/001D000000K0fXOIAZ"},"httpStatusCode":201,"referenceId":"account"},
     {"body":{"id":"003D000000QYzr1IAD","success":true,"errors":[]},
      "httpHeaders":{"Location":"/services/data/v62.0/sobjects/Contact/003D000000QYzr1IAD"},"httpStatusCode":201,"referenceId":"contact"}]}
    """#

  private static func page(more: Bool) -> String {
    let next = more ? #","nextRecordsUrl":"/services/data/v62.0/query/0r8xx4Jd2qPAGKdAAO-2000""# : ""
    let second =
      more
      ? ""
      : #",{"Id":"001D000000K0fXPIAZ","Gainsight_GSID__c":"1P02A","Name":"Beta","Owner":null,"SystemModstamp":"2026-05-09T03:00:01.000+0000"}"#
    return #"""
      {"totalSize":2,"done":\#(!more)\#(next),"records":[
       {"attributes":{"type":"Account","url":"/services/data/v62.0/sobjects/Account/001D000000K0fXOIAZ"},"Id":"001D000000K0fXOIAZ",
        "Gainsight_GSID__c":"1P02A","Name":"Acme Corp (West)","SystemModstamp":"2026-05-09T03:00:00.000+0000","Health_Score__c":80.0,
        "Owner":{"attributes":{"type":"User"},"Email":"Ann@acme.example"}}\#(second)]}
      """#
  }

  private static func job(_ request: HTTPRequest, aborted: Bool, looks: Int) -> HTTPResponse {
    func state(_ name: String) -> HTTPResponse {
      .json(
        #"{"id":"\#(job)","operation":"upsert","object":"Account","createdDate":"2026-01-02T21:33:43.000+0000","state":"\#(name)","#
          + #""externalIdFieldName":"Gainsight_GSID__c","contentType":"CSV","apiVersion":62.0,"lineEnding":"LF","columnDelimiter":"COMMA"}"#)
    }
    func csv(_ text: String) -> HTTPResponse { HTTPResponse(status: 200, headers: [("Content-Type", "text/csv")], body: Array(text.utf8)) }
    switch request.method {
    case .post: return state("Open")
    case .put: return HTTPResponse(status: 201)
    case .patch: return state("UploadComplete")
    default: break
    }
    if request.url.hasSuffix("successfulResults") {
      return csv(aborted ? "" : "sf__Id,sf__Created,Gainsight_GSID__c,Name\n001D000000K0fXO,true,A-1,\"Acme, \"\"Inc\"\"\"\n")
    }
    if request.url.hasSuffix("failedResults") {
      return csv(aborted ? "" : "sf__Id,sf__Error,Gainsight_GSID__c,Name\n,ENTITY_IS_DELETED:entity is deleted:--,B-2,\"Acme, \"\"Inc\"\"\"\n")
    }
    if request.url.hasSuffix("unprocessedrecords") { return csv(aborted ? "" : "Gainsight_GSID__c,Name\nC-3,\"Acme, \"\"Inc\"\"\"\n") }
    if aborted { return state("Aborted") }
    return state(["Open", "InProgress", "JobComplete"][min(looks - 1, 2)])
  }

  private static let describe = #"""
    {"name":"Account","label":"Account","createable":true,"updateable":true,"fields":[
     {"name":"Id","type":"id","label":"Account ID","length":18,"nillable":false,"createable":false,"updateable":false,"defaultedOnCreate":true},
     {"name":"Type","type":"picklist","label":"Account Type","length":255,"nillable":true,"createable":true,"updateable":true,
      "picklistValues":[{"active":true,"defaultValue":false,"label":"Prospect","validFor":null,"value":"Prospect"}],"restrictedPicklist":false},
     {"name":"SystemModstamp","type":"datetime","label":"System Modstamp","nillable":false,"createable":false,"updateable":false}]}
    """#
}
