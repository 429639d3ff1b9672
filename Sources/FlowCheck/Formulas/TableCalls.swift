import CEL

/// `vlookup` with more or fewer keys than its table has: only a run would tell.
struct TableCalls {
  /// The key columns of each table; an inline table has one without a name.
  let keys: [String: [String]]

  func issues(in node: Expr) -> [Issue] {
    if keys.isEmpty { return [] }
    return own(node) + node.children.flatMap(issues)
  }

  private func own(_ node: Expr) -> [Issue] {
    guard case .call("vlookup", nil, let arguments) = node.kind, let table = arguments.first,
      case .select(let operand, let name, false) = table.kind, case .identifier("tables") = operand.kind,
      let columns = keys[name], columns.count != arguments.count - 1
    else { return [] }
    let count = arguments.count - 1
    let found = "`vlookup` is given \(count == 0 ? "no key" : count == 1 ? "one key" : "\(count) keys")"
    let wanted = columns.count == 1 ? "one key" : "\(columns.count) keys"
    let names = columns.filter { !$0.isEmpty }
    let hint = "Write `vlookup(tables.\(name), \(names.isEmpty ? "KEY" : names.joined(separator: ", ")))`, with a value for each key."
    let end = node.range.lowerBound + "vlookup".unicodeScalars.count
    return [Issue(.wrongType, node.range.lowerBound..<end, "\(found), and the table `\(name)` has \(wanted).", hint: hint)]
  }
}
