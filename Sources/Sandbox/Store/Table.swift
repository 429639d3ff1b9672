/// One record: its values in the order of the object's fields.
struct Row: Sendable {
  let id: String
  var values: [SandboxValue]
  var isDeleted = false
  /// Deleted beyond the recycle bin: no request sees it any more.
  var isErased = false
}

/// The rows of one object with the hash indexes over its keys.
final class Table {
  let definition: ObjectDefinition
  private(set) var rows: [Row] = []
  private(set) var positions: [String: Int] = [:]
  private var indexes: [Int: [String: [Int]]] = [:]
  /// The positions of the indexed fields. Apart from `indexes`, which must not be held while it is changed: that would copy it.
  private let indexed: [Int]
  /// The number of ids given out; an id is never given twice, also where its record was rolled back.
  var sequence = 0

  init(_ definition: ObjectDefinition) {
    self.definition = definition
    indexed = definition.fields.indices.filter { definition.fields[$0].indexed && definition.fields[$0].type != .id }
    for position in indexed { indexes[position] = [:] }
  }

  subscript(position: Int) -> Row { rows[position] }

  func row(_ id: String) -> Row? { positions[id].map { rows[$0] }.flatMap { $0.isErased ? nil : $0 } }

  /// The key under which a value is indexed: ids as they are, text without case (salesforce.md 2.2).
  func key(_ field: Int, _ value: SandboxValue) -> String? {
    guard case .string(let text) = value else { return nil }
    let definition = definition.fields[field]
    return definition.type == .reference || definition.caseSensitive ? text : text.lowercased()
  }

  func isIndexed(_ field: Int) -> Bool { field == 0 || indexes[field] != nil }

  /// The positions of the rows whose field has this value, deleted ones too; in the order of their creation.
  func find(_ field: Int, _ value: SandboxValue) -> [Int] {
    if field == 0 { return value.string.flatMap { positions[$0] }.map { [$0] } ?? [] }
    guard let key = key(field, value) else { return [] }
    if let index = indexes[field] { return index[key] ?? [] }
    return rows.indices.filter { self.key(field, rows[$0].values[field]) == key }
  }

  func append(_ row: Row) {
    positions[row.id] = rows.count
    for field in indexed { enter(rows.count, field, row.values[field]) }
    rows.append(row)
  }

  func removeLast() {
    guard let row = rows.popLast() else { return }
    positions[row.id] = nil
    for field in indexed { leave(rows.count, field, row.values[field]) }
  }

  func replace(_ position: Int, with row: Row) {
    let old = rows[position]
    for field in indexed where old.values[field] != row.values[field] {
      leave(position, field, old.values[field])
      enter(position, field, row.values[field])
    }
    rows[position] = row
  }

  private func enter(_ position: Int, _ field: Int, _ value: SandboxValue) {
    guard let key = key(field, value) else { return }
    indexes[field]?[key, default: []].insertSorted(position)
  }

  private func leave(_ position: Int, _ field: Int, _ value: SandboxValue) {
    guard let key = key(field, value) else { return }
    indexes[field]?[key]?.removeSorted(position)
    if indexes[field]?[key]?.isEmpty == true { indexes[field]?[key] = nil }
  }
}

extension [Int] {
  /// The first place whose item is not below `item`, in a sorted array.
  private func place(of item: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < item { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func insertSorted(_ item: Int) { insert(item, at: place(of: item)) }

  mutating func removeSorted(_ item: Int) {
    let place = place(of: item)
    if place < count, self[place] == item { remove(at: place) }
  }
}
