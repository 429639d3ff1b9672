import ConnectorKit
import JSON

/// Gainsight's envelope. Reference 1.3: HTTP 200 is not success, any key but `result` may be missing, metadata errors have `title` and `detail`.
struct Envelope {
  let root: JSONNode

  /// Nil when the body is no JSON object.
  init?(_ response: HTTPResponse) {
    guard let root = try? JSONDocument(response.body).root, root.kind == .object else { return nil }
    self.root = root
  }

  var isSuccess: Bool { root.member("result")?.isTrue == true }
  var data: JSONNode? { root.member("data") }
  var code: String? { Self.filled(root.member("errorCode")) ?? Self.filled(root.member("title")) }
  var words: String? { Self.filled(root.member("errorDesc")) ?? Self.filled(root.member("detail")) ?? Self.filled(root.member("message")) }

  /// Reference 0.3: two spellings of zero rows.
  var saysNothingFound: Bool { code == ErrorTable.nothingFound || words?.hasPrefix("No data found") == true }

  /// Reference 0.2 and 10.2: `data.records[]` from live clients, `data[]` in vendor samples.
  var records: [JSONNode]? {
    guard let data else { return nil }
    if data.kind == .array { return Array(data.elements) }
    guard let records = data.member("records") else { return nil }
    return records.kind == .array ? Array(records.elements) : records.kind == .null ? [] : nil
  }

  struct Problem {
    var field: String?
    var words: String?
  }

  /// What is wrong with which field. Reference 3.4: nested in one source, flat in another.
  var problems: [Problem] {
    var found: [Problem] = []
    if let errors = data?.member("errors") { Self.collect(errors, into: &found) }
    return found
  }

  private static func collect(_ node: JSONNode, into found: inout [Problem]) {
    switch node.kind {
    case .array: for element in node.elements { collect(element, into: &found) }
    case .object:
      if let inner = node.member("errors") { return collect(inner, into: &found) }
      let words = filled(node.member("errorMessage")) ?? filled(node.member("message"))
      guard let words else { return }
      let field = filled(node.member("fieldName"))
      found.append(Problem(field: field, words: field.map { "\($0): \(words)" } ?? words))
    default: return
    }
  }

  private static func filled(_ node: JSONNode?) -> String? {
    guard let text = node?.text, !text.isEmpty else { return nil }
    return text
  }
}
