internal import CSimdjson

/// Why text is no JSON that this library reads.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case empty, badSyntax, badString, badNumber, badUTF8
    /// A whole number beyond 64 bits.
    case numberTooLarge
    /// More than `JSONDocument.maximumDepth` arrays and objects in one another.
    case tooDeep
    /// Too large for memory, or above 4 GB.
    case tooLarge
  }

  public var kind: Kind
  /// Where, in bytes from the start of the text; nil when the parser cannot say.
  public var offset: Int?

  init(_ kind: Kind, at offset: Int?) {
    self.kind = kind
    self.offset = offset
  }

  init(_ status: csj_status, in bytes: UnsafeRawBufferPointer) {
    let kind: Kind =
      switch status {
      case csj_no_memory: .tooLarge
      case csj_too_deep: .tooDeep
      case csj_bad_utf8: .badUTF8
      case csj_bad_number: .badNumber
      case csj_number_too_large: .numberTooLarge
      case csj_bad_string: .badString
      case csj_empty: .empty
      default: .badSyntax
      }
    self = kind == .tooLarge ? JSONError(kind, at: nil) : JSONFault.locate(in: bytes, kind: kind)
  }

  public var description: String {
    let place = offset.map { " at byte \($0)" } ?? ""
    return switch kind {
    case .empty: "There is no JSON value."
    case .badSyntax: "This is not JSON\(place)."
    case .badString: "The JSON has a broken string\(place): an unknown escape, a raw control character, or no closing quote."
    case .badNumber: "The JSON has a number that cannot be read\(place)."
    case .badUTF8: "The JSON is not valid UTF-8\(place)."
    case .numberTooLarge: "The JSON has a whole number beyond 64 bits\(place): send it as text."
    case .tooDeep: "The JSON nests more than \(JSONDocument.maximumDepth) levels deep\(place)."
    case .tooLarge: "The JSON is too large."
    }
  }
}
