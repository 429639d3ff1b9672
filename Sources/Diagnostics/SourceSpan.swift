/// Some bytes of a file; an empty range is a place between two characters.
public struct SourceSpan: Sendable, Hashable {
  public let file: SourceFile
  /// Byte offsets.
  public let range: Range<Int>

  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  public var start: SourcePosition { file.position(at: range.lowerBound) }
  /// The place after the last character.
  public var end: SourcePosition { file.position(at: range.upperBound) }
  public var text: String { file.text(in: range) }

  /// From the start of this one to the end of the other, which must be of the same file.
  public func joined(with other: SourceSpan) -> SourceSpan {
    let start = min(range.lowerBound, other.range.lowerBound)
    return SourceSpan(file: file, range: start..<max(range.upperBound, other.range.upperBound))
  }

  /// The place at which this one begins.
  public var startPoint: SourceSpan { SourceSpan(file: file, range: range.lowerBound..<range.lowerBound) }
  /// The place at which this one ends.
  public var endPoint: SourceSpan { SourceSpan(file: file, range: range.upperBound..<range.upperBound) }

  public static func == (a: SourceSpan, b: SourceSpan) -> Bool { a.file === b.file && a.range == b.range }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file))
    hasher.combine(range)
  }
}

/// A value together with the place where it is written.
public struct Located<Value> {
  public var value: Value
  public var span: SourceSpan

  public init(_ value: Value, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// Another value at the same place.
  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> { Located<Other>(try transform(value), span) }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
