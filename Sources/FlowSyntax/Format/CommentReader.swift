/// Finds the comments of a file and gives each to the node that it is about.
struct CommentReader {
  private let bytes: [UInt8]
  private var rest: ArraySlice<Comment>
  /// The scalar, alias or bracket that ends last before the place that is looked at.
  private var last: FormatNode?

  init(_ bytes: [UInt8], opaque: [Range<Int>]) {
    self.bytes = bytes
    rest = Self.comments(bytes, opaque)[...]
  }

  /// Fills in the comments and blank lines of all nodes below `root`.
  mutating func attach(to root: FormatNode) {
    if root.isBlock {
      attachBlock(root, chain: [])
    } else {
      for comment in take(before: root.start) { root.comments.leading.append(comment) }
      attachFlow(root)
    }
    distribute(take(before: .max), next: nil, chain: chain(from: root), root: root)
    keepHead(of: root)
  }

  /// Comments at the file's head, up to a blank line or a line for editors, stay there whatever the first key is.
  private func keepHead(of root: FormatNode) {
    guard let first = root.heads.first else { return }
    let comments = first.comments.leading
    var count = first.comments.blankBefore ? comments.count : comments.lastIndex { $0.blankBefore } ?? 0
    if count == 0, comments.first?.text.hasPrefix("# yaml-language-server:") == true { count = 1 }
    guard count > 0 else { return }
    root.comments.leading += comments.prefix(count)
    first.comments.leading.removeFirst(count)
    root.comments.blankBefore = first.comments.leading.first?.blankBefore ?? first.comments.blankBefore
    if first.comments.leading.isEmpty { first.comments.blankBefore = false } else { first.comments.leading[0].blankBefore = false }
  }

  private mutating func attachBlock(_ block: FormatNode, chain parents: [FormatNode]) {
    var previous: FormatNode?
    for (index, head) in block.heads.enumerated() {
      let chain = previous.map { self.chain(from: $0) } ?? []
      distribute(take(before: head.start), next: head, chain: chain, root: block)
      head.comments.blankBefore = isBelowBlank(head.start)
      switch block.content {
      case .mapping(let pairs):
        last = head
        attachValue(pairs[index].value, of: head)
        previous = pairs[index].value
      default:
        if head.isBlock {
          attachBlock(head, chain: [])
        } else {
          attachFlow(head)
        }
        previous = head
      }
    }
  }

  private mutating func attachValue(_ value: FormatNode, of key: FormatNode) {
    if value.isBlock {
      // What stands beside the key belongs to it; what follows is above the first entry.
      if let comment = rest.first, comment.offset < (value.heads.first?.start ?? 0), !comment.isAlone {
        key.comments.trailing = comment
        rest.removeFirst()
      }
      return attachBlock(value, chain: [])
    }
    for comment in take(before: value.range.lowerBound) {
      // Beside `|` no comment is printed: it goes above the key.
      if !comment.isAlone, !value.isBlockScalar, key.comments.trailing == nil {
        key.comments.trailing = comment
      } else {
        key.comments.leading.append(comment)
      }
    }
    attachFlow(value)
  }

  /// Comments between brackets go to the entry that they follow or precede; those of inner brackets to the outer ones' entries.
  private mutating func attachFlow(_ node: FormatNode) {
    last = node
    let heads = node.heads
    guard !heads.isEmpty else { return }
    for comment in take(before: node.range.upperBound) {
      if comment.isAlone {
        if let next = heads.first(where: { $0.start > comment.offset }) {
          next.comments.leading.append(comment)
        } else {
          node.comments.tail.append(comment)
        }
      } else if let before = heads.last(where: { $0.start < comment.offset }), before.comments.trailing == nil {
        before.comments.trailing = comment
      } else {
        (heads.first { $0.start > comment.offset } ?? heads[0]).comments.leading.append(comment)
      }
    }
  }

