/// Prints a tree in its one form.
struct FormatPrinter {
  let scalars: ScalarPrinter
  /// False where an anchor must stay before its aliases.
  let mayReorder: Bool
  private(set) var lines: [Line] = []

  struct Line {
    var text: String
    var comment: String?
    /// Of a block scalar: its blanks mean something.
    var isVerbatim = false
  }

  /// What stands before an entry's first line: indentation, and the dashes of lists that begin there.
  private struct Lead {
    var indent: Int
    var dashes = ""
    var column: Int { indent + dashes.utf8.count }
    var text: String { String(repeating: " ", count: indent) + dashes }
  }

  private var endsWithKeptBlanks = false

  init(scalars: ScalarPrinter, mayReorder: Bool) {
    self.scalars = scalars
    self.mayReorder = mayReorder
  }

  mutating func print(_ root: FormatNode, as type: KeyType) {
    if root.isBlock {
      printAlone(root.comments.leading, indent: 0)
      if root.comments.blankBefore { printBlank() }
      printBlock(root, Lead(indent: 0), type)
    } else {
      printAlone(root.comments.leading, indent: 0)
      printValue(root, after: "", indent: 0, type, comment: root.comments.trailing)
      // Those of brackets have been printed between them.
      if !root.heads.isEmpty { return }
    }
    printAlone(root.comments.tail, indent: 0)
  }

  // MARK: Blocks

  private mutating func printBlock(_ block: FormatNode, _ lead: Lead, _ type: KeyType?) {
    switch block.content {
    case .mapping(let pairs):
      let names = pairs.map { $0.key.text ?? "" }
      let construct = KeyOrder.construct(of: type, keys: names)
      let order = construct.flatMap { mayReorder ? KeyOrder.order(names, in: $0) : nil } ?? Array(pairs.indices)
      for (rank, index) in order.enumerated() {
        let pair = pairs[index]
        let first = lead.dashes.isEmpty || rank > 0 ? Lead(indent: lead.column) : lead
        printHead(pair.key.comments, isFirst: rank == 0, first)
        printPair(pair, first, KeyOrder.type(of: names[index], in: construct, type))
      }
    case .sequence(let items):
      for (rank, item) in items.enumerated() {
        var first = rank == 0 ? lead : Lead(indent: lead.column)
        printHead(item.comments, isFirst: rank == 0, first)
        first.dashes += "- "
        printItem(item, first, KeyOrder.item(of: type))
      }
    case .scalar, .alias: break
    }
  }

  private mutating func printItem(_ item: FormatNode, _ lead: Lead, _ type: KeyType?) {
    guard item.isBlock else { return printValue(item, after: lead.text, indent: lead.column, type, comment: item.comments.trailing) }
    if let anchor = item.anchor {
      lines.append(Line(text: lead.text + "&\(anchor)"))
      printBlock(item, Lead(indent: lead.column), type)
    } else {
      // Its first entry shares the line of the dash: what belongs above that entry goes above the dash.
      printBlock(item, lead, type)
    }
    printAlone(item.comments.tail, indent: lead.column)
  }

  private mutating func printPair(_ pair: FormatPair, _ lead: Lead, _ type: KeyType?) {
    let anchor = pair.key.anchor.map { "&\($0) " } ?? ""
    var head = lead.text + anchor + (scalars.lines(pair.key, isKey: true).first?.text ?? "")
    if case .alias = pair.key.content { head += " " }
    head += ":"
    guard pair.value.isBlock else {
      var comment = pair.value.comments.trailing
      if comment == nil {
        comment = pair.key.comments.trailing
      } else if let other = pair.key.comments.trailing {
        lines.append(Line(text: String(repeating: " ", count: lead.column) + other.text))
      }
      return printValue(pair.value, after: head + " ", indent: lead.column + 2, type, comment: comment)
    }
    if let anchor = pair.value.anchor { head += " &\(anchor)" }
    lines.append(Line(text: head, comment: pair.key.comments.trailing?.text))
    endsWithKeptBlanks = false
    printBlock(pair.value, Lead(indent: lead.column + 2), type)
    printAlone(pair.value.comments.tail, indent: lead.column + 2)
  }

  // MARK: Comments and blank lines

  private mutating func printHead(_ comments: NodeComments, isFirst: Bool, _ lead: Lead) {
    for (index, comment) in comments.leading.enumerated() {
      if comment.blankBefore, !(isFirst && index == 0) { printBlank() }
      lines.append(Line(text: String(repeating: " ", count: lead.indent) + comment.text))
    }
    // Between a key and the first entry below it no blank line stands.
    if comments.blankBefore, !isFirst || !comments.leading.isEmpty { printBlank() }
  }

  private mutating func printAlone(_ comments: [Comment], indent: Int) {
    for comment in comments {
      if comment.blankBefore { printBlank() }
      lines.append(Line(text: String(repeating: " ", count: indent) + comment.text))
      endsWithKeptBlanks = false
    }
  }

  private mutating func printBlank() {
    if let last = lines.last, !last.text.isEmpty, !endsWithKeptBlanks { lines.append(Line(text: "")) }
  }

  // MARK: Values

  private mutating func printValue(_ node: FormatNode, after head: String, indent: Int, _ type: KeyType?, comment: Comment?) {
    switch node.content {
    case .scalar(_, let style):
      let head = head + (node.anchor.map { "&\($0) " } ?? "")
      let parts = scalars.lines(node)
      let isBlockScalar = style == .literal || style == .folded
      for (index, part) in parts.enumerated() {
        let margin = index == 0 ? head : part.text.isEmpty ? "" : String(repeating: " ", count: indent + part.shift)
        lines.append(Line(text: margin + part.text, isVerbatim: isBlockScalar && index > 0))
      }
      if !isBlockScalar { lines[lines.count - 1].comment = comment?.text }
      endsWithKeptBlanks = isBlockScalar && lines.last?.text.isEmpty == true
    case .alias:
      lines.append(Line(text: head + (scalars.lines(node).first?.text ?? ""), comment: comment?.text))
      endsWithKeptBlanks = false
    case .sequence, .mapping:
      var printer = BracketPrinter(scalars: scalars, mayReorder: mayReorder)
      printer.print(node, after: head, type)
      lines += printer.lines
      if let comment, lines[lines.count - 1].comment == nil { lines[lines.count - 1].comment = comment.text }
      endsWithKeptBlanks = false
    }
  }

  // MARK: Text

  /// All of it: comments beside adjacent lines stand in one column, two blanks behind the longest.
  var text: String {
    var out = ""
    var index = 0
    while index < lines.count {
      var end = index
      while end < lines.count, lines[end].comment != nil { end += 1 }
      let width = lines[index..<end].map { $0.text.unicodeScalars.count }.max() ?? 0
      for line in lines[index..<end] {
        let gap = String(repeating: " ", count: width + 2 - line.text.unicodeScalars.count)
        out += line.text + gap + (line.comment ?? "") + "\n"
      }
      if end < lines.count {
        out += lines[end].text + "\n"
        end += 1
      }
      index = end
    }
    return out
  }
}
