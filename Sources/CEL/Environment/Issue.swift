/// Something wrong with a formula, found before it is evaluated.
public struct Issue: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case syntax, badLiteral, reservedWord, badMacroArgument, tooDeep, tooLong
    case undeclaredName, undeclaredFunction, undeclaredField, wrongType, mixedTypes, nullable, badPattern, unknownValue
  }

  public var kind: Kind
  /// The part of the formula, in code points from its start.
  public var range: Range<Int>
  /// One sentence.
  public var message: String
  /// What to write instead.
  public var hint: String?
  /// The text that should stand in place of `range`, where that is certain.
  public var replacement: String?
  /// It may be meant: a warning, which lets the formula run.
  public var isDoubtful = false

  public init(_ kind: Kind, _ range: Range<Int>, _ message: String, hint: String? = nil, replacement: String? = nil) {
    self.kind = kind
    self.range = range
    self.message = message
    self.hint = hint
    self.replacement = replacement
  }
}
