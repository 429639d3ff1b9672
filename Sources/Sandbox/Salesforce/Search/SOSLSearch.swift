/// A SOSL statement.
struct SOSLSearch {
  var term: String
  /// ALL, NAME, EMAIL, PHONE.
  var scope: String
  /// Object, fields, and what follows the fields: WHERE, ORDER BY, LIMIT.
  var objects: [(name: String, fields: [String], rest: String)]
  /// Of the `LIMIT` behind all objects.
  var limit: Int?

  static func parse(_ text: String) throws(Rejection) -> SOSLSearch {
    guard text.uppercased().trimmingSpace().hasPrefix("FIND"), let open = text.firstIndex(of: "{"), let close = end(of: text, from: open) else {
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
    // `LIMIT n` outside the parentheses of an object counts for all of them.
    let outside = tail.split(separator: ")", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let last = outside.split(whereSeparator: \.isWhitespace)
    if let word = last.lastIndex(where: { $0.uppercased() == "LIMIT" }), word + 1 < last.count { search.limit = Int(last[word + 1]) }
    return search
  }

  /// The brace that ends the term; one behind a backslash is part of it.
  private static func end(of text: String, from open: String.Index) -> String.Index? {
    var isEscaped = false
    for index in text[open...].indices.dropFirst() {
      if !isEscaped, text[index] == "}" { return index }
      isEscaped = !isEscaped && text[index] == "\\"
    }
    return nil
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
}
