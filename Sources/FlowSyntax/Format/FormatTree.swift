import Diagnostics

/// A node of a file as a formatter needs it: what is written, anchors and aliases included.
final class FormatNode {
  enum Content {
    case scalar(text: String, style: YAMLScalar.Style)
    case alias(String)
    case sequence([FormatNode])
    case mapping([FormatPair])
  }

  var content: Content
  /// Bytes of the node itself, without its anchor, and without line breaks at its end.
  var range: Range<Int>
  /// Where its anchor, or else the node, begins.
  var start: Int
  var anchor: String?
  /// `{…}` or `[…]`; for scalars and aliases, whether they stand in one.
  var isFlow: Bool
  var comments = NodeComments()

  init(_ content: Content, range: Range<Int>, start: Int, anchor: String?, isFlow: Bool) {
    self.content = content
    self.range = range
    self.start = start
    self.anchor = anchor
    self.isFlow = isFlow
  }

  var text: String? { if case .scalar(let text, _) = content { text } else { nil } }

  /// True for lists and mappings without brackets.
  var isBlock: Bool {
    switch content {
    case .scalar, .alias: false
    case .sequence, .mapping: !isFlow
    }
  }

  /// `|` or `>`.
  var isBlockScalar: Bool { if case .scalar(_, let style) = content { style == .literal || style == .folded } else { false } }

  /// The nodes that begin its entries.
  var heads: [FormatNode] {
    switch content {
    case .scalar, .alias: []
    case .sequence(let items): items
    case .mapping(let pairs): pairs.map(\.key)
    }
  }
}

struct FormatPair {
  var key: FormatNode
  var value: FormatNode
}

/// Comments that go where their node goes.
struct NodeComments {
  /// On lines of their own above it.
  var leading: [Comment] = []
  /// On its line.
  var trailing: Comment?
  /// On lines of their own at the end of a list or mapping.
  var tail: [Comment] = []
  /// True when a blank line was above it.
  var blankBefore = false
}

/// `# …`
struct Comment {
  /// With its `#`, without blanks at its end.
  var text: String
  var offset: Int
  /// Bytes from the start of its line.
  var column: Int
  /// True when nothing else is on its line.
  var isAlone: Bool
  /// True when the line above is blank.
  var blankBefore: Bool
}

/// Reads a file that has no YAML mistakes into a tree.
struct FormatReader {
  private let bytes: [UInt8]
  private let skip: Int
  private var offsets: CodePointOffsets
  private var frames: [Frame] = []
  private(set) var hasAnchors = false
  /// Bytes that hold no comment: scalars, aliases and anchors.
  private(set) var opaque: [Range<Int>] = []
  private var root: FormatNode?

  private struct Frame {
    var isMapping: Bool
    var isFlow: Bool
    var range: Range<Int>
    var start: Int
    var anchor: String?
    var children: [FormatNode] = []
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    skip = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    offsets = CodePointOffsets(bytes, from: skip)
  }

  /// The root; nil when libyaml cannot read the file after all.
  mutating func read() -> FormatNode? {
    guard let libyaml = LibYAML(bytes[skip...]) else { return nil }
    while let event = try? libyaml.next() {
      let start = offsets.byte(event.start)
      let range = start..<max(start, offsets.byte(event.end))
      switch event.kind {
      case .streamEnd: return root
      case .streamStart, .documentStart, .documentEnd: continue
      case .sequenceStart(let isFlow), .mappingStart(let isFlow):
        var isMapping = false
        if case .mappingStart = event.kind { isMapping = true }
        let content = withoutAnchor(event, range)
        frames.append(Frame(isMapping: isMapping, isFlow: isFlow, range: content, start: start, anchor: event.anchor))
      case .sequenceEnd, .mappingEnd: close(range)
      case .scalar(let text, let style):
        let content = withoutAnchor(event, range)
        opaque.append(content)
        var written = trimmed(content)
        // Blanks at the end of a block's last line are part of its text.
        if style == .literal || style == .folded { written = toLineEnd(written) }
        add(.scalar(text: text, style: style), written, start, event.anchor)
      case .alias(let name):
        opaque.append(range)
        add(.alias(name), range, start, nil)
      }
    }
    return nil
  }

  private mutating func close(_ range: Range<Int>) {
    guard let frame = frames.popLast() else { return }
    let last = frame.children.last?.range.upperBound ?? frame.range.upperBound
    // A pair in a list, `[a: b]`, is a mapping without brackets whose end is its last value's.
    let hasBracket = frame.isFlow && frame.range.lowerBound < bytes.count && (bytes[frame.range.lowerBound] == UInt8(ascii: "{") || !frame.isMapping)
    let whole = frame.range.lowerBound..<max(frame.range.lowerBound, hasBracket ? range.upperBound : last)
    var content = FormatNode.Content.sequence(frame.children)
    if frame.isMapping {
      let pairs = stride(from: 0, to: frame.children.count - 1, by: 2).map { FormatPair(key: frame.children[$0], value: frame.children[$0 + 1]) }
      content = .mapping(pairs)
    }
    let node = FormatNode(content, range: whole, start: frame.start, anchor: frame.anchor, isFlow: frame.isFlow)
    append(node)
  }

  private mutating func add(_ content: FormatNode.Content, _ range: Range<Int>, _ start: Int, _ anchor: String?) {
    append(FormatNode(content, range: range, start: min(start, range.lowerBound), anchor: anchor, isFlow: frames.last?.isFlow ?? false))
  }

  private mutating func append(_ node: FormatNode) {
    if frames.isEmpty {
      root = node
    } else {
      frames[frames.count - 1].children.append(node)
    }
  }

  /// The node behind `&name`; the bytes of the name hold no comment.
  private mutating func withoutAnchor(_ event: LibYAML.Event, _ range: Range<Int>) -> Range<Int> {
    guard let anchor = event.anchor else { return range }
    hasAnchors = true
    var index = min(range.lowerBound + 1 + anchor.utf8.count, range.upperBound)
    opaque.append(range.lowerBound..<index)
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "#") {
        while index < range.upperBound, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if bytes[index] > 0x20 {
        break
      } else {
        index += 1
      }
    }
    return index..<range.upperBound
  }

  private func toLineEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    return range.lowerBound..<end
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    return range.lowerBound..<end
  }
}
