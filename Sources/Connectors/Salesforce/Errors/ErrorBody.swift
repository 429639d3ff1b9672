import ConnectorKit
import JSON

/// One error as Salesforce spells it. Reference 5.1: `errorCode` at the top, `statusCode` within a record's answer.
struct ErrorBody: Sendable, Equatable {
  var code: String
  var message: String
  var fields: [String]

  init(code: String, message: String, fields: [String]) {
    self.code = code
    self.message = message
    self.fields = fields
  }

  /// Nil when the node is no error.
  init?(_ node: JSONNode) {
    guard let code = (node.member("errorCode") ?? node.member("statusCode") ?? node.member("error"))?.text else { return nil }
    self.code = code
    message = (node.member("message") ?? node.member("error_description"))?.text?.split(whereSeparator: \.isNewline).joined(separator: " ") ?? code
    fields = node.member("fields")?.texts ?? []
  }

  /// The errors of one record: objects, or plain sentences as some stand-ins for Salesforce have them.
  static func ofRecord(_ node: JSONNode?) -> [ErrorBody] {
    guard let node else { return [] }
    let nodes = node.kind == .array ? Array(node.elements) : [node]
    return nodes.compactMap { item in
      ErrorBody(item) ?? item.text.map { ErrorBody(code: "error", message: $0, fields: []) }
    }
  }

  /// The errors in a body: an array of them or a bare one; none when it is something else, such as a page of HTML.
  static func read(_ response: HTTPResponse) -> [ErrorBody] {
    guard let root = try? JSONDocument(response.body).root else { return [] }
    return root.kind == .array ? root.elements.compactMap(ErrorBody.init) : [ErrorBody(root)].compactMap(\.self)
  }
}

extension JSONNode {
  /// The strings of an array.
  var texts: [String] { kind == .array ? elements.compactMap(\.text) : [] }
}
