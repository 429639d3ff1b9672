/// The part of a source line that is shown, made harmless for a terminal, and where the mark goes under it.
struct ExcerptWindow {
  var text: String
  /// Columns before the mark.
  var indent: Int
  /// Columns of the mark; at least one.
  var width: Int

  /// Longer lines are cut around the mark.
  private static let limit = 160

  init(line: Range<Int>, span: Range<Int>, file: SourceFile) {
    let from = min(max(span.lowerBound, line.lowerBound), line.upperBound)
    let to = max(from, min(span.upperBound, line.upperBound))
    var before = Self.visible(file.text(in: line.lowerBound..<from))
    var marked = Self.visible(file.text(in: from..<to))
    var after = Self.visible(file.text(in: to..<line.upperBound))
    if before.count > Self.limit / 2 { before = "…" + before.suffix(Self.limit / 2) }
    if marked.count > Self.limit { marked = marked.prefix(Self.limit) + "…" }
    let room = max(0, Self.limit - before.count - marked.count)
    if after.count > room { after = after.prefix(room) + "…" }
    text = before + marked + after
    while text.last == " " { text.removeLast() }
    indent = DisplayWidth.of(before)
    width = max(1, DisplayWidth.of(marked))
  }

  private static func visible(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        out += "    "
      } else if DisplayWidth.isControl(scalar) {
        out += "\u{FFFD}"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
