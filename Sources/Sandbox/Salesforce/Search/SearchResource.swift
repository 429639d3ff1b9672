/// `/search` and `/parameterizedSearch` (salesforce.md 3.4). The index is up to date at once here; the platform's lags.
struct SearchResource {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    if call.path[0].lowercased() == "parameterizedsearch" { return try parameterized() }
    guard let text = call.request.parameter("q") else {
      throw Rejection("MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.")
    }
    let search = try SOSLSearch.parse(text)
    return try answer(search)
  }

  private func parameterized() throws(Rejection) -> Reply {
    var search = SOSLSearch(term: "", scope: "ALL", objects: [])
    if call.request.method == "POST" {
      let body = try call.jsonObject()
      search.term = body["q"]?.string ?? ""
      for item in body["sobjects"]?.array ?? [] {
        let fields = (item["fields"]?.array ?? []).compactMap(\.string)
        let condition = item["where"]?.string.map { " WHERE \($0)" } ?? ""
        let limit = (item["limit"]?.int).map { " LIMIT \($0)" } ?? ""
        search.objects.append((item["name"]?.string ?? "", fields.isEmpty ? ["Id"] : fields, condition + limit))
      }
      search.scope = body["in"]?.string?.uppercased() ?? "ALL"
      search.limit = body["overallLimit"]?.int
    } else {
      search.term = call.request.parameter("q") ?? ""
      search.objects = call.request.query.filter { $0.name == "sobject" }.map { object in
        let fields = call.request.parameter("\(object.value).fields") ?? call.request.parameter("fields") ?? "Id"
        return (object.value, fields.split(separator: ",").map { $0.trimmingSpace() }, "")
      }
      search.limit = call.request.parameter("overallLimit").flatMap { Int($0) }
    }
    guard search.term.count > 1 else { throw Rejection("MALFORMED_SEARCH", "search term must be longer than one character: \(search.term)") }
    return try answer(search)
  }

  private func answer(_ search: SOSLSearch) throws(Rejection) -> Reply {
    var records: [SandboxValue] = []
    let term = try SOSLTerm.parse(search.term)
    let names =
      search.objects.isEmpty ? ["Account", "Contact", "Opportunity", "Lead", "Case", "Task", "Event"].map { ($0, ["Id"], "") } : search.objects
    for (name, fields, rest) in names {
      let table = try call.object(name)
      let query = try SOQLParser.parse("SELECT \(fields.joined(separator: ", ")) FROM \(name)\(rest)")
      let plan = try QueryPlanner(store: call.world.org.store, now: call.world.now, includesDeleted: false).plan(query)
      let searched = table.definition.fields.indices.filter { search.covers(table.definition.fields[$0]) }
      let context = QueryContext(store: call.world.org.store, version: call.version.text, includesDeleted: false)
      let hits = table.rows.indices.filter { index in
        let row = table[index]
        return !row.isDeleted && term.matches(SearchedText(searched.compactMap { row.values[$0].string }))
      }
      records += plan.rows(among: hits, context).map { plan.selection.record($0, context) }
    }
    return .json(["searchRecords": .array(Array(records.prefix(min(search.limit ?? 2000, 2000))))]).noting(.search, records: records.count)
  }
}
