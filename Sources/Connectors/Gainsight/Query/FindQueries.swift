import CEL
import ConnectorKit
import Schema

/// The queries that bring every record which carries one of some keys. They may bring more: only flat expressions are sure to be
/// understood (reference 3.3), so columns are narrowed one by one; the engine compares.
struct FindQueries {
  /// A match field as the query API spells it.
  typealias Column = (name: String, field: FieldSchema?)

  let select: [String]
  let columns: [Column]

  /// Values of an IN list in one query.
  static let listLength = 500
  /// Names in one query: each is a condition of its own.
  static let namesLength = 50

  func exact(_ keys: [[Value]]) -> [ObjectQuery] {
    let rows = keys.compactMap(values)
    let widest = columns.indices.max { distinct(rows, $0).count < distinct(rows, $1).count } ?? 0
    // Rows with one value of the widest column stay together, so that chunks do not ask for the same records.
    let sorted = Dictionary(grouping: rows) { $0[widest][0] }.sorted { ($0.key.asString ?? $0.key.jsonText) < ($1.key.asString ?? $1.key.jsonText) }
    return stride(from: 0, to: sorted.count, by: Self.listLength).map { start in
      let chunk = sorted[start..<min(start + Self.listLength, sorted.count)].flatMap(\.value)
      var query = ObjectQuery(select: select)
      query.conditions = columns.indices.flatMap { conditions(columns[$0], distinct(chunk, $0)) }
      return query
    }
  }

  func candidates(_ keys: [[Value]]) -> [ObjectQuery] {
    var words: [(field: String, word: String)] = []
    var seen: Set<String> = []
    for key in keys {
      // One text column is enough to narrow by; the engine compares the others.
      guard let index = columns.indices.first(where: { key.indices.contains($0) && key[$0].asString != nil }),
        let word = NameWord.of(key[index].asString ?? "")
      else { continue }
      if seen.insert(word.lowercased()).inserted { words.append((columns[index].name, word)) }
    }
    return stride(from: 0, to: words.count, by: Self.namesLength).map { start in
      var query = ObjectQuery(select: select)
      query.conditions = words[start..<min(start + Self.namesLength, words.count)].map {
        ObjectQuery.Condition(field: $0.field, comparison: "CONTAINS", values: [.string($0.word)])
      }
      query.join = .or
      return query
    }
  }

  /// For each column the forms in which a record may hold the key; nil when no record can.
  private func values(_ key: [Value]) -> [[Value]]? {
    guard key.count == columns.count else { return nil }
    var row: [[Value]] = []
    for (value, column) in zip(key, columns) {
      let forms = Self.forms(value, column.field)
      guard !forms.isEmpty else { return nil }
      row.append(forms)
    }
    return row
  }

  private static func forms(_ value: Value, _ field: FieldSchema?) -> [Value] {
    if value.isNull || value.asString == "" { return [] }
    guard let field else { return [FieldSchema.untyped(value)] }
    switch field.type {
    case .boolean:
      // Reference 3.3: a text "false" was seen to return everything.
      return Lenient.flag(value).map { [.bool($0)] } ?? []
    case .integer, .number, .currency, .percent: return Lenient.number(value) == nil ? [] : [field.writing(value)]
    case .date: return TimeText.read(value).map { [.string(TimeText.date($0))] } ?? []
    // Reference 3.3: a filter may want the label or the item's id.
    case .picklist:
      let written = field.writing(value)
      let item = field.picklist.first { $0.value == written.asString || $0.label == written.asString || $0.id == written.asString }
      return item.map { item in [.string(item.label)] + [item.id].compactMap(\.self).map(Value.string) } ?? [written]
    case .datetime: return TimeText.read(value).map { [.string(TimeText.moment($0))] } ?? []
    default: return textForms(field.writing(value), field)
    }
  }

  private static func textForms(_ value: Value, _ field: FieldSchema) -> [Value] {
    guard let text = value.asString else { return [] }
    switch field.form {
    case .plain: return [value]
    // Text is compared exactly (reference 10.2, 6); a key comes folded, so its usual spellings are asked for.
    case .caseless: return text == text.lowercased() ? [value] : [value, .string(text.lowercased())]
    // A field that a person filled may hold 15 characters.
    case .salesforceID: return SalesforceID.eighteen(text).map { [.string($0), .string(String($0.prefix(15)))] } ?? [value]
    }
  }

  private func distinct(_ rows: [[[Value]]], _ column: Int) -> [Value] {
    var seen: Set<Value> = []
    return rows.flatMap { $0[column] }.filter { seen.insert($0).inserted }
  }

  private func conditions(_ column: Column, _ values: [Value]) -> [ObjectQuery.Condition] {
    let name = column.name
    if values.count == 1 { return [ObjectQuery.Condition(field: name, comparison: "EQ", values: values)] }
    switch column.field?.type {
    // Both truths: nothing to narrow.
    case .boolean: return []
    // Reference 3.3: dates know no IN.
    case .date, .datetime:
      let sorted = values.compactMap(\.asString).sorted()
      return [("GTE", sorted.first), ("LTE", sorted.last)].compactMap { comparison, text in
        text.map { ObjectQuery.Condition(field: name, comparison: comparison, values: [.string($0)]) }
      }
    default: return [ObjectQuery.Condition(field: name, comparison: "IN", values: values)]
    }
  }
}
