public import Diagnostics
import Synchronization

/// A node of a YAML file that knows where it stands.
///
/// An alias is the very node of its anchor, so its place is the anchor's.
public final class YAMLNode: Sendable {
  public enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLPair])
  }

  public let content: Content
  /// All of it, without the line break that follows.
  public let span: SourceSpan
  /// Nodes in it, itself and what aliases repeat included.
  let weight: Int
  /// Levels in it; a scalar has one.
  let depth: Int

  init(_ content: Content, span: SourceSpan) {
    self.content = content
    self.span = span
    switch content {
    case .scalar:
      (weight, depth) = (1, 1)
    case .sequence(let items):
      weight = items.reduce(1) { $0 + $1.weight }
      depth = items.reduce(1) { max($0, $1.depth + 1) }
    case .mapping(let pairs):
      weight = pairs.reduce(1) { $0 + $1.key.weight + $1.value.weight }
      depth = pairs.reduce(1) { max($0, $1.key.depth + 1, $1.value.depth + 1) }
    }
  }

  /// "a mapping", "a list", "text": for messages.
  public var kind: String {
    switch content {
    case .scalar: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// One `key: value` of a mapping.
public struct YAMLPair: Sendable {
  public let key: YAMLNode
  public let value: YAMLNode

  /// The key's text; nil when the key is no scalar.
  public var name: String? {
    if case .scalar(let scalar) = key.content { scalar.text } else { nil }
  }
}

/// A scalar: its text after YAML's own rules, and the way back to the file.
public struct YAMLScalar: Sendable {
  public enum Style: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

  public let text: String
  public let style: Style
  /// With quotes or block header.
  public let span: SourceSpan
  /// True inside `{…}` or `[…]`.
  public let inFlow: Bool

  /// Where each byte of `text` comes from. Made when it is first asked for: only findings need it.
  public func sourceMap() -> ScalarMap {
    cache.map.withLock { map in
      if let map { return map }
      let made = ScalarReader.map(of: self)
      map = made
      return made
    }
  }

  private let cache = MapCache()

  private final class MapCache: Sendable {
    let map = Mutex<ScalarMap?>(nil)
  }

  init(text: String, style: Style, span: SourceSpan, inFlow: Bool) {
    self.text = text
    self.style = style
    self.span = span
    self.inFlow = inFlow
  }

  /// Where some UTF-8 bytes of `text` are written.
  public func span(_ range: Range<Int>) -> SourceSpan { span.file.span(sourceMap().source(of: range)) }
}
