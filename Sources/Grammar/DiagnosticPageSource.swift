/// The pages of `grammar/diagnostics/` as Swift, so that `flowrun explain` needs no files.
public enum DiagnosticPageSource {
  /// One Swift file for each hundred of codes, by name; `pages` are codes (`FLOW0123`) and texts in order.
  public static func files(_ pages: [(code: String, text: String)]) -> [(path: String, text: String)] {
    let families = Dictionary(grouping: pages) { $0.code.dropFirst(4).prefix(2) }
    return families.sorted { $0.key < $1.key }.map { family, pages in
      var text = "// Made from grammar/diagnostics/ by `make generate`.\n\nextension DiagnosticPages {\n"
      text += "  static let family\(family): [Int: String] = [\n"
      for page in pages {
        let number = page.code.dropFirst(4).drop { $0 == "0" }
        text += "    \(number): ##\"\"\"\n"
        for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) { text += line.isEmpty ? "\n" : "    \(line)\n" }
        text += "    \"\"\"##,\n"
      }
      return ("DiagnosticPages+\(family)00.swift", text + "  ]\n}\n")
    }
  }
}
