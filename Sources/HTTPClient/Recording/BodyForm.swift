import CEL
import ConnectorKit
import JSON

/// How a body is to be read, for redaction and for comparison.
enum BodyForm {
  case empty
  case json(Value)
  case form([(name: String, value: String)])
  case text(String)
  case binary([UInt8])

  init(_ body: [UInt8], contentType: String?) {
    guard !body.isEmpty else {
      self = .empty
      return
    }
    guard let text = String(validating: body, as: UTF8.self) else {
      self = .binary(body)
      return
    }
    let type = contentType?.lowercased() ?? ""
    if type.contains("x-www-form-urlencoded") {
      self = .form(URLQuery.pairs(text))
    } else if let first = body.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let value = try? Value(json: body)
    {
      self = .json(value)
    } else {
      self = .text(text)
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .empty: []
    case .json(let value): Array(value.jsonText.utf8)
    case .form(let pairs): Array(PercentEncoding.form(pairs).utf8)
    case .text(let text): Array(text.utf8)
    case .binary(let bytes): bytes
    }
  }
}

/// The parts of a URL's query.
enum URLQuery {
  /// The path, still encoded, and the decoded pairs after `?`.
  static func split(_ url: String) -> (path: String, query: [(name: String, value: String)]) {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      rest = rest.firstIndex { $0 == "/" || $0 == "?" }.map { rest[$0...] } ?? ""
    }
    rest = rest.prefix { $0 != "#" }
    guard let mark = rest.firstIndex(of: "?") else { return (rest.isEmpty ? "/" : String(rest), []) }
    let path = rest[..<mark]
    return (path.isEmpty ? "/" : String(path), pairs(String(rest[rest.index(after: mark)...])))
  }

  static func pairs(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { part in
      let name = part.prefix { $0 != "=" }
      return (decoded(name), decoded(part.dropFirst(name.count + 1)))
    }
  }

  private static func decoded(_ text: Substring) -> String {
    var out: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == 0x25 else {
        out.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      let pair = [bytes.next(), bytes.next()].compactMap { $0 }
      if pair.count == 2, let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) {
        out.append(value)
      } else {
        out.append(byte)
        out.append(contentsOf: pair)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
