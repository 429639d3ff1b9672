public import Diagnostics

/// Reads a file into a tree of nodes that know their places.
///
/// It never crashes, whatever the bytes: depth, size and what aliases expand to are bounded, and what is wrong becomes a finding.
public struct YAMLParser {
  /// Nesting of lists and mappings, aliases written out.
  public static let depthLimit = 64
  /// How big a file may be.
  public struct Limits: Sendable {
    /// Bytes.
    var size: Int
    /// Values, aliases written out.
    var nodes: Int

    /// What people write.
    public static let people = Limits(size: 1_000_000, nodes: 50_000)
    /// What programs write: recordings.
    public static let programs = Limits(size: 100_000_000, nodes: 5_000_000)
  }

  let limits: Limits
  let file: SourceFile
  let findings: Findings
  private var offsets: CodePointOffsets
  private var frames: [Frame] = []
  private var anchors: [String: YAMLNode] = [:]
  private var openAnchors: Set<String> = []
  private var weight = 0

  /// A list or mapping that is not closed yet.
  struct Frame {
    var isMapping: Bool
    var isFlow: Bool
    var start: Int
    var anchor: String?
    var children: [YAMLNode] = []
  }

  /// The root of the file's one document; nil when there is none, or not even part of one. What is wrong is in `findings`.
  public static func parse(_ file: SourceFile, into findings: Findings, limits: Limits = .people) -> YAMLNode? {
    if let (fact, range) = ByteCheck(file: file, sizeLimit: limits.size).firstProblem() {
      findings.add(fact, at: file.span(range))
      return nil
    }
    let skip = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var parser = YAMLParser(limits: limits, file: file, findings: findings, offsets: CodePointOffsets(file.bytes, from: skip))
    return parser.run(skip)
  }

  private init(limits: Limits, file: SourceFile, findings: Findings, offsets: CodePointOffsets) {
    self.limits = limits
    self.file = file
    self.findings = findings
    self.offsets = offsets
  }

  private mutating func run(_ skip: Int) -> YAMLNode? {
    guard let libyaml = LibYAML(file.bytes[skip...]) else { return nil }
    var documents = 0
    var root: YAMLNode?
    while true {
      let event: LibYAML.Event
      do {
        event = try libyaml.next()
      } catch {
        let problem = YAMLProblem(
          failure: error, file: file, position: offsets.byte(error.position), context: error.contextPosition.map { offsets.byte($0) })
        problem.explain(into: findings)
        return root
      }
      let range = offsets.byte(event.start)..<max(offsets.byte(event.start), offsets.byte(event.end))
      switch event.kind {
      case .streamStart, .documentEnd: continue
      case .streamEnd:
        if root == nil { findings.add(YAMLFact.emptyFile, at: file.span(0..<0)) }
        return root
      case .documentStart:
        documents += 1
        if documents > 1 {
          findings.add(YAMLFact.severalDocuments, at: file.span(range))
          return root
        }
      default:
        guard take(event, range, &root) else { return root }
      }
    }
  }

  /// False when nothing more should be read.
  private mutating func take(_ event: LibYAML.Event, _ range: Range<Int>, _ root: inout YAMLNode?) -> Bool {
    if let tag = event.tag { findings.add(YAMLFact.tag(tag), at: file.span(tagRange(range))) }
    let range = event.anchor == nil && event.tag == nil ? range : withoutProperties(range)
    switch event.kind {
    case .sequenceStart(let isFlow): return open(event, range, isMapping: false, isFlow: isFlow)
    case .mappingStart(let isFlow): return open(event, range, isMapping: true, isFlow: isFlow)
    case .sequenceEnd, .mappingEnd: return close(range, &root)
    case .scalar(let text, let style):
      let inFlow = frames.last?.isFlow ?? false
      let scalar = YAMLScalar(text: text, style: style, span: file.span(range), inFlow: inFlow)
      return add(YAMLNode(.scalar(scalar), span: file.span(trimmed(range))), anchor: event.anchor, &root)
    case .alias(let name): return alias(name, range, &root)
    default: return true
    }
  }

