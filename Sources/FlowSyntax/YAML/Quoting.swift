public import Diagnostics

/// Writes text so that YAML reads it back unchanged.
public enum Quoting {
  /// In single quotes, in which only the quote itself is special.
  public static func single(_ text: String) -> String {
    var out = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { out += "'" }
      out.unicodeScalars.append(scalar)
    }
    return out + "'"
  }

  /// The fix that puts single quotes around what is written there.
  public static func fix(_ title: String, _ span: SourceSpan) -> Fix { Fix(title, replace: span, with: single(span.text)) }
}
