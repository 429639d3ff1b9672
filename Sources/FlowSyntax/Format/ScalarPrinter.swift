/// How formulas are laid out; the formatter of YAML knows nothing of their grammar.
public struct FormulaLayout: Sendable {
  public var lines: @Sendable (String) -> [(text: String, depth: Int)]?
  /// True when both are the same formula but for blanks.
  public var areSame: @Sendable (String, String) -> Bool

  public init(
    lines: @escaping @Sendable (String) -> [(text: String, depth: Int)]?, areSame: @escaping @Sendable (String, String) -> Bool
  ) {
    self.lines = lines
    self.areSame = areSame
  }

  /// For files without formulas.
  static let none = FormulaLayout(lines: { _ in nil }, areSame: { $0 == $1 })
}

/// Prints scalars: without quotes where YAML needs none, formulas evenly spaced.
struct ScalarPrinter {
  let bytes: [UInt8]
  let formulas: FormulaLayout

  /// A line, and by how many columns more than usual it is indented.
  typealias Line = (text: String, shift: Int)

  /// The lines of a scalar in a block; all but the first are to be indented.
  func lines(_ node: FormatNode, isKey: Bool = false) -> [Line] {
    guard case .scalar(let text, let style) = node.content else { return [(alias(node), 0)] }
    if style == .literal || style == .folded { return block(node, text) }
    let raw = rawLines(node)
    if isFormula(text), !isKey, let lines = formula(text, style, raw) { return lines }
    if raw.count > 1 {
      return raw.enumerated().map { index, line in (trimmed(line, isLast: index == raw.count - 1), 0) }
    }
    return [(single(text, style, raw[0], inFlow: false, isKey: isKey), 0)]
  }

  /// A scalar between brackets, on one line; nil when it takes several.
  func inline(_ node: FormatNode, isKey: Bool = false) -> String? {
    guard case .scalar(let text, let style) = node.content else { return alias(node) }
    let raw = rawLines(node)
    if isFormula(text), !isKey, !text.contains("\n"), raw.count == 1 || hasOnlyPlainEscapes(style, raw.joined()),
      let lines = formulas.lines(text)
    {
      return quotedWhereNeeded(lines.map(\.text).joined(separator: " "), inFlow: true, isFormula: true)
    }
    if raw.count == 1 { return single(text, style, raw[0], inFlow: true, isKey: isKey) }
    guard !text.contains("\n"), hasOnlyPlainEscapes(style, raw.joined()), !hasControls(text) else { return nil }
    return quotedWhereNeeded(text, inFlow: true, isFormula: isFormula(text))
  }

  /// Lines as they are written, for what `inline` cannot print.
  func verbatim(_ node: FormatNode) -> [String] {
    let raw = rawLines(node)
    return raw.enumerated().map { trimmed($1, isLast: $0 == raw.count - 1) }
  }

  private func alias(_ node: FormatNode) -> String { String(decoding: bytes[node.range], as: UTF8.self) }

  private func isFormula(_ text: String) -> Bool { text.utf8.first == UInt8(ascii: "=") }

