import FlowSyntax

/// The files under `grammar/` that come from the constructs' declarations.
public enum GrammarFiles {
  /// Path from `grammar/` and text, the same in every run.
  public static var all: [(path: String, text: String)] {
    var files = [
      (
        "flow.schema.json",
        SchemaDocument(
          id: "flow.schema.json", title: "A flow of flowrun", root: FlowSchema.root(FlowKeys.construct), constructs: FlowSchema.definitions
        ).text
      ),
      (
        "project.schema.json",
        SchemaDocument(
          id: "project.schema.json", title: "flowrun.yaml", root: FlowSchema.root(ProjectKeys.construct), constructs: FlowSchema.projectDefinitions
        ).text
      ),
      (
        "test.schema.json",
        SchemaDocument(
          id: "test.schema.json", title: "A test file of flowrun", root: FlowSchema.root(TestKeys.construct), constructs: FlowSchema.testDefinitions
        ).text
      ),
      (
        "manifest.schema.json",
        SchemaDocument(
          id: "manifest.schema.json", title: "A connector of flowrun", root: FlowSchema.root(ManifestKeys.construct),
          constructs: FlowSchema.manifestDefinitions
        ).text
      ),
    ]
    files.append(("flow.ebnf", FlowGrammar.text))
    files.append(("mutants.md", MutantPage.text))
    for construct in Constructs.all { files.append(("constructs/\(construct.name).md", ConstructPage(construct).text)) }
    files.append(("constructs/README.md", ConstructPage.index(Constructs.all)))
    return files
  }

  /// A construct's page in Markdown; nil when there is no such construct.
  public static func page(construct name: String) -> String? {
    Constructs.all.first { $0.name == name }.map { ConstructPage($0).text }
  }

  /// The list of all constructs in Markdown.
  public static var constructIndex: String { ConstructPage.index(Constructs.all) }
}
