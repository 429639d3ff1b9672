public import CEL
public import ConnectorKit
import OrderedCollections

/// Takes secrets out of a recording, and gives the values of chosen fields other ones: the same value always the same other one, so that a replay still fits together.
public struct RecordingRedaction: Sendable {
  static let placeholder = "redacted"
  /// Fields and parameters that hold a secret wherever they stand.
  private static let secretNames: Set<String> = [
    "access_token", "refresh_token", "id_token", "client_id", "client_secret", "client_assertion", "assertion", "username", "password", "signature",
    "sessionid", "session_id",
    "code_verifier", "api_key", "apikey", "accesskey",
  ]
  /// Headers of an answer that say nothing to a replay, or too much.
  private static let droppedHeaders: Set<String> = [
    "set-cookie", "authorization", "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive",
  ]

  private let secrets: Redaction
  private let fields: [String: String]
  private var replacements: OrderedDictionary<String, String> = [:]
  private var counts: [String: Int] = [:]

  /// `secrets` are those of the connections; `fields` are names of record fields, compared without case.
  public init(secrets: some Sequence<Secret>, fields: [String]) {
    self.secrets = Redaction(secrets)
    self.fields = Dictionary(fields.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The exchanges without what must not be kept.
  public mutating func cleaned(_ exchanges: [Recording.Exchange]) -> [Recording.Exchange] {
    for exchange in exchanges {
      collect(BodyForm(exchange.body, contentType: exchange.contentType))
      for pair in URLQuery.split(exchange.url).query { collect(name: pair.name, value: .string(pair.value)) }
      if case .answer(let response) = exchange.outcome { collect(BodyForm(response.body, contentType: response.header("Content-Type"))) }
    }
    // Longer values first: one may stand in another.
    let ordered = replacements.elements.sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
    return exchanges.map { exchange in
      var exchange = exchange
      exchange.url = url(exchange.url, ordered)
      exchange.body = body(exchange.body, exchange.contentType, ordered)
      switch exchange.outcome {
      case .answer(var response):
        response.body = body(response.body, response.header("Content-Type"), ordered)
        response.headers = response.headers.filter { !Self.droppedHeaders.contains($0.name.lowercased()) }
          .map { ($0.name, text($0.value, ordered)) }
        exchange.outcome = .answer(response)
      case .failure(var failure):
        failure.message = text(failure.message, ordered)
        exchange.outcome = .failure(failure)
      }
      return exchange
    }
  }

  /// A value without what must not be kept, by the same rules.
  public mutating func cleaned(_ value: Value) -> Value {
    collect(.json(value))
    let ordered = replacements.elements.sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
    let cleaned = body(BodyForm.json(value).bytes, "application/json", ordered)
    return (try? Value(json: cleaned)) ?? .null
  }

  /// A request as a recording would show it: what a replay compares with.
  static func compared(_ form: BodyForm) -> BodyForm {
    switch form {
    case .json(let value):
      .json(value.mapping { name, value in secretNames.contains(name.lowercased()) && value.isScalar ? .string(placeholder) : nil })
    case .form(let pairs): .form(pairs.map { secretNames.contains($0.name.lowercased()) ? ($0.name, placeholder) : $0 })
    case .empty, .text, .binary: form
    }
  }

  private mutating func collect(_ form: BodyForm) {
    switch form {
    case .json(let value): value.visit { name, value in collect(name: name, value: value) }
    case .form(let pairs): for pair in pairs { collect(name: pair.name, value: .string(pair.value)) }
    case .text(let text): collectTags(text)
    case .empty, .binary: break
    }
  }

  private mutating func collect(name: String, value: Value) {
    guard case .string(let text) = value, text.count >= 4, replacements[text] == nil else { return }
    if Self.secretNames.contains(name.lowercased()) {
      replacements[text] = Self.placeholder
    } else if let field = fields[name.lowercased()] {
      replacements[text] = pseudonym(field, like: text)
    }
  }

  /// Elements of XML: `<password>…</password>`, whatever their prefix.
  private mutating func collectTags(_ text: String) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: ">") else { return }
      let name = rest[..<close].split(separator: " ").first?.split(separator: ":").last ?? ""
      rest = rest[rest.index(after: close)...]
      let value = rest.prefix { $0 != "<" }
      if !value.isEmpty { collect(name: String(name), value: .string(String(value))) }
    }
  }

  private mutating func pseudonym(_ field: String, like text: String) -> String {
    counts[field, default: 0] += 1
    let name = "\(field)-\(counts[field] ?? 0)"
    return text.contains("@") ? "\(name.lowercased())@redacted.example" : name
  }

  private func text(_ text: String, _ ordered: [(key: String, value: String)]) -> String {
    var text = secrets.redacted(text)
    for (value, replacement) in ordered {
      for form in Set([value, value.lowercased(), PercentEncoding.query(value)]) where text.contains(form) {
        text = text.split(separator: form, omittingEmptySubsequences: false).joined(separator: replacement)
      }
    }
    return text
  }

  private func url(_ url: String, _ ordered: [(key: String, value: String)]) -> String {
    let (_, query) = URLQuery.split(url)
    let start = text(String(url.prefix { $0 != "?" }), ordered)
    guard !query.isEmpty else { return start }
    return "\(start)?\(PercentEncoding.form(query.map { ($0.name, text($0.value, ordered)) }))"
  }

  private func body(_ body: [UInt8], _ contentType: String?, _ ordered: [(key: String, value: String)]) -> [UInt8] {
    switch BodyForm(body, contentType: contentType) {
    case .json(let value):
      let cleaned = value.mapping { name, value in
        guard value.isScalar, Self.secretNames.contains(name.lowercased()) || fields[name.lowercased()] != nil else { return nil }
        return switch value {
        case .null: .null
        case .string(let text): .string(replacements[text] ?? Self.placeholder)
        case .bool: .bool(false)
        default: .int(0)
        }
      }
      return BodyForm.json(cleaned.mappingText { text($0, ordered) }).bytes
    case .form(let pairs):
      let cleaned = pairs.map { pair in
        (name: pair.name, value: Self.secretNames.contains(pair.name.lowercased()) ? Self.placeholder : text(pair.value, ordered))
      }
      return BodyForm.form(cleaned).bytes
    case .text(let whole): return Array(text(whole, ordered).utf8)
    case .empty, .binary: return body
    }
  }
}

