/// Prints `{…}` and `[…]`: on one line where it fits, else as many entries a line as fit, below the first.
struct BracketPrinter {
  /// The longest line that is written where it can be helped.
  static let width = 120

  let scalars: ScalarPrinter
  let mayReorder: Bool
  private(set) var lines: [FormatPrinter.Line] = []
  private var line = ""

  init(scalars: ScalarPrinter, mayReorder: Bool) {
    self.scalars = scalars
    self.mayReorder = mayReorder
  }

  mutating func print(_ node: FormatNode, after head: String, _ type: KeyType?) {
    line = head
    printNode(node, type, room: 0)
    lines.append(.init(text: line))
  }

  private struct Entry {
    var head: FormatNode
    /// The key of a mapping.
    var key: String?
    var value: FormatNode
    var type: KeyType?
  }

  private func entries(_ node: FormatNode, _ type: KeyType?) -> [Entry] {
    switch node.content {
    case .scalar, .alias: return []
    case .sequence(let items): return items.map { Entry(head: $0, value: $0, type: KeyOrder.item(of: type)) }
    case .mapping(let pairs):
      let names = pairs.map { $0.key.text ?? "" }
      let construct = KeyOrder.construct(of: type, keys: names)
      let order = construct.flatMap { mayReorder ? KeyOrder.order(names, in: $0) : nil } ?? Array(pairs.indices)
      return order.map { index in
        let key = pairs[index].key
        let anchor = key.anchor.map { "&\($0) " } ?? ""
        var text = anchor + (scalars.inline(key, isKey: true) ?? names[index])
        if case .alias = key.content { text += " " }
        return Entry(head: key, key: text + ": ", value: pairs[index].value, type: KeyOrder.type(of: names[index], in: construct, type))
      }
    }
  }

  /// On one line; nil when a comment or a scalar of several lines is in it.
  private func inline(_ node: FormatNode, _ type: KeyType?) -> String? {
    let anchor = node.anchor.map { "&\($0) " } ?? ""
    guard let (open, close) = Self.brackets(node) else { return scalars.inline(node).map { anchor + $0 } }
    guard node.comments.tail.isEmpty else { return nil }
    var texts: [String] = []
    for entry in entries(node, type) {
      guard entry.head.comments.leading.isEmpty, entry.head.comments.trailing == nil, let value = inline(entry.value, entry.type) else { return nil }
      texts.append((entry.key ?? "") + value)
    }
    guard !texts.isEmpty else { return anchor + open + close }
    let blank = open == "{" ? " " : ""
    return anchor + open + blank + texts.joined(separator: ", ") + blank + close
  }

  /// `room`: characters that must follow on the last line.
  private mutating func printNode(_ node: FormatNode, _ type: KeyType?, room: Int) {
    if let text = inline(node, type), fits(text, room) || entries(node, type).isEmpty {
      line += text
      return
    }
    guard let (open, close) = Self.brackets(node) else {
      let parts = scalars.verbatim(node)
      let indent = length
      line += (node.anchor.map { "&\($0) " } ?? "") + parts[0]
      for part in parts.dropFirst() { breakLine(part.isEmpty ? 0 : indent, part) }
      return
    }
    line += (node.anchor.map { "&\($0) " } ?? "") + open + (open == "{" ? " " : "")
    let indent = length
    let all = entries(node, type)
    let hasComments = !node.comments.tail.isEmpty || all.contains { $0.head.comments.trailing != nil || !$0.head.comments.leading.isEmpty }
    var isFirst = true
    for (index, entry) in all.enumerated() {
      let isLast = index == all.count - 1
      let after = isLast ? room + close.utf8.count + (open == "{" ? 1 : 0) : 1
      for comment in entry.head.comments.leading {
        if isFirst, length == indent { line += comment.text } else { breakLine(indent, comment.text) }
        isFirst = false
      }
      let text = inline(entry.value, entry.type).map { (entry.key ?? "") + $0 }
      if !isFirst {
        if hasComments || !(text.map { fits(" " + $0, after) } ?? false) { breakLine(indent, "") } else { line += " " }
      }
      line += entry.key ?? ""
      printNode(entry.value, entry.type, room: after)
      if !isLast { line += "," }
      if let comment = entry.head.comments.trailing { endLine(comment.text) }
      isFirst = false
    }
    for comment in node.comments.tail { breakLine(indent, comment.text) }
    if !node.comments.tail.isEmpty || all.last?.head.comments.trailing != nil {
      breakLine(indent - (open == "{" ? 2 : 1), close)
    } else {
      line += (open == "{" ? " " : "") + close
    }
  }

  private var length: Int { line.unicodeScalars.count }

  private func fits(_ text: String, _ room: Int) -> Bool { length + text.unicodeScalars.count + room <= Self.width }

  private var comment: String?

  /// What follows goes to another line, this comment beside the present one.
  private mutating func endLine(_ comment: String) { self.comment = comment }

  private mutating func breakLine(_ indent: Int, _ text: String) {
    while line.last == " " { line.removeLast() }
    lines.append(.init(text: line, comment: comment))
    comment = nil
    line = String(repeating: " ", count: indent) + text
  }

  private static func brackets(_ node: FormatNode) -> (String, String)? {
    switch node.content {
    case .scalar, .alias: nil
    case .sequence: ("[", "]")
    case .mapping: ("{", "}")
    }
  }
}
