import Diagnostics
import FlowCheck
import FlowSyntax
import JSON
import OrderedCollections
import Schema

/// What differs between a snapshot and its connection, where flows name it, and which of them it breaks.
struct DriftReport {
  let connection: String
  let path: String
  let differences: [SchemaDrift.Difference]
  /// Errors that the flows do not have with the snapshot.
  let broken: [Finding]
  private let uses: [SchemaUse]

  init(connection: String, path: String, differences: [SchemaDrift.Difference], now: ConnectionSchema, project: LoadedProject) throws(CommandFailure)
  {
    self.connection = connection
    self.path = path
    self.differences = differences
    let before = project.context(into: Findings())
    var after = before
    after.connections?[connection]?.schema = now
    var uses: [SchemaUse] = []
    var broken: [Finding] = []
    for path in differences.isEmpty ? [] : try project.flows() {
      let flow = FlowParser.parse(SourceFile(name: path, bytes: try Files.read(path)), into: Findings())
      uses += FlowChecker.uses(flow, in: before).filter { $0.connection == connection }
      let known = Set(Self.errors(flow, before).map(Self.identity))
      broken += Self.errors(flow, after).filter { !known.contains(Self.identity($0)) }
    }
    self.uses = uses
    self.broken = broken
  }

  private static func errors(_ flow: Flow, _ context: ProjectContext) -> [Finding] {
    let findings = Findings()
    _ = FlowChecker.check(flow, in: context, into: findings)
    return findings.sorted.filter { $0.severity == .error }
  }

  private static func identity(_ finding: Finding) -> String { "\(finding.span.range) \(finding.code) \(finding.message)" }

  /// Where flows name what differs.
  private func uses(of difference: SchemaDrift.Difference) -> [SchemaUse] {
    uses.filter { $0.object == difference.object && $0.field == difference.field }
  }

  var text: String {
    var text = ""
    for difference in differences {
      text += words(difference) + "\n"
      for use in uses(of: difference) { text += "  \(use.span.file.name):\(use.span.start.line):\(use.span.start.column)\n" }
    }
    return broken.isEmpty ? text : text + "\n" + TextReport(colour: Console.isTerminal(1)).render(broken)
  }

  private func words(_ difference: SchemaDrift.Difference) -> String {
    let name = "\(connection).\(difference.object)\(difference.field.map { ".\($0)" } ?? "")"
    let property = difference.property ?? ""
    switch difference.kind {
    case .objectGone, .fieldGone: return "\(name) is gone"
    case .fieldNew: return "\(name) is new"
    case .objectChanged, .fieldChanged:
      switch (difference.before, difference.after) {
      case (let before?, let after?): return "\(name): \(property) \(before) → \(after)"
      case (let before?, nil): return "\(name): \(property) \(before) is gone"
      case (nil, let after): return "\(name): \(property) \(after ?? "") is new"
      }
    }
  }

  /// One line for people.
  var summary: String {
    if differences.isEmpty { return "\(path) is as `\(connection)` is." }
    let count = differences.count == 1 ? "1 difference" : "\(differences.count) differences"
    let flows = Set(broken.map(\.span.file.name)).count
    let effect = flows == 0 ? "no flow breaks" : flows == 1 ? "1 flow breaks" : "\(flows) flows break"
    return "\(path) and `\(connection)`: \(count); \(effect). `flowrun schema pull \(connection)` takes over what is there now."
  }

  var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    member("connection", connection, &writer)
    member("snapshot", path, &writer)
    writer.key("differences")
    writer.beginArray()
    for difference in differences {
      writer.beginObject()
      member("kind", difference.kind.rawValue, &writer)
      member("object", difference.object, &writer)
      for (key, value) in [
        ("field", difference.field), ("property", difference.property), ("before", difference.before), ("after", difference.after),
      ] {
        if let value { member(key, value, &writer) }
      }
      writer.key("uses")
      writer.beginArray()
      for use in uses(of: difference) {
        writer.beginObject()
        place(use.span, &writer)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.key("broken")
    writer.beginArray()
    for finding in broken {
      writer.beginObject()
      member("code", finding.code.description, &writer)
      member("message", finding.message, &writer)
      place(finding.span, &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.text
  }

  private func member(_ key: String, _ text: String, _ writer: inout JSONWriter) {
    writer.key(key)
    writer.string(text)
  }

  private func place(_ span: SourceSpan, _ writer: inout JSONWriter) {
    member("file", span.file.name, &writer)
    writer.key("line")
    writer.int(Int64(span.start.line))
    writer.key("column")
    writer.int(Int64(span.start.column))
  }
}

extension LoadedProject {
  /// The project's flows, by their paths as messages show them.
  func flows() throws(CommandFailure) -> [String] {
    try ValidateCommand.files(folder).filter { !TestLoader.isTest($0) && !$0.hasSuffix("/flowrun.yaml") }.map(Self.shown)
  }
}
