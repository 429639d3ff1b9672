import Diagnostics
import FlowSyntax

/// The outline of a file: sources, tables and steps; of `flowrun.yaml` its keys and what they name.
struct Symbols {
  let buffer: Buffer

  private enum Kind: Int { case module = 2, method = 6, field = 8, object = 19, event = 24 }

  var all: JSONTree {
    if buffer.isProject { return .list(keys) }
    let flow = buffer.flow
    let sources = flow.triggers.map { trigger in
      symbol(trigger.keySpan.text, Kind.event, whole: trigger.span, name: trigger.keySpan, detail: source(trigger))
    }
    let tables = flow.tables.map { symbol($0.name.value, Kind.object, whole: $0.name.span, name: $0.name.span, detail: "table") }
    return .list(sources + tables + steps(flow.steps))
  }

  private func source(_ trigger: Trigger) -> String {
    switch trigger.source {
    case .webhook(let connection): connection.value
    case .message(let object), .poll(let object): object.span.text
    }
  }

  private func steps(_ steps: [Step]) -> [JSONTree] {
    steps.compactMap { step in
      guard let id = step.id ?? step.verbSpan.map({ Located($0.text, $0) }) else { return nil }
      var inner: [JSONTree] = []
      if case .block(let block)? = step.verb { inner = self.steps(block.steps) }
      return symbol(id.value, Kind.method, whole: step.span, name: id.span, detail: step.verbSpan?.text ?? "", children: inner)
    }
  }

  /// The keys of `flowrun.yaml`, and below `connections`, `settings` and `profiles` the names.
  private var keys: [JSONTree] {
    guard let root = YAMLParser.parse(buffer.file, into: Findings()), case .mapping(let pairs) = root.content else { return [] }
    return pairs.compactMap { pair in
      guard let name = pair.name else { return nil }
      var children: [JSONTree] = []
      if ["connections", "settings", "profiles"].contains(name), case .mapping(let inner) = pair.value.content {
        children = inner.compactMap { inner in
          inner.name.map { symbol($0, Kind.field, whole: inner.key.span.joined(with: inner.value.span), name: inner.key.span, detail: "") }
        }
      }
      return symbol(name, Kind.module, whole: pair.key.span.joined(with: pair.value.span), name: pair.key.span, detail: "", children: children)
    }
  }

  private func symbol(
    _ text: String, _ kind: Kind, whole: SourceSpan, name: SourceSpan, detail: String, children: [JSONTree] = []
  ) -> JSONTree {
    // A symbol without a name is refused by editors; an alias may stand before what it repeats.
    let whole = whole.joined(with: name)
    return .object([
      "name": .string(text.isEmpty ? "?" : text), "kind": .int(kind.rawValue), "detail": .string(detail), "range": buffer.places.range(whole),
      "selectionRange": buffer.places.range(name), "children": .list(children),
    ])
  }
}