extension Value {
  var isScalar: Bool {
    switch self {
    case .list, .map: false
    default: true
    }
  }

  /// Calls with each field of each object in it, at any depth.
  func visit(_ body: (String, Value) -> Void) {
    switch self {
    case .list(let list): for element in list.elements { element.visit(body) }
    case .map(let map):
      for entry in map.entries {
        if case .string(let name) = entry.key { body(name, entry.value) }
        entry.value.visit(body)
      }
    default: break
    }
  }

  /// The same with some fields replaced: those for which the closure gives a value.
  func mapping(_ replace: (String, Value) -> Value?) -> Value {
    switch self {
    case .list(let list): return .list(ListValue(list.elements.map { $0.mapping(replace) }))
    case .map(let map):
      var record = Record(minimumCapacity: map.count)
      for entry in map.entries {
        guard case .string(let name) = entry.key else { continue }
        record[name] = replace(name, entry.value) ?? entry.value.mapping(replace)
      }
      return .map(MapValue(record))
    default: return self
    }
  }

  /// The same with each text replaced.
  func mappingText(_ replace: (String) -> String) -> Value {
    switch self {
    case .string(let text): .string(replace(text))
    case .list(let list): .list(ListValue(list.elements.map { $0.mappingText(replace) }))
    case .map(let map):
      .map(
        MapValue(
          Record(
            map.entries.compactMap { entry in
              if case .string(let name) = entry.key { (name, entry.value.mappingText(replace)) } else { nil }
            }, uniquingKeysWith: { first, _ in first })))
    default: self
    }
  }
}
