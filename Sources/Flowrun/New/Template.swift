import Diagnostics
import FlowSyntax

/// A flow that a new project can begin with, and the files that go with it.
struct Template {
  /// The flow's name.
  var name: String
  var flow: Flow

  /// All of them, by name.
  static let all: [Template] = files.compactMap { path, text in
    guard !path.contains("/"), case .flow = FlowFormatter.Kind(path: path) else { return nil }
    return Template(name: FlowParser.flowName(path), flow: FlowParser.parse(SourceFile(name: path, text: text), into: Findings()))
  }

  var description: String { flow.description?.value ?? "" }

  /// Its own files: the flow, its test, and the tables that it reads.
  var own: [(path: String, text: String)] {
    let tables = flow.tables.compactMap { if case .file(let path, _) = $0.source { path.value } else { nil } }
    return Self.files.filter { ["\(name).yaml", "\(name).test.yaml"].contains($0.path) || tables.contains($0.path) }
  }

  /// What every project has beside its flows.
  static var project: [(path: String, text: String)] {
    files.filter { $0.path == "flowrun.yaml" || $0.path.hasPrefix("schemas/") } + [
      (".gitignore", ".flowrun/\n*.pem\n"), (".pre-commit-config.yaml", hooks), (".github/workflows/flowrun.yml", workflow),
    ]
  }

  /// The variables that `flowrun.yaml` reads, in order.
  static var variables: [String] {
    guard let text = files.first(where: { $0.path == "flowrun.yaml" })?.text else { return [] }
    var names: [String] = []
    for part in text.split(separator: "${env.").dropFirst() {
      let name = String(part.prefix { $0 != "}" })
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The connections whose schemas are kept as snapshots.
  static var pulled: [String] {
    guard let text = files.first(where: { $0.path == "flowrun.yaml" })?.text else { return [] }
    return ProjectParser.parse(SourceFile(name: "flowrun.yaml", text: text), into: Findings()).connections.filter { $0.schema != nil }.map(
      \.name.value)
  }

  private static let hooks = """
    # Checks flows before each commit: `pre-commit install` once. `flowrun` must be on the path.
    repos:
      - repo: local
        hooks:
          - id: flowrun-fmt
            name: flowrun fmt
            entry: flowrun fmt
            language: system
            files: \\.yaml$
            exclude: ^\\.
          - id: flowrun-validate
            name: flowrun validate
            entry: flowrun validate .
            language: system
            pass_filenames: false
            files: \\.(yaml|json|csv)$

    """

  private static let workflow = """
    # Checks flows on every push and shows what is wrong beside the lines of a pull request.
    name: flowrun
    on: [push, pull_request]
    permissions:
      contents: read
    jobs:
      validate:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - name: Install flowrun
            # The address of the program that `make build` has made, as a variable of the repository.
            run: |
              curl -fsSL -o /usr/local/bin/flowrun "${{ vars.FLOWRUN_URL }}"
              chmod +x /usr/local/bin/flowrun
          - run: flowrun validate --format github .
          - run: flowrun fmt --check .
          - run: flowrun test .

    """
}
