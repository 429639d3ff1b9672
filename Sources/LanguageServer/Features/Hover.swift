import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections
import Schema

/// What a name at a place means.
struct Hover {
  let buffer: Buffer

  func text(at offset: Int) -> JSONTree {
    let word = buffer.word(at: offset, dots: true)
    let name = buffer.file.text(in: word)
    guard !name.isEmpty else { return .null }
    let outline = Outline(buffer.file, at: word.upperBound)
    let place = Place(outline, in: buffer.root)
    guard let text = outline.key == nil ? key(name, place) : outline.isFormula ? variable(name, place) : object(name) else { return .null }
    return .object(["contents": .object(["kind": "markdown", "value": .string(text)]), "range": buffer.places.range(buffer.file.span(word))])
  }

  private func key(_ name: String, _ place: Place) -> String? {
    if let object = buffer.object(place.object) { return field(name, of: object) }
    guard let key = place.key(name) else { return nil }
    let standard = key.isRequired ? "\n\nRequired." : key.standard.map { "\n\nDefault: \($0)." } ?? ""
    return "**\(name)**: \(key.type.words)\n\n\(key.doc)\(standard)\n\n```yaml\n\(name): \(key.example)\n```"
  }

  private func field(_ name: String, of object: ObjectSchema) -> String? {
    guard let field = object.field(name) else { return nil }
    return "**\(object.name).\(field.name)**: \(FieldText.type(field))\n\n\(field.label)"
  }

  private func object(_ name: String) -> String? {
    buffer.object(name).map { "**\(name)**: \($0.label), \($0.fields.count) fields" }
  }

  private func variable(_ name: String, _ place: Place) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return nil }
    let record = first == "row" ? buffer.object(place.record) : buffer.record(ofStep: first)
    if let record { return parts.count == 1 ? "**\(first)**: a record of \(record.name)" : field(parts[1], of: record) }
    return nil
  }
}
