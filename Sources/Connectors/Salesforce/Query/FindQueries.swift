import CEL
import Calls
import ConnectorKit
import Schema

/// The queries that bring every record which carries one of some keys, each within the room of a URI.
struct FindQueries {
  /// A match field and what is known of it.
  typealias Column = (path: FieldPath, field: FieldSchema?)

  private let head: String
  private let columns: [Column]
  private let room: Int

  /// `SELECT … FROM …`: the names have been checked to be names.
  init(select: [FieldPath], object: String, columns: [Column], room: Int) {
    head = "SELECT \(select.map(\.text).joined(separator: ", ")) FROM \(object)"
    self.columns = columns
    self.room = room
  }

  /// Keys that no record can carry are not asked for; no queries are left when that is all of them.
  func exact(_ keys: [[Value]]) throws(CallFailure) -> [String] {
    var groups: [(condition: String, values: [String])] = []
    var places: [String: Int] = [:]
    var seen: Set<String> = []
    let rows = keys.compactMap(literals)
    guard let listed = listedColumn(rows) else {
      return try packed(Set(rows.map { row in "(" + zip(columns, row).map { "\($0.path.text) = \($1)" }.joined(separator: " AND ") + ")" }).sorted())
    }
    for row in rows where seen.insert(row.joined(separator: ",")).inserted {
      let fixed = row.indices.filter { $0 != listed }.map { "\(columns[$0].path.text) = \(row[$0])" }.joined(separator: " AND ")
      if let place = places[fixed] {
        groups[place].values.append(row[listed])
      } else {
        places[fixed] = groups.count
        groups.append((fixed, [row[listed]]))
      }
    }
    return try packed(groups, listed: columns[listed].path.text)
  }

  /// Candidates for names: records whose text begins like one of the keys.
  func candidates(_ keys: [[Value]]) throws(CallFailure) -> [String] {
    var terms: [String] = []
    var seen: Set<String> = []
    for key in keys {
      for term in candidateTerms(key) where seen.insert(term).inserted { terms.append(term) }
    }
    return try packed(terms)
  }

  private func literals(_ key: [Value]) -> [String]? {
    var row: [String] = []
    for (value, column) in zip(key, columns) {
      guard let literal = SOQLLiteral.of(value, for: column.field) else { return nil }
      row.append(literal)
    }
    return row.count == columns.count ? row : nil
  }

  /// The column with the most different values goes into an IN list, the others into equalities: the fewest groups, and no record too many.
  /// Nil where all are booleans, which SOQL does not list.
  private func listedColumn(_ rows: [[String]]) -> Int? {
    columns.indices.filter { columns[$0].field?.type != .boolean }.max { distinct(rows, $0) < distinct(rows, $1) }
  }

  private func distinct(_ rows: [[String]], _ column: Int) -> Int {
    Set(rows.lazy.map { $0[column] }).count
  }

  private func candidateTerms(_ key: [Value]) -> [String] {
    var all: [[String]] = [[]]
    for (value, column) in zip(key, columns) {
      let isText = column.field.map { [.string, .text, .email, .phone, .url, .any].contains($0.type) } ?? true
      let options: [String]
      if isText, let text = value.asString {
        options = NamePatterns.of(text).sorted().map { "\(column.path.text) LIKE \($0)" }
      } else {
        options = [SOQLLiteral.of(value, for: column.field)].compactMap { $0.map { "\(column.path.text) = \($0)" } }
      }
      all = all.flatMap { terms in options.map { terms + [$0] } }
    }
    return all.map { $0.count == 1 ? $0[0] : "(\($0.joined(separator: " AND ")))" }
  }

  private func packed(_ groups: [(condition: String, values: [String])], listed: String) throws(CallFailure) -> [String] {
    var queries: [String] = []
    var terms: [String] = []
    let base = PercentEncoding.queryLength("\(head) WHERE ")
    var length = base
    for group in groups {
      let opening = group.condition.isEmpty ? "\(listed) IN (" : "(\(group.condition) AND \(listed) IN ("
      let closing = group.condition.isEmpty ? ")" : "))"
      let frame = PercentEncoding.queryLength("\(opening)\(closing) OR ")
      var values: [String] = []
      length += frame
      for value in group.values {
        let size = PercentEncoding.queryLength(value) + 3
        if length + size > room {
          if !values.isEmpty { terms.append(opening + values.joined(separator: ",") + closing) }
          if !terms.isEmpty { queries.append("\(head) WHERE \(terms.joined(separator: " OR "))") }
          (terms, values, length) = ([], [], base + frame)
          guard length + size <= room else { throw tooLong }
        }
        values.append(value)
        length += size
      }
      if !values.isEmpty { terms.append(opening + values.joined(separator: ",") + closing) }
    }
    if !terms.isEmpty { queries.append("\(head) WHERE \(terms.joined(separator: " OR "))") }
    return queries
  }

  private func packed(_ terms: [String]) throws(CallFailure) -> [String] {
    var queries: [String] = []
    var some: [String] = []
    let base = PercentEncoding.queryLength("\(head) WHERE ")
    var length = base
    for term in terms {
      let size = PercentEncoding.queryLength("\(term) OR ")
      guard base + size <= room else { throw tooLong }
      if length + size > room {
        queries.append("\(head) WHERE \(some.joined(separator: " OR "))")
        (some, length) = ([], base)
      }
      some.append(term)
      length += size
    }
    if !some.isEmpty { queries.append("\(head) WHERE \(some.joined(separator: " OR "))") }
    return queries
  }

  private var tooLong: CallFailure {
    CallFailure(.rejected, code: "query_too_long", message: "A key or the list of fields is too long for one Salesforce query of 16,384 bytes.")
  }
}
