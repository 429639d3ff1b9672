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
  /// Nil for YAML that is none of ours: outside projects flows say so.
  private(set) lazy var kind: FlowFormatter.Kind? = {
    let kind = FlowFormatter.Kind(path: file.name)
    guard case .flow = kind else { return kind }
    if isManifest { return nil }
    return view.project != nil || (1...file.lineCount).contains { isVersion($0) } ? kind : nil
  }()
  var isProject: Bool { if case .project? = kind { true } else { false } }
  var isFlow: Bool { if case .flow? = kind { true } else { false } }
  /// A connector's manifest, which is no flow wherever it lies.
  private(set) lazy var isManifest: Bool = ManifestParser.isManifest(file.bytes)
  var root: Construct {
    if isManifest { return ManifestKeys.construct }
    return switch kind {
    case .project: ProjectKeys.construct
    case .test: TestKeys.construct
    case .flow, nil: FlowKeys.construct
    }
  }
  private(set) lazy var flow: Flow = FlowParser.parse(file, into: Findings())
  /// The flow's formulas and their types; none for other files.
  private(set) lazy var inspected: [InspectedFormula] = isFlow ? FlowChecker.inspect(flow, in: view.context) : []

  /// What is wrong with the file, as `validate` says it.
  private(set) lazy var findings: [Finding] = {
    switch kind {
    case .project: return view.findings
    case .test: return view.testFindings
    case nil:
      let findings = Findings()
      if isManifest { _ = ManifestChecker.load(file, into: findings) }
      return findings.sorted
    case .flow:
      let findings = Findings()
      let flow = FlowParser.parse(file, into: findings)
      if !findings.hasErrors { _ = FlowChecker.check(flow, in: view.context, into: findings) }
      return wanted(InlineSuppressions(file).apply(to: findings.sorted, isComplete: false))
    }
  }()

  /// Without those that `lint.ignore` of the project names.
  private func wanted(_ findings: [Finding]) -> [Finding] {
    guard let project = view.project else { return findings }
    var ignores = ProjectIgnores(project)
    let path = file.name.hasPrefix(view.folder + "/") ? String(file.name.dropFirst(view.folder.count + 1)) : file.name
    return findings.filter { !ignores.drop($0, path: path) }
  }

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

  /// The field at the end of a path from an object, and the object that has it.
  func field(_ path: String, of object: ObjectSchema) -> (object: ObjectSchema, field: FieldSchema)? {
    let parts = path.split(separator: ".").map(String.init)
    var here = object
    for part in parts.dropLast() {
      let next = here.reference(spelt: part)?.reference?.objects.first.flatMap { name in schemas.lazy.compactMap { $0.object(name) }.first }
      guard let next else { return nil }
      here = next
    }
    return parts.last.flatMap { here.field($0) }.map { (here, $0) }
  }

  /// A field of the object that a type's name says.
  func field(_ name: String, ofObject object: String) -> (object: ObjectSchema, field: FieldSchema)? {
    for schema in schemas {
      if let object = schema.objects[object], let field = object.field(name) ?? object.reference(spelt: name) { return (object, field) }
    }
    return nil
  }

  private var schemas: [ConnectionSchema] { (view.context.connections ?? [:]).values.map(\.schema) }

  /// The bytes of the name at a place: letters, digits, `_`, and before the place dots.
  func word(at offset: Int, dots: Bool) -> Range<Int> {
    var (start, end) = (offset, offset)
    while start > 0, Self.isName(file.bytes[start - 1]) || dots && file.bytes[start - 1] == UInt8(ascii: ".") { start -= 1 }
    while end < file.bytes.count, Self.isName(file.bytes[end]) { end += 1 }
    return start..<end
  }

  /// True for bytes of names.
  static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
