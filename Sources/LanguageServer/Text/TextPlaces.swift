import Diagnostics

/// Places as the protocol counts them: lines from 0, columns in UTF-16 code units.
struct TextPlaces {
  let file: SourceFile

  /// The place of a byte.
  func place(_ offset: Int) -> JSONTree {
    let line = file.position(at: offset).line
    let start = file.lineRange(line).lowerBound
    let column = start <= offset ? file.text(in: start..<offset).utf16.count : 0
    return .object(["line": .int(line - 1), "character": .int(column)])
  }

  func range(_ span: SourceSpan) -> JSONTree {
    .object(["start": place(span.range.lowerBound), "end": place(span.range.upperBound)])
  }

  /// The byte of a place; what lies outside is moved to the nearest end.
  func offset(_ place: JSONTree) -> Int {
    let line = max(0, min(place["line"].number ?? 0, file.lineCount - 1))
    let range = file.lineRange(line + 1)
    var left = max(0, place["character"].number ?? 0)
    var offset = range.lowerBound
    for scalar in file.text(in: range).unicodeScalars {
      let width = scalar.value > 0xFFFF ? 2 : 1
      guard left >= width else { break }
      left -= width
      offset += String(scalar).utf8.count
    }
    return min(offset, range.upperBound)
  }
}
