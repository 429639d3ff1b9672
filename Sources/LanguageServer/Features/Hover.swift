import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// What stands at a place.
struct Hover {
  let buffer: Buffer

  func text(at offset: Int) -> JSONTree {
    if let place = FormulaPlace(buffer.inspected, at: offset) {
      return FormulaHover(buffer: buffer, place: place).found.map { answer($0.text, $0.span) } ?? .null
    }
    let word = buffer.word(at: offset, dots: true)
    let name = buffer.file.text(in: word)
    guard !name.isEmpty else { return .null }
    let outline = Outline(buffer.file, at: word.upperBound)
    let place = Place(outline, in: buffer.root)
    let text = outline.key.map { value(name, of: $0, place) } ?? key(name, place)
    return text.map { answer($0, buffer.file.span(word)) } ?? .null
  }

  private func answer(_ text: String, _ span: SourceSpan) -> JSONTree {
    .object(["contents": .object(["kind": "markdown", "value": .string(text)]), "range": buffer.places.range(span)])
  }

  private func key(_ name: String, _ place: Place) -> String? {
    if let object = buffer.object(place.object) {
      return buffer.field(name, of: object).map { FieldText.page($0.field, of: $0.object) }
    }
    guard let key = place.key(name) else { return nil }
    let standard = key.isRequired ? "\n\nRequired." : key.standard.map { "\n\nDefault: \($0)." } ?? ""
    return "**\(name)**: \(key.type.words)\n\n\(key.doc)\(standard)\n\n```yaml\n\(name): \(key.example)\n```"
  }

  /// Names of connections and objects, and of fields where a key lists them.
  private func value(_ name: String, of key: String, _ place: Place) -> String? {
    guard let declared = place.key(key) else { return nil }
    switch declared.type {
    case .object: return object(name) ?? connection(name)
    case .connection, .target: return connection(name)
    case .text where key == "newest_wins", .list(.text) where key == "blank":
      return buffer.object(place.record).flatMap { buffer.field(name, of: $0) }.map { FieldText.page($0.field, of: $0.object) }
    default: return nil
    }
  }

  private func object(_ name: String) -> String? {
    buffer.object(name).map { object in
      let known = object.complete ? "" : "\n\nBuilt-in description: `flowrun schema pull` gives the fields of your organisation."
      return "**\(name)**: \(object.label), \(object.fields.count) fields; known by `\(object.identity)`.\(known)"
    }
  }

  private func connection(_ name: String) -> String? {
    let name = name.prefix { $0 != "." }
    return buffer.view.context.connections?[String(name)].map { "**\(name)**: connection, `\($0.connector)`" }
  }
}
