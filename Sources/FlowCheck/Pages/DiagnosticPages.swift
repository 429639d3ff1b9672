public import Diagnostics

/// What `flowrun explain` shows of a finding: `grammar/diagnostics/FLOWnnnn.md`.
public enum DiagnosticPages {
  private static let all: [Int: String] = [family00, family01, family02, family03, family04, family05, family06, family07].reduce(into: [:]) {
    all, family in
    all.merge(family) { first, _ in first }
  }

  /// The page of that code, in Markdown; nil when there is no such finding.
  public static func page(code: FindingCode) -> String? { all[code.number] }

  /// All codes that there are, in order.
  public static var codes: [FindingCode] { all.keys.sorted().map { FindingCode($0) } }
}
