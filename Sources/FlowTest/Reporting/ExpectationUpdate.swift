public import Diagnostics

/// A test file whose expectations are rewritten to what came of its cases: no byte changes but those.
public struct ExpectationUpdate {
  public let file: SourceFile
  public let bytes: [UInt8]
  /// Differences that no rewriting of a value mends: a record that is missing, say.
  public let left: Int

  /// One for each file with differences, in the order of the results.
  public static func all(_ results: [CaseResult], files: [SourceFile]) -> [ExpectationUpdate] {
    files.compactMap { file in
      let differences = results.filter { $0.file == file.name }.flatMap(\.differences)
      guard !differences.isEmpty else { return nil }
      var edits: [Fix.Edit] = []
      for edit in differences.compactMap(\.update) where edit.span.file === file && !edits.contains(edit) { edits.append(edit) }
      return ExpectationUpdate(
        file: file, bytes: Fix.apply(edits.map { Fix("", [$0]) }, to: file), left: differences.count { $0.update == nil })
    }
  }

  /// The lines that change, before and after; an edit never adds or takes a line.
  public func diff(colour: Bool) -> String {
    let after = SourceFile(name: file.name, bytes: bytes)
    var lines = ["--- \(file.name)", "+++ \(file.name)"]
    for line in 1...max(file.lineCount, after.lineCount) {
      let (old, new) = (file.text(in: file.lineRange(line)), after.text(in: after.lineRange(line)))
      guard old != new else { continue }
      lines.append("@@ line \(line) @@")
      lines.append(colour ? "\u{1B}[31m-\(old)\u{1B}[0m" : "-\(old)")
      lines.append(colour ? "\u{1B}[32m+\(new)\u{1B}[0m" : "+\(new)")
    }
    return lines.joined(separator: "\n")
  }
}
