import FlowSyntax

/// A construct's page in `grammar/constructs/`.
struct ConstructPage {
  private let construct: Construct

  init(_ construct: Construct) { self.construct = construct }

  var text: String {
    var lines = ["# \(construct.name)", "", construct.doc, "", "```yaml", construct.example, "```", ""]
    lines += ["| key | takes | default | says |", "|---|---|---|---|"]
    for key in construct.keys {
      let standard = key.isRequired ? "required" : key.standard ?? "none"
      lines.append("| `\(key.name)` | \(cell(key.type.words)) | \(cell(standard)) | \(cell(key.doc)) Example: \(code(key.example)) |")
    }
    lines += ["", "This page is made by `make generate` from the construct's declaration.", ""]
    return lines.joined(separator: "\n")
  }

  /// The list of all pages.
  static func index(_ constructs: [Construct]) -> String {
    var lines = ["# Constructs of the language", "", "| construct | what it is |", "|---|---|"]
    for construct in constructs { lines.append("| [\(construct.name)](\(construct.name).md) | \(construct.doc) |") }
    return (lines + ["", "This page is made by `make generate`.", ""]).joined(separator: "\n")
  }

  private func cell(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }

  private func code(_ text: String) -> String {
    let text = cell(text)
    return text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }
}