  private mutating func open(_ event: LibYAML.Event, _ range: Range<Int>, isMapping: Bool, isFlow: Bool) -> Bool {
    guard frames.count < Self.depthLimit else {
      findings.add(YAMLFact.tooDeep(limit: Self.depthLimit), at: file.span(range))
      return false
    }
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    frames.append(Frame(isMapping: isMapping, isFlow: isFlow, start: range.lowerBound, anchor: event.anchor))
    return true
  }

  private mutating func close(_ range: Range<Int>, _ root: inout YAMLNode?) -> Bool {
    guard let frame = frames.popLast() else { return true }
    let last = frame.children.last?.span.range.upperBound ?? range.lowerBound
    let span = file.span(frame.start..<max(frame.start, frame.isFlow ? range.upperBound : last))
    var children = frame.children
    if frame.isFlow { CutFormulas(file: file, findings: findings).mend(&children, isMapping: frame.isMapping) }
    let node: YAMLNode
    if frame.isMapping, frame.isFlow, let foreign = BracesOfOtherTools(file: file, findings: findings).text(span, inner: children.first?.span) {
      node = foreign
    } else if frame.isMapping, frame.isFlow, let foreign = BracesOfOtherTools(file: file, findings: findings).path(span, children) {
      node = foreign
    } else if frame.isMapping {
      node = YAMLNode(.mapping(MappingRules(findings: findings).pairs(of: children)), span: span)
    } else {
      ValueRules(findings: findings).checkItems(children)
      node = YAMLNode(.sequence(children), span: span)
    }
    if let anchor = frame.anchor { openAnchors.remove(anchor) }
    return add(node, anchor: frame.anchor, &root)
  }

  private mutating func alias(_ name: String, _ range: Range<Int>, _ root: inout YAMLNode?) -> Bool {
    guard let node = anchors[name], !openAnchors.contains(name) else {
      let fact = openAnchors.contains(name) ? YAMLFact.aliasOfItself(name) : .unknownAlias(name, known: anchors.keys.sorted())
      findings.add(fact, at: file.span(range))
      return false
    }
    guard frames.count + node.depth <= Self.depthLimit else {
      findings.add(YAMLFact.tooDeep(limit: Self.depthLimit), at: file.span(range))
      return false
    }
    weight += node.weight
    return add(node, anchor: nil, &root, at: range)
  }

  private mutating func add(_ node: YAMLNode, anchor: String?, _ root: inout YAMLNode?, at range: Range<Int>? = nil) -> Bool {
    weight += 1
    guard weight <= limits.nodes else {
      findings.add(YAMLFact.tooManyNodes(limit: limits.nodes), at: range.map(file.span) ?? node.span)
      return false
    }
    if let anchor { anchors[anchor] = node }
    if frames.isEmpty {
      root = node
    } else {
      frames[frames.count - 1].children.append(node)
    }
    return true
  }

  /// The node itself: libyaml's marks begin at its anchor or tag.
  private func withoutProperties(_ range: Range<Int>) -> Range<Int> {
    let bytes = file.bytes
    var index = range.lowerBound
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"): while index < range.upperBound, bytes[index] > 0x20 { index += 1 }
      case UInt8(ascii: "#"): while index < range.upperBound, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") { index += 1 }
      case 0...0x20: index += 1
      default: return index..<range.upperBound
      }
    }
    return range.upperBound..<range.upperBound
  }

  /// The tag at the head of a node.
  private func tagRange(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, file.bytes[start] != UInt8(ascii: "!") { start += 1 }
    var end = start
    while end < range.upperBound, file.bytes[end] > 0x20 { end += 1 }
    return start < end ? start..<end : range.lowerBound..<range.lowerBound
  }

  /// Without the line breaks at the end of a block scalar.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, file.bytes[end - 1] <= 0x20 { end -= 1 }
    return range.lowerBound..<end
  }
}
