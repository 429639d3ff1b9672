/// What can be asked about an open file.
enum Feature: String, CaseIterable {
  case completion = "textDocument/completion"
  case hover = "textDocument/hover"
  case definition = "textDocument/definition"
  case codeAction = "textDocument/codeAction"
  case documentSymbol = "textDocument/documentSymbol"
  case formatting = "textDocument/formatting"

  /// Nil where the place that it needs is missing.
  func answer(_ params: JSONTree, _ buffer: Buffer) -> JSONTree? {
    switch self {
    case .completion: Self.offset(params, buffer).map { Completion(buffer: buffer).items(at: $0) }
    case .hover: Self.offset(params, buffer).map { Hover(buffer: buffer).text(at: $0) }
    case .definition: Self.offset(params, buffer).map { Definition(buffer: buffer).place(at: $0) }
    case .codeAction:
      Self.isPlace(params["range"]["start"]) && Self.isPlace(params["range"]["end"]) ? DiagnosticList(buffer: buffer).actions(params["range"]) : nil
    case .documentSymbol: Symbols(buffer: buffer).all
    case .formatting: Formatting(buffer: buffer).edits
    }
  }

  private static func offset(_ params: JSONTree, _ buffer: Buffer) -> Int? {
    isPlace(params["position"]) ? buffer.places.offset(params["position"]) : nil
  }

  private static func isPlace(_ place: JSONTree) -> Bool { (place["line"].number ?? -1) >= 0 && (place["character"].number ?? -1) >= 0 }
}

/// What the server says of itself.
enum Capabilities {
  static func answer(version: String) -> JSONTree {
    .object([
      "capabilities": .object([
        "positionEncoding": "utf-16",
        "textDocumentSync": .object(["openClose": true, "change": 2, "save": true]),
        "completionProvider": .object(["triggerCharacters": .list([".", "=", " ", "{"])]),
        "hoverProvider": true, "definitionProvider": true, "documentSymbolProvider": true,
        "documentFormattingProvider": true,
        "codeActionProvider": .object(["codeActionKinds": .list(["quickfix"])]),
      ]), "serverInfo": .object(["name": "flowrun", "version": .string(version)]),
    ])
  }
}
