/// `/tooling`: an organisation without Apex code, as clients find it there.
struct ToolingResource {
  let call: DataCall
  /// What follows `tooling`.
  let path: [String]

  private static let objects = [("ApexClass", "01p"), ("ApexTrigger", "01q"), ("ApexLog", "07L")]

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "GET" || call.request.method == "HEAD" else { throw call.notAllowed("GET,HEAD") }
    switch path.first?.lowercased() {
    case "query": return try query()
    case "sobjects" where path.count == 1: return sobjects()
    case "executeanonymous": return anonymous()
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
  }

  private func query() throws(Rejection) -> Reply {
    guard let text = call.request.parameter("q") else {
      throw Rejection("MALFORMED_QUERY", "SOQL query is missing: the parameter `q` is required")
    }
    let object = try SOQLParser.parse(text).object
    guard let known = Self.objects.first(where: { $0.0.lowercased() == object.lowercased() }) else {
      throw Rejection("INVALID_TYPE", "sObject type '\(object)' is not supported.")
    }
    return .json(["size": 0, "totalSize": 0, "done": true, "queryLocator": .null, "entityTypeName": .string(known.0), "records": []]).noting(.query)
  }

  private func sobjects() -> Reply {
    let objects = Self.objects.map { name, prefix -> SandboxValue in
      let base = "/services/data/\(call.version.text)/tooling/sobjects/\(name)"
      return [
        "name": .string(name), "label": .string(name), "keyPrefix": .string(prefix), "custom": false, "queryable": true, "createable": false,
        "updateable": false, "deletable": false, "urls": ["sobject": .string(base), "rowTemplate": .string("\(base)/{ID}")],
      ]
    }
    return .json(["encoding": "UTF-8", "maxBatchSize": 200, "sobjects": .array(objects)]).noting(.describe)
  }

  private func anonymous() -> Reply {
    .json([
      "line": 1, "column": 1, "compiled": false, "success": false, "compileProblem": "Apex is not run by this sandbox.",
      "exceptionStackTrace": .null, "exceptionMessage": .null,
    ]).noting(.other)
  }
}
