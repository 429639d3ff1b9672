/// The manifests of `connectors/` as Swift, so that the program needs no files.
public enum ManifestSource {
  /// A Swift file; `files` are names without their ending and texts in order.
  public static func text(_ files: [(name: String, text: String)]) -> String {
    var out =
      "// swift-format-ignore-file\n// Made from connectors/ by `make generate`.\n\n/// The connectors that come with the program as manifests.\n"
      + "enum BuiltInManifests {\n  static let files: [(name: String, text: String)] = [\n"
    for file in files {
      out += "    (\n      \"\(file.name)\",\n      ##\"\"\"\n"
      for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) { out += line.isEmpty ? "\n" : "      \(line)\n" }
      out += "      \"\"\"##\n    ),\n"
    }
    return out + "  ]\n}\n"
  }
}
