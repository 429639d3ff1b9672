import Diagnostics

/// `flowrun validate --fix`: does what findings propose, until they propose nothing more.
struct FixRun {
  var validation: Validation

  /// A fix may uncover what another one settles; that it never ends is not possible, but neither is it left to chance.
  private static let most = 50

  /// The text of standard input as it is then, and what is left; no file is changed.
  static func runOnStandardInput(_ validation: Validation) throws(CommandFailure) -> (bytes: [UInt8], findings: [Finding]) {
    var run = FixRun(validation: validation)
    let input = try Files.read("-")
    run.validation.input = input
    let findings = try run.run()
    return (run.validation.input ?? input, findings)
  }

  /// What is left. What was changed goes to standard error.
  mutating func run() throws(CommandFailure) -> [Finding] {
    var findings = try validation.findings()
    for _ in 0..<Self.most {
      var hasChanged = false
      for (file, proposed) in Self.byFile(findings) where validation.input == nil || file.name == "<stdin>" {
        let taken = Self.apart(proposed)
        let bytes = Fix.apply(taken.compactMap(\.fix), to: file)
        guard bytes != file.bytes else { continue }
        if validation.input == nil { try Files.replace(file.name, with: bytes) } else { validation.input = bytes }
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
