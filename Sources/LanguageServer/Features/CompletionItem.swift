import FlowCheck
import Schema

/// One thing that may be written at a place.
struct CompletionItem {
  enum Kind: Int { case method = 2, function = 3, field = 5, variable = 6, property = 10, value = 12 }

  var label: String
  var kind: Kind
  var detail = ""
  var doc: String?
  /// What is written; nil: the label.
  var text: String?

  static func field(_ field: FieldSchema, suffix: String = "") -> CompletionItem {
    CompletionItem(label: field.name, kind: .field, detail: FieldText.type(field), doc: field.label, text: field.name + suffix)
  }

  /// The item as the protocol has it, in place of what is written already.
  func tree(replacing range: JSONTree) -> JSONTree {
    var members: [String: JSONTree] = [
      "label": .string(label), "kind": .int(kind.rawValue), "textEdit": .object(["range": range, "newText": .string(text ?? label)]),
    ]
    if !detail.isEmpty { members["detail"] = .string(detail) }
    if let doc, !doc.isEmpty { members["documentation"] = .object(["kind": "markdown", "value": .string(doc)]) }
    return .object(members)
  }
}
