/// Wording that all message catalogues share.
public enum Phrase {
  /// `a`, `b` and `c`, each in backticks; beyond `limit` only how many more there are.
  public static func list(_ names: [String], _ conjunction: String = "and", limit: Int = 12) -> String {
    let shown = names.prefix(limit).map { "`\($0)`" }
    if names.count > limit { return shown.joined(separator: ", ") + " \(conjunction) \(names.count - limit) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "none" }
    return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// What to say about a name that does not exist: the nearest one, then those that do.
  public static func unknown(_ name: String, valid: [String]) -> String {
    let known = valid.isEmpty ? "There are none." : "Valid: \(list(valid))."
    guard let near = NearestName.of(name, in: valid) else { return known }
    return "Did you mean `\(near)`? \(known)"
  }

  /// Text from a file as it may stand in a message: shortened, control characters made visible.
  public static func quote(_ text: String, limit: Int = 60) -> String {
    var out = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return "`\(out)…`" }
      count += 1
      if scalar == "\n" {
        out += "⏎"
      } else if scalar == "`" {
        out += "'"
      } else if DisplayWidth.isControl(scalar) {
        out += "\u{FFFD}"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return "`\(out)`"
  }
}
