import FlowSyntax

/// The page `grammar/mutants.md`.
enum MutantPage {
  static var text: String {
    var lines = [
      "# Mutants", "",
      "`flowrun test --mutate` breaks a flow in one place at a time and runs its tests. A mutant is killed when a case fails; one that survives is a change",
      "that no test would notice. A variant that `validate` refuses is none. These are all operators:", "", "| operator | what it does |",
      "|---|---|",
    ]
    for operation in MutantOperator.allCases {
      // A bar ends a cell, in code too.
      lines.append("| `\(operation.rawValue)` | \(operation.doc.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")) |")
    }
    lines += [
      "",
      "A mutant that means the same as the flow is named in the test file with the reason, as `--mutate` lists it. A name that no survivor has is an error.",
      "",
      "```yaml", "equivalent:", "  - { mutant: write drop-field Phone, reason: the account has the same value already }", "```", "",
    ]
    return lines.joined(separator: "\n")
  }
}
