import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// An open file and what is known of it; found out when it is first asked for.
final class Buffer {
  let uri: String
  let file: SourceFile
  let view: ProjectView

  init(uri: String, open: OpenFile, view: ProjectView) {
    self.uri = uri
    file = open.file
    self.view = view
  }

  var places: TextPlaces { TextPlaces(file: file) }
  var isProject: Bool { file.name == "flowrun.yaml" || file.name.hasSuffix("/flowrun.yaml") }
  /// Test files are YAML of another kind; files outside projects are flows where they say so.
  var isFlow: Bool {
    !isProject && !file.name.hasSuffix(".test.yaml") && (view.isProject || (1...file.lineCount).contains { isVersion($0) })
  }
  var root: Construct { isProject ? ProjectKeys.construct : FlowKeys.construct }
  private(set) lazy var flow: Flow = FlowParser.parse(file, into: Findings())

  /// What is wrong with the file, as `validate` says it.
  private(set) lazy var findings: [Finding] = {
    if isProject { return view.findings }
    guard isFlow else { return [] }
    let findings = Findings()
    let flow = FlowParser.parse(file, into: findings)
    if !findings.hasErrors { _ = FlowChecker.check(flow, in: view.context, into: findings) }
    return findings.sorted
  }()

  private func isVersion(_ line: Int) -> Bool { file.bytes[file.lineRange(line)].starts(with: "flowrun:".utf8) }

  /// The object of `CONNECTION.OBJECT`.
  func object(_ name: String?) -> ObjectSchema? {
    guard let name, let dot = name.firstIndex(of: ".") else { return nil }
    return view.context.connections?[String(name[..<dot])]?.schema.object(String(name[name.index(after: dot)...]))
  }

  /// The record that a step binds, by its id.
  func record(ofStep id: String) -> ObjectSchema? {
    steps.first { $0.id?.value == id }.flatMap { step in
      switch step.verb {
      case .lookup(let lookup): object("\(lookup.object.connection.value).\(lookup.object.object.value)")
      case .update(let write), .upsert(let write), .create(let write):
        object("\(write.object.connection.value).\(write.object.object.value)")
      default: nil
      }
    }
  }

  /// All steps, those of blocks too.
  var steps: [Step] {
    func all(_ steps: [Step]) -> [Step] {
      steps.flatMap { step in
        if case .block(let block)? = step.verb { [step] + all(block.steps) } else { [step] }
      }
    }
    return all(flow.steps)
  }

  /// The bytes of the name at a place: letters, digits, `_` and `.`.
  func word(at offset: Int, dots: Bool) -> Range<Int> {
    func isPart(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || dots && byte == 46
    }
    var (start, end) = (offset, offset)
    while start > 0, isPart(file.bytes[start - 1]) { start -= 1 }
    while end < file.bytes.count, file.bytes[end] != 46, isPart(file.bytes[end]) { end += 1 }
    return start..<end
  }
}
