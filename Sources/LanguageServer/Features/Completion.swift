import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// What may be written at a place.
struct Completion {
  let buffer: Buffer

  func items(at offset: Int) -> JSONTree {
    let outline = Outline(buffer.file, at: offset)
    let place = Place(outline, in: buffer.root)
    var word = buffer.word(at: offset, dots: false)
    let found: [CompletionItem]
    if let formula = FormulaCompletion(buffer, word: word) {
      found = formula.items
    } else if outline.isFormula {
      found = formula(word, place)
    } else if let name = outline.key {
      word = buffer.word(at: offset, dots: true)
      found = values(name, place)
    } else {
      let hasColon = word.upperBound < buffer.file.bytes.count && buffer.file.bytes[word.upperBound] == UInt8(ascii: ":")
      found = keys(place, beside: outline.siblings, suffix: hasColon ? "" : ": ")
    }
    let range = buffer.places.range(buffer.file.span(word))
    return .list(found.map { $0.tree(replacing: range) })
  }

  private func keys(_ place: Place, beside siblings: [String: String], suffix: String) -> [CompletionItem] {
    if let object = buffer.object(place.object) {
      return object.fields.values.filter { siblings[$0.name] == nil }.map { .field($0, suffix: suffix) }
    }
    var seen = Set(siblings.keys)
    // Before the verb is there, only verbs and what every step has help.
    let isOpen = place.constructs.count > 1
    return place.constructs.flatMap { construct in
      construct.keys.filter { key in
        !isOpen || key.name == construct.name || place.constructs.allSatisfy { $0.key(key.name) != nil }
      }
    }.filter { seen.insert($0.name).inserted }
      .map { CompletionItem(label: $0.name, kind: .property, detail: $0.type.words, doc: $0.doc, text: $0.name + suffix) }
  }

  private func values(_ name: String, _ place: Place) -> [CompletionItem] {
    guard let key = place.key(name) else {
      let field = buffer.object(place.object)?.field(name)
      if field?.type == .boolean { return ["true", "false"].map { CompletionItem(label: $0, kind: .value, detail: name) } }
      return (field?.picklist ?? []).filter(\.active).map { CompletionItem(label: $0.value, kind: .value, detail: $0.label) }
    }
    let connections = buffer.view.context.connections ?? [:]
    switch key.type {
    case .boolean: return ["true", "false"].map { CompletionItem(label: $0, kind: .value, detail: name) }
    case .choice(let values): return values.map { CompletionItem(label: $0, kind: .value, detail: name) }
    case .connection, .target:
      return connections.map { CompletionItem(label: $0.key, kind: .value, detail: "connection, \($0.value.connector)") }
    case .object:
      return connections.filter(\.value.hasRecords).flatMap { name, connection in
        connection.schema.objects.values.map { CompletionItem(label: "\(name).\($0.name)", kind: .value, detail: $0.label) }
      }
    case .text where key.name == "newest_wins", .list(.text) where key.name == "blank":
      return buffer.object(place.record).map { $0.fields.values.map { .field($0) } } ?? []
    case .list(.text) where key.name == "changed": return eventFields
    default: return []
    }
  }

  // MARK: Formulas of files that cannot be read as a whole

  private func formula(_ word: Range<Int>, _ place: Place) -> [CompletionItem] {
    guard word.lowerBound > 0, buffer.file.bytes[word.lowerBound - 1] == UInt8(ascii: ".") else { return names }
    let receiver = buffer.word(at: word.lowerBound - 1, dots: true)
    switch buffer.file.text(in: receiver) {
    case "event", "was": return eventFields
    case "row": return fields(buffer.object(place.record))
    case "tables": return buffer.flow.tables.map { CompletionItem(label: $0.name.value, kind: .variable, detail: "table") }
    case "settings": return buffer.view.context.settings.keys.map { CompletionItem(label: $0, kind: .variable, detail: "setting") }
    case let step: return fields(buffer.record(ofStep: step))
    }
  }

  private func fields(_ object: ObjectSchema?) -> [CompletionItem] { object.map { $0.fields.values.map { .field($0) } } ?? [] }

  private var eventFields: [CompletionItem] {
    guard let source = buffer.flow.triggers.first else { return [] }
    if let fields = source.event { return fields.map { CompletionItem(label: $0.name.value, kind: .field, detail: "field of the event") } }
    switch source.source {
    case .poll(let object), .message(let object): return fields(buffer.object("\(object.connection.value).\(object.object.value)"))
    case .webhook: return []
    }
  }

  private var names: [CompletionItem] {
    let fixed = ["event", "was", "row", "now", "today", "settings", "tables"].map { CompletionItem(label: $0, kind: .variable) }
    let steps = buffer.steps.compactMap { $0.id?.value }.map { CompletionItem(label: $0, kind: .variable, detail: "step") }
    let functions = FunctionPage.all.map {
      CompletionItem(label: $0.name, kind: .function, detail: $0.signatures.first ?? "", doc: $0.summary, text: "\($0.name)(")
    }
    return fixed + steps + functions
  }
}
