/// Aligned columns that fit the terminal: the last column is cut with `…` when a line would be wider.
public struct TextTable: Sendable {
  public enum Alignment: Sendable { case left, right }

  private let headers: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// Columns named `headers`; numbers are best aligned right.
  public init(_ columns: [(String, Alignment)]) {
    headers = columns.map(\.0)
    alignments = columns.map(\.1)
  }

  /// Adds a row with one cell a column.
  public mutating func add(_ cells: [String]) { rows.append(cells) }

  public var isEmpty: Bool { rows.isEmpty }

  /// The lines, each at most `width` columns wide.
  public func lines(width: Int) -> [String] {
    let widths = headers.indices.map { column in
      ([headers] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "─", count: $0) }
    return [line(headers, widths, width), line(rule, widths, width)] + rows.map { line($0, widths, width) }
  }

  private func line(_ cells: [String], _ widths: [Int], _ width: Int) -> String {
    var parts: [String] = []
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
      let isLast = column == cells.count - 1
      switch alignments[column] {
      case .left: parts.append(isLast ? cell : cell + padding)
      case .right: parts.append(padding + cell)
      }
    }
    return cut("  " + parts.joined(separator: "  "), to: width)
  }

  private func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var out = ""
    for character in text {
      guard DisplayWidth.of(out) + DisplayWidth.of(String(character)) < width else { break }
      out.append(character)
    }
    return out + "…"
  }
}
