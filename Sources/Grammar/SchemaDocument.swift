import FlowSyntax

/// A whole JSON Schema (draft 2020-12).
struct SchemaDocument {
  var id: String
  var title: String
  var root: SchemaNode
  var constructs: [(String, SchemaNode)]

  var text: String {
    let head: SchemaNode = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": .text("https://flowrun.dev/grammar/\(id)"),
      "title": .text(title),
      "$comment": "Made by `make generate` from the declarations of the constructs.",
    ]
    guard case .object(let body) = root else { return head.print() + "\n" }
    return head.with(body).with([("$defs", .object(constructs))]).print() + "\n"
  }
}
