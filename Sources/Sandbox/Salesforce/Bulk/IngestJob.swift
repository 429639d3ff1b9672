/// A job of Bulk API 2.0 that writes (salesforce.md 4.6).
struct IngestJob {
  enum State: String {
    case open = "Open", uploadComplete = "UploadComplete", inProgress = "InProgress", complete = "JobComplete", failed = "Failed", aborted = "Aborted"
  }

  var id: String
  var object: String
  var operation: String
  var externalField: String?
  var lineEnding: String
  var delimiterName: String
  var state = State.open
  var user: String
  var created: Instant
  var version: APIVersion
  var data: String?
  var errorMessage: String?
  var header: [String] = []
  var successes: [(id: String, created: Bool, row: [String])] = []
  var failures: [(id: String, error: String, row: [String])] = []
  var unprocessed: [[String]] = []
  /// How many more polls see the job in progress.
  var polls = 0

  static let delimiters: [String: Character] = ["COMMA": ",", "TAB": "\t", "SEMICOLON": ";", "PIPE": "|", "CARET": "^", "BACKQUOTE": "`"]

  var delimiter: Character { Self.delimiters[delimiterName] ?? "," }

  func value(detailed: Bool) -> SandboxValue {
    var value = SandboxObject([
      ("id", .string(id)), ("operation", .string(operation)), ("object", .string(object)), ("createdById", .string(user)),
      ("createdDate", .string(created.wholeSecond.salesforce)), ("systemModstamp", .string(created.wholeSecond.salesforce)),
      ("state", .string(state.rawValue)),
    ])
    if let externalField { value.append("externalIdFieldName", .string(externalField)) }
    for (name, text) in [("concurrencyMode", "Parallel"), ("contentType", "CSV")] { value.append(name, .string(text)) }
    value.append("apiVersion", .double(Double(version.number)))
    if detailed { value.append("jobType", "V2Ingest") }
    if state == .open { value.append("contentUrl", .string("services/data/\(version.text)/jobs/ingest/\(id)/batches")) }
    value.append("lineEnding", .string(lineEnding))
    value.append("columnDelimiter", .string(delimiterName))
    guard detailed else { return .object(value) }
    value.append("numberRecordsProcessed", .int(successes.count + failures.count))
    value.append("numberRecordsFailed", .int(failures.count))
    for name in ["retries", "totalProcessingTime", "apiActiveProcessingTime", "apexProcessingTime"] { value.append(name, 0) }
    if let errorMessage { value.append("errorMessage", .string(errorMessage)) }
    return .object(value)
  }
}

/// A job of Bulk API 2.0 that reads.
struct QueryJob {
  var id: String
  var operation: String
  var query: String
  var object: String
  var user: String
  var created: Instant
  var version: APIVersion
  var lineEnding: String
  var delimiterName: String
  var state = IngestJob.State.uploadComplete
  var header: [String] = []
  var rows: [[String]] = []
  var polls = 0

  var value: SandboxValue {
    [
      "id": .string(id), "operation": .string(operation), "object": .string(object), "createdById": .string(user),
      "createdDate": .string(created.wholeSecond.salesforce), "systemModstamp": .string(created.wholeSecond.salesforce),
      "state": .string(state.rawValue), "concurrencyMode": "Parallel", "contentType": "CSV", "apiVersion": .double(Double(version.number)),
      "jobType": "V2Query", "lineEnding": .string(lineEnding), "columnDelimiter": .string(delimiterName),
      "numberRecordsProcessed": .int(state == .complete ? rows.count : 0), "retries": 0, "totalProcessingTime": 0,
      "isPkChunkingSupported": true,
    ]
  }
}
