import CEL
import FlowCheck

/// `do`: steps under one `when`, with `for_each` once an item. The items of all events make one batch, which is folded back when it is done.
enum Block {
  static func begin(
    _ steps: [CheckedStep], _ each: (list: Expression, item: String)?, _ step: CheckedStep, _ rows: [Int], _ wave: inout Wave, _ plan: Plan
  ) {
    var inner: [Row] = []
    for row in rows {
      let outer = wave.batch.rows[row]
      guard let each else {
        inner.append(outer.inside(item: outer.item, at: row))
        continue
      }
      let list = each.list.evaluate(outer.bindings)
      if case .error(let error) = list {
        wave.fail(row, step, .formula(Messages.formula("\(step.id).for_each", error.message), step: step.id), plan)
        continue
      }
      guard let items = items(of: list, in: outer.item) else {
        wave.fail(row, step, .formula(Messages.badList, step: step.id), plan)
        continue
      }
      for item in items {
        var made = outer.inside(item: item.name, at: row)
        made.bindings[plan.slots.steps[each.item]] = item.value
        inner.append(made)
      }
    }
    wave.batches.append(Batch(steps: steps, rows: inner, block: step, over: rows))
  }

  /// The items of a `for_each`, each named by its content and by how often that came before; null has none, and what is no list gives nil.
  static func items(of list: Value, in outer: String) -> [(name: String, value: Value)]? {
    if case .null = list { return [] }
    guard case .list(let items) = list else { return nil }
    var seen: [String: Int] = [:]
    return items.elements.map { item in
      let content = Canonical.text(item)
      let occurrence = seen[content, default: 0]
      seen[content] = occurrence + 1
      return (Digest.hex([outer, content, String(occurrence)]), item)
    }
  }

  /// Gives each outer row what its inner rows gave: the list of theirs for `for_each`, else all their bindings.
  static func fold(_ inner: Batch, into wave: inout Wave, _ plan: Plan) {
    guard let step = inner.block, case .block(_, let each) = step.verb else { return }
    var members: [Int: [Int]] = [:]
    for index in inner.rows.indices {
      if let parent = inner.rows[index].parent { members[parent, default: []].append(index) }
    }
    for row in inner.over where wave.isLive(row) {
      if let reason = inner.failed[row] {
        wave.bind(row, step, .failed, .null, note: reason.text, plan)
        continue
      }
      let rows = (members[row] ?? []).map { inner.rows[$0] }
      if each != nil {
        wave.bind(row, step, nil, .list(rows.map(\.last)), plan)
      } else if let only = rows.first {
        wave.batch.rows[row].bindings = only.bindings
        wave.batch.rows[row].outcomes = only.outcomes
        wave.bind(row, step, nil, only.last, plan)
      }
    }
  }
}

extension Row {
  /// A row of a block inside this one, which lies at `parent`.
  func inside(item: String, at parent: Int? = nil) -> Row {
    var inner = Row(event: event, item: item, parent: parent, bindings: bindings)
    inner.outcomes = outcomes
    return inner
  }
}
