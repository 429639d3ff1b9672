/// A query made ready to run over one object.
struct QueryPlan {
  let table: Table
  let query: SOQLQuery
  let resolver: FieldResolver
  var selection = Selection()
  var test: ((Row) -> Bool)?
  var candidates: [Int]?
  var order: [(field: ResolvedField, descending: Bool, nullsLast: Bool)] = []

  /// The rows of the answer, in order.
  func rows(among given: [Int]? = nil, _ context: QueryContext) -> [Row] {
    var rows: [Row] = []
    let positions = given.map { given in candidates.map { Set($0) }.map { wanted in given.filter(wanted.contains) } ?? given } ?? candidates
    func visit(_ row: Row) {
      if row.isErased || row.isDeleted && !context.includesDeleted { return }
      if test?(row) ?? true { rows.append(row) }
    }
    if let positions { for position in positions { visit(table[position]) } } else { table.rows.forEach(visit) }
    sort(&rows, context.store)
    if let offset = query.offset { rows.removeFirst(min(offset, rows.count)) }
    if let limit = query.limit, rows.count > limit { rows.removeLast(rows.count - limit) }
    return rows
  }

  private func sort(_ rows: inout [Row], _ store: RecordStore) {
    guard !order.isEmpty else { return }
    let keyed = rows.enumerated().map { index, row in (index: index, keys: order.map { $0.field.value(row, store) }, row: row) }
    rows = keyed.sorted { a, b in
      for (place, item) in order.enumerated() {
        let comparison = QueryPlan.compare(
          a.keys[place], b.keys[place], descending: item.descending, nullsLast: item.nullsLast, byCase: Self.ordersByCase(item.field))
        if comparison != 0 { return comparison < 0 }
      }
      return a.index < b.index
    }.map(\.row)
  }

  /// Ids are ordered as they are compared, with their case, so that pages by `Id > '…'` lose none.
  private static func ordersByCase(_ field: ResolvedField) -> Bool {
    field.field?.type == .id || field.field?.type == .reference || field.field?.caseSensitive == true
  }

  /// The order of two values: nulls first unless told otherwise, whatever the direction.
  static func compare(_ a: SandboxValue, _ b: SandboxValue, descending: Bool, nullsLast: Bool, byCase: Bool = false) -> Int {
    if a.isNull || b.isNull { return a.isNull == b.isNull ? 0 : (a.isNull != nullsLast ? -1 : 1) }
    let ascending: Int
    if let x = a.double, let y = b.double {
      ascending = x < y ? -1 : x > y ? 1 : 0
    } else if let x = a.bool, let y = b.bool {
      ascending = x == y ? 0 : y ? -1 : 1
    } else {
      var (x, y) = (a.string ?? "", b.string ?? "")
      if !byCase { (x, y) = (x.lowercased(), y.lowercased()) }
      ascending = x < y ? -1 : x > y ? 1 : 0
    }
    return descending ? -ascending : ascending
  }
}
