/// The rows of one Gainsight object with the hash indexes over its keys.
final class GainsightTable {
  let object: GainsightObject
  private(set) var rows: [Int: [SandboxValue]] = [:]
  private(set) var order: [Int] = []
  private var positions: [String: Int] = [:]
  private var indexes: [Int: [String: Set<Int>]] = [:]
  private let indexed: [Int]
  private var next = 0

  init(_ object: GainsightObject) {
    self.object = object
    indexed = object.fields.indices.filter { object.fields[$0].indexed }
    for position in indexed { indexes[position] = [:] }
  }

  var values: [[SandboxValue]] { order.compactMap { rows[$0] } }

  func row(_ gsid: String) -> [SandboxValue]? { positions[gsid].flatMap { rows[$0] } }

  func isIndexed(_ field: Int) -> Bool { field == 0 || indexes[field] != nil }

  /// The rows whose field has exactly this text, oldest first.
  func find(_ field: Int, _ text: String) -> [[SandboxValue]] {
    if field == 0 { return row(text).map { [$0] } ?? [] }
    guard let index = indexes[field] else { return values.filter { $0[field].string == text } }
    return (index[text] ?? []).sorted().compactMap { rows[$0] }
  }

  func append(_ row: [SandboxValue]) {
    rows[next] = row
    order.append(next)
    positions[row[0].string ?? ""] = next
    for field in indexed { if let key = row[field].string { indexes[field]?[key, default: []].insert(next) } }
    next += 1
  }

  func replace(_ row: [SandboxValue]) {
    guard let position = positions[row[0].string ?? ""], let old = rows[position] else { return }
    for field in indexed where old[field] != row[field] {
      if let key = old[field].string { indexes[field]?[key]?.remove(position) }
      if let key = row[field].string { indexes[field]?[key, default: []].insert(position) }
    }
    rows[position] = row
  }

  func remove(_ gsid: String) {
    guard let position = positions.removeValue(forKey: gsid), let old = rows.removeValue(forKey: position) else { return }
    order.removeAll { $0 == position }
    for field in indexed { if let key = old[field].string { indexes[field]?[key]?.remove(position) } }
  }
}
