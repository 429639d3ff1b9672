import CEL

/// What the usual script would spend on the same rows: for each score one query after the other until an account is found, then one update.
struct ScriptWithoutBatches {
  private var gsids: Set<String> = []
  private var ids: Set<String> = []
  private var names: Set<String> = []

  init(accounts: [Value]) {
    for account in accounts {
      if let gsid = account["Gainsight_GSID__c"]?.asString { gsids.insert(gsid) }
      if let id = account["Id"]?.asString { ids.insert(String(id.prefix(15))) }
      if let name = account["Name"]?.asString { names.insert(NameNormalizer.normalize(name)) }
    }
  }

  func calls(for lines: [String]) -> (queries: Int, updates: Int) {
    var queries = 0
    var updates = 0
    for line in lines {
      guard let row = try? Value(json: Array(line.utf8)), let score = row["score"], !score.isNull, score.asString != "" else { continue }
      if let gsid = row["companyGsid"]?.asString, !gsid.isEmpty {
        queries += 1
        if gsids.contains(gsid) {
          updates += 1
          continue
        }
      }
      if let id = row["sfdcAccountId"]?.asString, !id.isEmpty {
        queries += 1
        if ids.contains(String(id.prefix(15))) {
          updates += 1
          continue
        }
      }
      guard let name = row["companyName"]?.asString, !name.isEmpty else { continue }
      queries += 1
      if names.contains(NameNormalizer.normalize(name)) { updates += 1 }
    }
    return (queries, updates)
  }
}
