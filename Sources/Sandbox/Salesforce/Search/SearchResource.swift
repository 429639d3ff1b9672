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
    } else {
      search.term = call.request.parameter("q") ?? ""
      let fields = (call.request.parameter("fields") ?? "Id").split(separator: ",").map { $0.trimmingSpace() }
      search.objects = call.request.query.filter { $0.name == "sobject" }.map { ($0.value, fields, "") }
    }
    guard search.term.count > 1 else { throw Rejection("MALFORMED_SEARCH", "search term must be longer than one character: \(search.term)") }
    return try answer(search)
  }

  private func answer(_ search: SOSLSearch) throws(Rejection) -> Reply {
    var records: [SandboxValue] = []
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
        return !row.isDeleted && searched.contains { position in row.values[position].string.map(search.matches) ?? false }
      }
      records += plan.rows(among: hits, context).map { plan.selection.record($0, context) }
    }
    return .json(["searchRecords": .array(Array(records.prefix(2000)))]).noting(.search, records: records.count)
  }
}

/// A SOSL statement.
struct SOSLSearch {
  var term: String
  /// ALL, NAME, EMAIL, PHONE.
  var scope: String
  /// Object, fields, and what follows the fields: WHERE, ORDER BY, LIMIT.
  var objects: [(name: String, fields: [String], rest: String)]

  static func parse(_ text: String) throws(Rejection) -> SOSLSearch {
    let upper = text.uppercased()
    guard upper.trimmingSpace().hasPrefix("FIND"), let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}"), open < close else {
      throw Rejection("MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.")
    }
    var search = SOSLSearch(term: String(text[text.index(after: open)..<close]), scope: "ALL", objects: [])
    guard search.term.filter({ $0 != "*" && $0 != "?" }).count > 1 else {
      throw Rejection("MALFORMED_SEARCH", "search term must be longer than one character: \(search.term)")
    }
    let tail = text[text.index(after: close)...]
    let words = tail.uppercased().split(whereSeparator: \.isWhitespace)
    if words.first == "IN", words.count > 1 { search.scope = String(words[1]) }
    if let returning = tail.uppercased().firstRange(of: "RETURNING") {
      // Upper-casing may change the length of a text, but not of the ASCII before RETURNING.
      let offset = tail.uppercased().distance(from: tail.uppercased().startIndex, to: returning.upperBound)
      search.objects = Self.objects(String(tail.dropFirst(offset)))
    }
    return search
  }

  private static func objects(_ text: String) -> [(name: String, fields: [String], rest: String)] {
    var parts: [String] = []
    var depth = 0
    var part = ""
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    return parts.map { part in
      let pair = part.trimmingSpace().split(separator: "(", maxSplits: 1)
      let name = pair.first.map { String($0.trimmingSpace().prefix { !$0.isWhitespace }) } ?? ""
      guard pair.count == 2 else { return (name, ["Id"], "") }
      let inner = String(pair[1].prefix(upTo: pair[1].lastIndex(of: ")") ?? pair[1].endIndex))
      let starts = [" WHERE ", " ORDER BY ", " LIMIT ", " OFFSET "].compactMap { inner.uppercased().firstRange(of: $0) }.map { range in
        inner.uppercased().distance(from: inner.uppercased().startIndex, to: range.lowerBound)
      }
      let end = starts.min() ?? inner.count
      return (name, inner.prefix(end).split(separator: ",").map { $0.trimmingSpace() }, String(inner.dropFirst(end)))
    }
  }

  func covers(_ field: FieldDefinition) -> Bool {
    switch scope {
    case "NAME": field.nameField
    case "EMAIL": field.type == .email
    case "PHONE": field.type == .phone
    default: field.type.isText && field.type != .picklist
    }
  }

  /// Every word of the term starts a word of the text; `*` and `?` as wild cards, a quoted phrase as one.
  func matches(_ text: String) -> Bool {
    let folded = CompanyNames.withoutAccents(text).lowercased()
    let words = folded.split { !$0.isLetter && !$0.isNumber && $0 != "@" && $0 != "." && $0 != "-" && $0 != "'" }.map(String.init)
    var wanted = CompanyNames.withoutAccents(term).lowercased().replacing("\\", with: "")
    if wanted.hasPrefix("\""), wanted.hasSuffix("\""), wanted.count > 2 { return folded.contains(wanted.dropFirst().dropLast()) }
    wanted = wanted.replacing(" and ", with: " ")
    return wanted.split(separator: " ").allSatisfy { part in
      let pattern: [SOQLString.Part] = part.map { $0 == "*" ? .many : $0 == "?" ? .one : .character($0) } + (part.hasSuffix("*") ? [] : [.many])
      return words.contains { SOQLString.matches($0, pattern) } || folded == part
    }
  }
}
