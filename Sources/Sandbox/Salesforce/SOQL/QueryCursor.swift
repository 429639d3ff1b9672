/// The rest of a query's answer, to be fetched by its locator (salesforce.md 3.1).
struct QueryCursor {
  enum Rest {
    /// Ids whose values are read when the page is.
    case rows([String], Selection)
    case records([SandboxValue])

    var count: Int {
      switch self {
      case .rows(let ids, _): ids.count
      case .records(let records): records.count
      }
    }
  }

  var rest: Rest
  var batch: Int
  var created: Instant
  var user: String
  var includesDeleted: Bool
}
