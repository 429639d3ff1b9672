/// The files of `flows/` as Swift, so that `flowrun new` needs none.
public enum TemplateSource {
  /// A Swift file; `files` are paths from `flows/` and texts in order.
  public static func text(_ files: [(path: String, text: String)]) -> String {
    var out =
      "// swift-format-ignore-file\n// Made from flows/ by `make generate`.\n\nextension Template {\n  static let files: [(path: String, text: String)] = [\n"
    for file in files {
      out += "    (\n      \"\(file.path)\",\n      ##\"\"\"\n"
      for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) { out += line.isEmpty ? "\n" : "      \(line)\n" }
      out += "      \"\"\"##\n    ),\n"
    }
    return out + "  ]\n}\n"
  }

  /// True for a file of `flows/` that new projects get.
  public static func isTaken(_ path: String) -> Bool {
    let isFlow = path.hasSuffix(".yaml") && !path.hasPrefix("examples/")
    return isFlow || path.hasPrefix("schemas/") && path.hasSuffix(".json") || path.hasPrefix("tables/") && path.hasSuffix(".csv")
  }
}
