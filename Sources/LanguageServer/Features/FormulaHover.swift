import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// What a part of a formula is and gives.
struct FormulaHover {
  let buffer: Buffer
  let place: FormulaPlace

  var found: (text: String, span: SourceSpan)? {
    let word = buffer.word(at: place.offset, dots: false)
    let name = buffer.file.text(in: word)
    if let page = function(word) { return (page, buffer.file.span(word)) }
    guard let node = place.nodes.last else { return nil }
    if case .literal = node.kind { return nil }
    let type = place.type(node)
    if let path = node.names, let text = named(path, node, type) {
      // Of a path the part at hand is told.
      let span = name == path.last ? buffer.file.span(word) : place.span(node)
      return (text, span)
    }
    guard let type else { return nil }
    return ("`\(shown(node))`: \(TypeText.words(type))", place.span(node))
  }

  /// The page of the function whose name is at hand.
  private func function(_ word: Range<Int>) -> String? {
    let bytes = buffer.file.bytes
    guard !word.isEmpty, word.upperBound < bytes.count, bytes[word.upperBound] == UInt8(ascii: "(") else { return nil }
    let full = buffer.file.text(in: buffer.word(at: word.upperBound, dots: true))
    let short = buffer.file.text(in: word)
    let functions = place.inspected.functions
    let declared = functions.first { $0.name == full } ?? functions.first { $0.name == short }
    guard let page = FunctionPage.named(short) ?? declared.map(FunctionPage.init) else { return nil }
    var text = "```\n\(page.signatures.joined(separator: "\n"))\n```"
    if !page.summary.isEmpty { text += "\n\n\(page.summary)" }
    if FunctionPage.named(page.name) != nil, page.onNull != "–" { text += "\n\nNull: \(page.onNull)." }
    for example in page.examples.prefix(3) { text += "\n\n`\(example.formula)` is `\(example.result)`" }
    return text
  }

  private func named(_ path: [String], _ node: Expr, _ type: Type?) -> String? {
    guard let last = path.last, !last.hasPrefix("@") else { return nil }
    let words = type.map { ": \(TypeText.words($0))" } ?? ""
    let head = "`\(path.joined(separator: "."))`\(words)"
    if case .select(let operand, let field, _) = node.kind, let object = place.type(operand).flatMap(TypeText.record),
      let found = buffer.field(field, ofObject: object.name)
    {
      return head + "\n\n" + FieldText.page(found.field, of: found.object)
    }
    return (about(path).map { "\(head)\n\n\($0)" } ?? (type == nil ? nil : head))
  }

  /// Where a name's value comes from.
  private func about(_ path: [String]) -> String? {
    let flow = buffer.flow
    switch (path[0], path.count) {
    case ("event", 1): return "The event: what the trigger made of its row."
    case ("was", 1): return "The event's fields as they were last seen or written; null at first."
    case ("row", 1): return "The row that a source gave, or that `where` looks at."
    case ("now", 1): return "The time at which the event was accepted."
    case ("today", 1): return "The day on which the event was accepted, in the flow's zone."
    case ("event", 2), ("was", 2):
      let field = flow.triggers.lazy.compactMap { $0.event?.first { $0.name.value == path[1] } }.first
      return field.map { "From the trigger: `\($0.value.span.text)`" }
    case ("settings", 2): return buffer.view.context.settings[path[1]].map { "From flowrun.yaml: `\(Value($0).jsonText)`" }
    case ("tables", 2): return flow.tables.contains { $0.name.value == path[1] } ? "A table of this flow." : nil
    case (let name, 1):
      guard let step = buffer.steps.first(where: { $0.id?.value == name }) else { return nil }
      let description = step.description.map { "\n\n\($0.value)" } ?? ""
      return "The step `\(name)`\(step.verbSpan.map { ", `\($0.text)`" } ?? "").\(description)"
    default: return nil
    }
  }

  private func shown(_ node: Expr) -> String {
    let text = place.text(node).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}
