import CEL

/// How a secret may stand in an answer that repeats what it was sent.
enum SecretSpelling {
  static func all(of secret: String) -> [[UInt8]] {
    let query = PercentEncoding.query(secret)
    let segment = PercentEncoding.segment(secret)
    let json = escaped(secret) { self.json($0) }
    let slashed = json.replacing("/", with: "\\/")
    var spellings = [secret, query, segment, lowercased(query), lowercased(segment), json, slashed]
    // JSON within JSON.
    spellings += [json, slashed].map { escaped($0) { self.json($0) } }
    spellings += [escaped(secret) { html($0, apostrophe: "&#39;") }, escaped(secret) { html($0, apostrophe: "&#x27;") }]
    // What is between them may be written in ways of which nobody has thought; without them it is worth nothing.
    let runs = secret.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.filter { $0.utf8.count >= 16 }.map(String.init)
    spellings += runs
    // Inside of a login: `user:password`, both form-encoded where OAuth wants it.
    for text in [secret, query] + runs {
      let base64 = (0..<3).compactMap { self.base64(of: text, after: $0) }
      spellings += base64 + base64.map { $0.replacing("+", with: "-").replacing("/", with: "_") } + base64.map(PercentEncoding.query)
    }
    return spellings.map { Array($0.utf8) }
  }

  /// The characters of a base64 text that only the secret decides, when so many bytes (modulo 3) stand before it.
  private static func base64(of text: String, after offset: Int) -> String? {
    let bytes = [UInt8](repeating: 0, count: offset) + text.utf8
    let own = Base64.encode(bytes).prefix(bytes.count * 8 / 6).dropFirst((offset * 8 + 5) / 6)
    return own.count >= 4 ? String(own) : nil
  }

  /// `%2F` as `%2f`.
  private static func lowercased(_ text: String) -> String {
    var left = 0
    return String(
      text.map { character in
        if character == "%" { left = 3 }
        left -= 1
        return left >= 0 ? Character(character.lowercased()) : character
      })
  }

  private static func escaped(_ text: String, _ form: (Character) -> String?) -> String {
    text.reduce(into: "") { $0 += form($1) ?? String($1) }
  }

  private static func json(_ character: Character) -> String? {
    switch character {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\r\n": "\\r\\n"
    case "\t": "\\t"
    default: nil
    }
  }

  private static func html(_ character: Character, apostrophe: String) -> String? {
    switch character {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": apostrophe
    default: nil
    }
  }
}
