public import Diagnostics

/// A scalar where the language takes text, a formula, or text with formulas in it.
public struct TextValue: Sendable {
  public enum Content: Sendable {
    /// Stands for itself.
    case literal(Scalar)
    /// `=…`
    case formula(Formula)
    /// Text with `${…}`.
    case template([Piece])
  }

  public enum Piece: Sendable {
    case text(String)
    case formula(Formula)
  }

  public var content: Content
  public var span: SourceSpan

  public init(_ content: Content, _ span: SourceSpan) {
    self.content = content
    self.span = span
  }

  /// A formula that stands in no flow file; findings show it under this name.
  public init(formula text: String, named name: String) {
    let file = SourceFile(name: name, text: text)
    let span = SourceSpan(file: file, range: 0..<text.utf8.count)
    let skip = text.hasPrefix("=") ? 1 : 0
    let scalar = YAMLScalar(text: text, style: .plain, span: span, inFlow: false)
    self.init(.formula(Formula(text: String(text.dropFirst(skip)), scalar: scalar, offset: skip)), span)
  }

  /// Its formulas in order; none for a literal.
  public var formulas: [Formula] {
    switch content {
    case .literal: []
    case .formula(let formula): [formula]
    case .template(let pieces):
      pieces.compactMap { if case .formula(let formula) = $0 { formula } else { nil } }
    }
  }
}

/// A scalar of YAML 1.2's core schema, where a number with a leading zero is text.
public enum Scalar: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
}

/// The text of a formula, and where each character of it stands in the file.
public struct Formula: Sendable {
  /// Without the `=`, or without the `${` and `}`.
  public var text: String
  /// The scalar that it is part of, and the UTF-8 offset at which it begins there.
  let scalar: YAMLScalar
  let offset: Int

  /// The whole formula in the file.
  public var span: SourceSpan { span(utf8: 0..<text.utf8.count) }

  /// Where some UTF-8 bytes of `text` are written. An empty range gives a place between characters.
  public func span(utf8 range: Range<Int>) -> SourceSpan {
    let count = text.utf8.count
    let range = range.clamped(to: 0..<count)
    return scalar.span(offset + range.lowerBound..<offset + range.upperBound)
  }

  /// Where some code points of `text` are written.
  public func span(codePoints range: Range<Int>) -> SourceSpan {
    let scalars = text.unicodeScalars
    let start = scalars.index(scalars.startIndex, offsetBy: max(0, range.lowerBound), limitedBy: scalars.endIndex) ?? scalars.endIndex
    let length = max(0, range.upperBound - max(0, range.lowerBound))
    let end = scalars.index(start, offsetBy: length, limitedBy: scalars.endIndex) ?? scalars.endIndex
    return span(utf8: text.utf8.distance(from: text.startIndex, to: start)..<text.utf8.distance(from: text.startIndex, to: end))
  }
}