  /// Comments between two entries. `chain`: the blocks that end here, outermost first.
  private mutating func distribute(_ comments: [Comment], next: FormatNode?, chain: [FormatNode], root: FormatNode) {
    let column = next.map { self.column(ofLineWith: $0.start) } ?? -1
    var goesToNext = false
    for (index, comment) in comments.enumerated() {
      if index == 0, !comment.isAlone, let last, last.comments.trailing == nil, isOnSameLine(last.range.upperBound, comment.offset) {
        last.comments.trailing = comment
        continue
      }
      if !goesToNext, comment.isAlone, comment.column > column,
        let block = chain.last(where: { self.column(of: $0) <= comment.column && self.column(of: $0) > column })
      {
        block.comments.tail.append(comment)
      } else if let next {
        goesToNext = true
        next.comments.leading.append(comment)
      } else {
        root.comments.tail.append(comment)
      }
    }
  }

  /// The node and the blocks that it ends with.
  private func chain(from node: FormatNode) -> [FormatNode] {
    var chain: [FormatNode] = []
    var node: FormatNode? = node
    while let block = node, block.isBlock {
      chain.append(block)
      switch block.content {
      case .mapping(let pairs): node = pairs.last?.value
      case .sequence(let items): node = items.last
      default: node = nil
      }
    }
    return chain
  }

  private mutating func take(before offset: Int) -> [Comment] {
    let taken = rest.prefix { $0.offset < offset }
    rest = rest.dropFirst(taken.count)
    return Array(taken)
  }

  // MARK: Places

  /// The column at which the entries of a block begin, dashes included.
  private func column(of block: FormatNode) -> Int {
    guard let head = block.heads.first else { return 0 }
    if case .sequence = block.content { return dashColumn(before: head.start) }
    return head.start - lineStart(head.start)
  }

  /// Where the dash of an item stands that begins at `offset`.
  private func dashColumn(before offset: Int) -> Int {
    var index = offset
    while index > 0, bytes[index - 1] <= 0x20 { index -= 1 }
    guard index > 0, bytes[index - 1] == UInt8(ascii: "-") else { return offset - lineStart(offset) }
    return index - 1 - lineStart(index - 1)
  }

  private func column(ofLineWith offset: Int) -> Int {
    let start = lineStart(offset)
    var index = start
    while index < offset, bytes[index] == UInt8(ascii: " ") { index += 1 }
    return index - start
  }

  private func isBelowBlank(_ offset: Int) -> Bool { Self.isBelowBlank(bytes, offset) }

  private func lineStart(_ offset: Int) -> Int { Self.lineStart(bytes, offset) }

  private func isOnSameLine(_ from: Int, _ to: Int) -> Bool {
    from <= to && !bytes[from..<to].contains(UInt8(ascii: "\n"))
  }

  private static func lineStart(_ bytes: [UInt8], _ offset: Int) -> Int {
    var index = offset
    while index > 0, bytes[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    return index
  }

  private static func isBelowBlank(_ bytes: [UInt8], _ offset: Int) -> Bool {
    let start = lineStart(bytes, offset)
    guard start > 0 else { return false }
    return bytes[lineStart(bytes, start - 1)..<start].allSatisfy { $0 <= 0x20 }
  }

  static func comments(_ bytes: [UInt8], _ opaque: [Range<Int>]) -> [Comment] {
    var comments: [Comment] = []
    var closed = opaque.sorted { $0.lowerBound < $1.lowerBound }[...]
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lineStart = index
    while index < bytes.count {
      while let first = closed.first, first.upperBound <= index { closed.removeFirst() }
      if let first = closed.first, first.lowerBound <= index {
        index = first.upperBound
        lineStart = Self.lineStart(bytes, index)
        continue
      }
      if bytes[index] == UInt8(ascii: "\n") { lineStart = index + 1 }
      guard bytes[index] == UInt8(ascii: "#"), index == lineStart || bytes[index - 1] <= 0x20 else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      var end = index
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      comments.append(
        Comment(
          text: String(decoding: bytes[start..<end], as: UTF8.self), offset: start, column: start - lineStart,
          isAlone: bytes[lineStart..<start].allSatisfy { $0 <= 0x20 }, blankBefore: isBelowBlank(bytes, start)))
    }
    return comments
  }
}
