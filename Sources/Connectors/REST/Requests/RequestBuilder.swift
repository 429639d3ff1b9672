import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowSyntax
import JSON

/// Makes a request of a manifest into one that can be sent. Each value is escaped for the place where it goes, so that none can end what it stands in.
struct RequestBuilder {
  let base: String
  let headers: [CheckedManifest.Part]

  /// A request without its login.
  struct Built {
    var method: HTTPRequest.Method
    /// Below the base, with its query.
    var path: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]
  }

  func build(_ request: CheckedManifest.Request, _ bindings: ManifestBindings) throws(CallFailure) -> Built {
    var path = try self.path(request.path, bindings)
    let query = try fields(request.query, bindings, "query")
    if !query.isEmpty { path += "?" + PercentEncoding.form(query) }
    var built = Built(method: request.method.http, path: path, headers: [("Accept", "application/json")], body: [])
    for header in headers + request.headers { try add(header, bindings, &built) }
    if !request.form.isEmpty {
      built.body = Array(PercentEncoding.form(try fields(request.form, bindings, "form")).utf8)
      built.headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    } else if let body = request.body {
      var json = JSONWriter()
      try JSONBody(bindings: bindings).write(body, into: &json)
      built.body = json.bytes
      built.headers.append(("Content-Type", "application/json; charset=utf-8"))
    }
    return built
  }

  /// A value is one segment, or a part of one: it can neither begin another nor go up.
  private func path(_ pieces: [Expression.Piece], _ bindings: ManifestBindings) throws(CallFailure) -> String {
    var path = ""
    for piece in pieces {
      switch piece {
      case .text(let text): path += text
      case .formula(let program):
        let value = try text(bindings.value(.formula(program)), "path")
        guard let value, !value.isEmpty else {
          throw CallFailure(.rejected, code: "bad_path_value", message: "A part of the request's path is empty: `\(program.source)`.")
        }
        path += PercentEncoding.segment(value)
      }
    }
    guard path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy({ $0 != "." && $0 != ".." }) else {
      throw CallFailure(.rejected, code: "bad_path_value", message: "A value would lead out of the request's path.")
    }
    return path
  }

  private func fields(
    _ parts: [CheckedManifest.Part], _ bindings: ManifestBindings, _ place: String
  ) throws(CallFailure) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    for part in parts {
      let value = bindings.value(part.value)
      for item in value.asList ?? [value] {
        if let text = try text(item, "\(place).\(part.name)") { fields.append((part.name, text)) }
      }
    }
    return fields
  }

  private func add(_ header: CheckedManifest.Part, _ bindings: ManifestBindings, _ built: inout Built) throws(CallFailure) {
    guard let value = try text(bindings.value(header.value), "headers.\(header.name)") else { return }
    guard Self.isHeaderValue(value) else {
      throw CallFailure(
        .rejected, code: "bad_header_value", message: "The value for the header `\(header.name)` holds a line end or another control character.")
    }
    built.headers.append((header.name, value))
  }

  /// RFC 9110, 5.5: no line end, no NUL, nothing else that a server could take for the end of the value.
  static func isHeaderValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F } }

  /// The value as text; nil for null.
  private func text(_ value: Value, _ place: String) throws(CallFailure) -> String? {
    if case .error(let error) = value {
      throw CallFailure(.rejected, code: "formula", message: "The connector's `\(place)` cannot be computed: \(error.message)")
    }
    if value.isNull { return nil }
    guard let text = Lenient.text(value).asString else {
      throw CallFailure(.rejected, code: "no_text", message: "The connector's `\(place)` takes text, and this is a list or a mapping.")
    }
    return text
  }
}

/// A body as JSON. A member whose formula gives null is left out; one that is written `null` is sent.
struct JSONBody {
  let bindings: ManifestBindings

  func write(_ expression: Expression, into json: inout JSONWriter) throws(CallFailure) {
    switch expression {
    case .object(let fields):
      json.beginObject()
      for field in fields {
        if case .formula = field.value {
          let value = try value(field.value)
          if value.isNull { continue }
          json.key(field.name)
          value.writeJSON(into: &json)
        } else {
          json.key(field.name)
          try write(field.value, into: &json)
        }
      }
      json.endObject()
    case .list(let items):
      json.beginArray()
      for item in items { try write(item, into: &json) }
      json.endArray()
    default: try value(expression).writeJSON(into: &json)
    }
  }

  private func value(_ expression: Expression) throws(CallFailure) -> Value {
    let value = bindings.value(expression)
    if case .error(let error) = value {
      throw CallFailure(.rejected, code: "formula", message: "The connector's `body` cannot be computed: \(error.message)")
    }
    return value
  }
}

extension Manifest.Method {
  var http: HTTPRequest.Method {
    switch self {
    case .get: .get
    case .post: .post
    case .put: .put
    case .patch: .patch
    case .delete: .delete
    }
  }
}
