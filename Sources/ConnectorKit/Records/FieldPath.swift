public import Calls

/// A dotted path of API names: `Name`, `Owner.Email`.
public struct FieldPath: Sendable, Hashable {
  /// As it was asked for: the key in the flat record.
  public let text: String
  public let parts: [String]

  /// Throws for text that is no path, so that nothing but names ever gets into a query.
  public init(_ text: String) throws(CallFailure) {
    self.text = text
    parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy(Self.isName) else {
      throw CallFailure(.rejected, code: "bad_field_name", message: "`\(text.prefix(80))` is no field name.")
    }
  }

  /// True for an API name: letters, digits and `_`, a letter first.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (65...90).contains(first) || (97...122).contains(first), text.utf8.count <= 255 else { return false }
    return text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 0x5F }
  }

  /// Without repetitions; names are compared without case.
  public static func distinct(_ texts: [String]) throws(CallFailure) -> [FieldPath] {
    var seen: Set<String> = []
    var paths: [FieldPath] = []
    for text in texts where seen.insert(text).inserted { paths.append(try FieldPath(text)) }
    return paths
  }
}
