import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// What may be written at a place.
struct Completion {
  let buffer: Buffer

  private enum Kind: Int { case function = 3, field = 5, variable = 6, value = 12, property = 10 }

  func items(at offset: Int) -> JSONTree {
    let outline = Outline(buffer.file, at: offset)
    let place = Place(outline, in: buffer.root)
    guard let name = outline.key else { return .list(keys(place, beside: outline.siblings)) }
    if outline.isFormula { return .list(formula(offset, place)) }
    guard let key = place.key(name) else { return .list([]) }
    return .list(values(key, place))
  }

  private func keys(_ place: Place, beside siblings: [String: String]) -> [JSONTree] {
    if let object = buffer.object(place.object) { return fields(object, suffix: ": ").filter { siblings[$0["label"].text ?? ""] == nil } }
    var seen = Set(siblings.keys)
    // Before the verb is there, only verbs and what every step has help.
    let isOpen = place.constructs.count > 1
    return place.constructs.flatMap { construct in
      construct.keys.filter { key in
        !isOpen || key.name == construct.name || place.constructs.allSatisfy { $0.key(key.name) != nil }
      }
    }.filter { seen.insert($0.name).inserted }.map { item($0.name, .property, $0.type.words, doc: $0.doc, insert: "\($0.name): ") }
  }

  private func values(_ key: Key, _ place: Place) -> [JSONTree] {
    let connections = buffer.view.context.connections ?? [:]
    switch key.type {
    case .boolean: return ["true", "false"].map { item($0, .value, key.name) }
    case .choice(let values): return values.map { item($0, .value, key.name) }
    case .connection, .target: return connections.keys.map { item($0, .value, "connection") }
    case .object:
      return connections.filter(\.value.hasRecords).flatMap { name, connection in
        connection.schema.objects.values.map { item("\(name).\($0.name)", .value, $0.label) }
      }
    case .text where key.name == "newest_wins", .list(.text) where key.name == "blank":
      return buffer.object(place.record).map { fields($0) } ?? []
    default: return []
    }
  }

  private func formula(_ offset: Int, _ place: Place) -> [JSONTree] {
    let word = buffer.word(at: offset, dots: true)
    let text = buffer.file.text(in: word.lowerBound..<offset)
    guard let dot = text.firstIndex(of: ".") else { return names }
    // Beyond the first dot of a record come other records: those are not offered.
    guard text[text.index(after: dot)...].contains(".") == false else { return [] }
    let flow = buffer.flow
    switch String(text[..<dot]) {
    case "event", "was":
      if let fields = flow.triggers.first?.event { return fields.map { item($0.name.value, .field, "field of the event") } }
      return firstObject.map { fields($0) } ?? []
    case "row": return buffer.object(place.record).map { fields($0) } ?? []
    case "tables": return flow.tables.map { item($0.name.value, .variable, "table") }
    case "settings": return buffer.view.context.settings.keys.map { item($0, .variable, "setting") }
    case let step: return buffer.record(ofStep: step).map { fields($0) } ?? []
    }
  }

  private var firstObject: ObjectSchema? {
    switch buffer.flow.triggers.first?.source {
    case .poll(let object)?, .message(let object)?: buffer.object("\(object.connection.value).\(object.object.value)")
    default: nil
    }
  }

  /// What a formula may begin with.
  private var names: [JSONTree] {
    let fixed = ["event", "was", "row", "now", "today", "settings", "tables"].map { item($0, .variable, "") }
    let steps = buffer.steps.compactMap { $0.id?.value }.map { item($0, .variable, "step") }
    let functions = FunctionPage.all.map { page in
      item(page.name, .function, page.signatures.first ?? "", doc: page.summary, insert: "\(page.name)(")
    }
    return fixed + steps + functions
  }

  private func fields(_ object: ObjectSchema, suffix: String = "") -> [JSONTree] {
    object.fields.values.map { item($0.name, .field, FieldText.type($0), doc: $0.label, insert: $0.name + suffix) }
  }

  private func item(_ label: String, _ kind: Kind, _ detail: String, doc: String? = nil, insert: String? = nil) -> JSONTree {
    var members: [String: JSONTree] = ["label": .string(label), "kind": .int(kind.rawValue), "detail": .string(detail)]
    if let doc { members["documentation"] = .string(doc) }
    if let insert { members["insertText"] = .string(insert) }
    return .object(members)
  }
}

/// A field in words.
enum FieldText {
  static func type(_ field: FieldSchema) -> String {
    var text = field.type.rawValue
    if let length = field.length { text += "(\(length))" }
    if let reference = field.reference { text += " to " + reference.objects.joined(separator: " or ") }
    if field.nullable { text += ", may be null" }
    if !field.updateable { text += ", cannot be updated" }
    return text
  }
}
