import Diagnostics

/// `flowrun validate --fix`: does what findings propose, until they propose nothing more.
struct FixRun {
  let validation: Validation

  /// A fix may uncover what another one settles; that it never ends is not possible, but neither is it left to chance.
  private static let most = 50

  /// What is left. What was changed goes to standard error.
  func run() throws(CommandFailure) -> [Finding] {
    var findings = try validation.findings()
    for _ in 0..<Self.most {
      var hasChanged = false
      for (file, proposed) in Self.byFile(findings) {
        let taken = Self.apart(proposed)
        let bytes = Fix.apply(taken.compactMap(\.fix), to: file)
        guard bytes != file.bytes else { continue }
        try Files.replace(file.name, with: bytes)
        hasChanged = true
        for finding in taken {
          guard let fix = finding.fix else { continue }
          let place = finding.span.start
          Console.error("\(file.name):\(place.line):\(place.column): \(finding.code) mended: \(fix.title)")
        }
      }
      guard hasChanged else { return findings }
      findings = try validation.findings()
    }
    return findings
  }

  /// Findings whose fix changes their own file, in the order of the files' names.
  private static func byFile(_ findings: [Finding]) -> [(file: SourceFile, proposed: [Finding])] {
    let proposed = findings.filter { finding in finding.fix?.edits.allSatisfy { $0.span.file === finding.span.file } ?? false }
    return Dictionary(grouping: proposed) { $0.span.file.name }.sorted { $0.key < $1.key }.compactMap { _, own in
      own.first.map { first in (first.span.file, own.filter { $0.span.file === first.span.file }) }
    }
  }

  /// Those that do not touch the same text; the rest has its turn when these are done.
  private static func apart(_ findings: [Finding]) -> [Finding] {
    var taken: [Finding] = []
    for finding in findings {
      let clashes = taken.contains { other in
        (other.fix?.edits ?? []).contains { edit in (finding.fix?.edits ?? []).contains(where: edit.overlaps) }
      }
      if !clashes { taken.append(finding) }
    }
    return taken
  }
}
