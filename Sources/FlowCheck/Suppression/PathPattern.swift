/// A pattern of paths: `*` and `?` stand for characters of one part, `**` for any parts.
public struct PathPattern: Sendable {
  private let parts: [[Character]]

  public init(_ text: String) {
    parts = text.split(separator: "/").filter { $0 != "." }.map(Array.init)
  }

  /// True when the whole path is meant; it has `/` between its parts.
  public func matches(_ path: String) -> Bool {
    Self.matches(parts[...], path.split(separator: "/").map(Array.init)[...])
  }

  private static func matches(_ pattern: ArraySlice<[Character]>, _ path: ArraySlice<[Character]>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    let rest = pattern.dropFirst()
    if first == ["*", "*"] { return (path.startIndex...path.endIndex).contains { matches(rest, path[$0...]) } }
    guard let part = path.first else { return false }
    return matches(part: first[...], part[...]) && matches(rest, path.dropFirst())
  }

  private static func matches(part pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" { return (text.startIndex...text.endIndex).contains { matches(part: pattern.dropFirst(), text[$0...]) } }
    guard let character = text.first, first == "?" || first == character else { return false }
    return matches(part: pattern.dropFirst(), text.dropFirst())
  }
}
