import Diagnostics
import Foundation
import Testing

/// Over all mistakes of `Tests/Goldens/validate/bad`: what `--fix` does.
@Suite struct FixTests {
  static let root = GoldenTests.root

  /// Fixes that touch no text of one another, in order; as `validate --fix` takes them.
  private func taken(_ findings: [Finding], _ file: String) -> [Finding] {
    var taken: [Finding] = []
    for finding in findings where finding.span.file.name == file {
      guard let fix = finding.fix, fix.edits.allSatisfy({ $0.span.file === finding.span.file }) else { continue }
      if !taken.contains(where: { ($0.fix?.edits ?? []).contains { edit in fix.edits.contains(where: edit.overlaps) } }) { taken.append(finding) }
    }
    return taken
  }

  /// The bytes with the edits done, and nothing but them: put together here from what stands between the edits.
  private func spliced(_ bytes: [UInt8], _ findings: [Finding]) -> [UInt8] {
    let edits = findings.flatMap { $0.fix?.edits ?? [] }.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
    var out: [UInt8] = []
    var position = 0
    for edit in edits {
      out += bytes[position..<edit.span.range.lowerBound] + Array(edit.replacement.utf8)
      position = edit.span.range.upperBound
    }
    return out + bytes[position...]
  }

  @Test func fixesMendWhatTheySay() throws {
    var mended = 0
    for name in GoldenTests.cases("bad") {
      var files = try ExampleFiles(folder: Self.root.appendingPathComponent("bad/\(name)"))
      let errors = files.findings.count { $0.severity == .error }
      var rounds = 0
      while rounds < 20 {
        let findings = files.findings
        var hasChanged = false
        for index in files.files.indices {
          let own = taken(findings, files.files[index].name)
          guard let source = own.first?.span.file else { continue }
          let bytes = Fix.apply(own.compactMap(\.fix), to: source)
          #expect(bytes == spliced(files.files[index].text, own), "\(name): more than the edits has changed")
          hasChanged = hasChanged || bytes != files.files[index].text
          files.files[index].text = bytes
          mended += own.count
        }
        rounds += 1
        guard hasChanged else { break }
      }
      let left = files.findings
      #expect(rounds < 20, "\(name): fixes without end")
      #expect(left.allSatisfy { $0.fix == nil }, "\(name)\n\(TextReport().render(left))")
      if rounds > 1 { #expect(left.count { $0.severity == .error } <= errors, "\(name)\n\(TextReport().render(left))") }
    }
    #expect(mended > 60)
  }

  @Test func goodFilesStayAsTheyAre() throws {
    for name in GoldenTests.cases("ok") {
      let files = try ExampleFiles(folder: Self.root.appendingPathComponent("ok/\(name)"))
      #expect(files.findings.allSatisfy { $0.fix == nil })
    }
  }

  /// Keys as other tools call them get their name here.
  @Test(arguments: [
    ("on", "trigger", "flowrun: 1\n@:\n  - { poll: salesforce.Account, every: 1h }\nsteps:\n  - { id: a, skip: x }\n"),
    ("name", "description", "flowrun: 1\n@: x\ntrigger:\n  - { poll: salesforce.Account, every: 1h }\nsteps:\n  - { id: a, skip: x }\n"),
    ("if", "when", "flowrun: 1\ntrigger:\n  - { poll: salesforce.Account, every: 1h }\n@: =event.Type == null\nsteps:\n  - { id: a, skip: x }\n"),
    ("tasks", "steps", "flowrun: 1\ntrigger:\n  - { poll: salesforce.Account, every: 1h }\n@:\n  - { id: a, skip: x }\n"),
    (
      "with", "set",
      "flowrun: 1\ntrigger: [{ poll: salesforce.Account, every: 1h }]\nsteps:\n  - { id: a, update: salesforce.Account, match: { Id: =event.Id }, @: { Name: x } }\n"
    ),
    (
      "channel", "to",
      "flowrun: 1\ntrigger: [{ poll: salesforce.Account, every: 1h }]\nsteps:\n  - { id: a, notify: slack, @: ops, text: x }\n"
    ),
    (
      "updaet", "update",
      "flowrun: 1\ntrigger: [{ poll: salesforce.Account, every: 1h }]\nsteps:\n  - { id: a, @: salesforce.Account, match: { Id: =event.Id }, set: { Name: x } }\n"
    ),
  ])
  func keysOfOtherToolsAreRenamed(habit: String, key: String, text: String) throws {
    var files = ExampleFiles(text: text.replacing("@", with: habit))
    let findings = files.findings
    #expect(findings.count == 1, "\(TextReport().render(findings))")
    let source = try #require(findings.first?.span.file)
    files.files[0].text = Fix.apply(findings.compactMap(\.fix), to: source)
    #expect(String(decoding: files.files[0].text, as: UTF8.self) == text.replacing("@", with: key) + "\n")
    #expect(files.findings.isEmpty)
  }

  /// A fix renames only where the value can stand under the new name.
  @Test func aValueOfAnotherKindIsNotRenamed() {
    let files = ExampleFiles(text: "flowrun: 1\non: push\nsteps:\n  - { id: a, skip: x }\n")
    #expect(files.findings.map(\.code.number) == [102])
    #expect(files.findings.allSatisfy { $0.fix == nil })
  }
}