  private func rawLines(_ node: FormatNode) -> [String] {
    bytes[node.range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Without the blanks that YAML drops at both ends of a line of a scalar.
  private func trimmed(_ line: String, isLast: Bool) -> String {
    var view = Array(line.unicodeScalars)[...]
    while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
    guard !isLast else { return text(view) }
    let whole = view
    while let last = view.last, last == " " || last == "\t" || last == "\r" { view.removeLast() }
    // `\ ` at the end of a line is an escaped blank.
    return text(view.last == "\\" && view.count < whole.count && whole[view.endIndex] != "\r" ? whole : view)
  }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  // MARK: Formulas

  private func formula(_ text: String, _ style: YAMLScalar.Style, _ raw: [String]) -> [Line]? {
    guard hasOnlyPlainEscapes(style, raw.joined(separator: "\n")) else { return nil }
    let written = raw.count == 1 ? text : unquotedLines(style, raw).joined(separator: "\n")
    guard written.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ") == text,
      let lines = formulas.lines(String(written.dropFirst())), let first = lines.first
    else { return nil }
    let texts = ["=" + first.text] + lines.dropFirst().map(\.text)
    let shifts = lines.map { max(0, $0.depth - 1) * 2 }
    let whole = texts.joined(separator: " ")
    if PlainText.isSafe(whole, inFlow: false, isKey: false), !FormulaExtent.isOpen(whole) { return Array(zip(texts, shifts)) }
    let quote = Self.quote(for: whole, isFormula: true)
    return zip(texts, shifts).enumerated().map { index, line in
      var text = quote.escape(line.0)
      if index == 0 { text = quote.mark + text }
      if index == texts.count - 1 { text += quote.mark }
      return (text, line.1)
    }
  }

  /// The lines of a scalar over several lines, without quotes.
  private func unquotedLines(_ style: YAMLScalar.Style, _ raw: [String]) -> [String] {
    var lines = raw.enumerated().map { trimmed($1, isLast: $0 == raw.count - 1) }
    guard style != .plain, let first = lines.first, let last = lines.last else { return lines }
    lines[0] = String(first.dropFirst())
    lines[lines.count - 1] = String(last.dropLast())
    return lines.map { style == .singleQuoted ? $0.replacing("''", with: "'") : unescaped($0) }
  }

  private func unescaped(_ line: String) -> String {
    var out = String.UnicodeScalarView()
    var escapes = false
    for scalar in line.unicodeScalars {
      if scalar == "\\", !escapes {
        escapes = true
      } else {
        out.append(scalar)
        escapes = false
      }
    }
    return String(out)
  }

  // MARK: Quotes

  private func single(_ text: String, _ style: YAMLScalar.Style, _ raw: String, inFlow: Bool, isKey: Bool) -> String {
    switch style {
    case .plain: return raw
    default:
      guard hasOnlyPlainEscapes(style, raw), !hasControls(text) else { return raw }
      return quotedWhereNeeded(text, inFlow: inFlow, isKey: isKey, isFormula: isFormula(text) && !isKey)
    }
  }

  private func quotedWhereNeeded(_ text: String, inFlow: Bool, isKey: Bool = false, isFormula: Bool) -> String {
    if PlainText.isSafe(text, inFlow: inFlow, isKey: isKey), !isFormula || !FormulaExtent.isOpen(text) { return text }
    let quote = Self.quote(for: text, isFormula: isFormula)
    return quote.mark + quote.escape(text) + quote.mark
  }

  private struct Quote {
    var mark: String
    var escape: (String) -> String
  }

  /// Formulas have double quotes of their own and go into single ones; other text into double ones, where that needs no escape.
  private static func quote(for text: String, isFormula: Bool) -> Quote {
    let needsEscape = text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" }
    if needsEscape || isFormula && !text.contains("'") { return Quote(mark: "'") { $0.replacing("'", with: "''") } }
    return Quote(mark: "\"") { $0 }
  }

  /// False for `"\n"`, `"\u00A0"` and the like, which stay as they are written.
  private func hasOnlyPlainEscapes(_ style: YAMLScalar.Style, _ raw: String) -> Bool {
    guard style == .doubleQuoted else { return true }
    var escapes = false
    for scalar in raw.unicodeScalars {
      if escapes, scalar != "\"", scalar != "\\" { return false }
      escapes = scalar == "\\" && !escapes
    }
    return true
  }

  private func hasControls(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F || $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{2029}" || $0 == "\u{FEFF}" }
  }

  // MARK: Block scalars

  private func block(_ node: FormatNode, _ text: String) -> [Line] {
    let raw = rawLines(node)
    let header = Array(raw[0].unicodeScalars)
    let comment = header.firstIndex(of: "#").map { self.text(header[$0...]) }
    let marks = header.prefix { $0 != " " && $0 != "\t" && $0 != "\r" }
    // At the end of a file without a last line break there is none to keep.
    let chomping = marks.contains("-") || !text.isEmpty && text.utf8.last != UInt8(ascii: "\n") ? "-" : marks.contains("+") ? "+" : ""
    let firstLine = text.split(separator: "\n", omittingEmptySubsequences: true).first.map { Array($0.utf8) } ?? []
    let own = firstLine.prefix { $0 == 0x20 }.count
    let written = raw.dropFirst().first { $0.utf8.contains { $0 > 0x20 } }.map { $0.utf8.prefix { $0 == 0x20 }.count } ?? 0
    let indent = max(0, written - own)
    var lines: [Line] = [(String(Character(header[0])) + (own > 0 ? "2" : "") + chomping + (comment.map { "  " + $0 } ?? ""), 0)]
    for line in raw.dropFirst() {
      let content = line.utf8.count > indent ? String(decoding: line.utf8.dropFirst(indent), as: UTF8.self) : ""
      lines.append((content.hasSuffix("\r") ? String(content.dropLast()) : content, 0))
    }
    if chomping == "+" {
      let wanted = text.utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count
      for _ in 0..<max(0, wanted - 1) { lines.append(("", 0)) }
    }
    return lines
  }
}
