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
        inner.append(Row(inside: outer, at: row, item: outer.item))
        continue
      }
      switch each.list.evaluate(outer.bindings) {
      case .null: break
      case .list(let items):
        var seen: [String: Int] = [:]
        for item in items.elements {
          let content = Canonical.text(item)
          let occurrence = seen[content, default: 0]
          seen[content] = occurrence + 1
          let name = Digest.hex([outer.item, content, String(occurrence)])
          var made = Row(inside: outer, at: row, item: name)
          made.bindings[plan.slots.steps[each.item]] = item
          inner.append(made)
        }
      case .error(let error): wave.fail(row, step, .formula(Messages.formula("\(step.id).for_each", error.message), step: step.id), plan)
      default: wave.fail(row, step, .formula(Messages.badList, step: step.id), plan)
      }
    }
    wave.batches.append(Batch(steps: steps, rows: inner, block: step, over: rows))
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
  /// A row of a block inside the one at `parent`.
  fileprivate init(inside outer: Row, at parent: Int, item: String) {
    self.init(event: outer.event, item: item, parent: parent, bindings: outer.bindings)
    outcomes = outer.outcomes
  }
}
