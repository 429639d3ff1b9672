/// Reads a JSON text (RFC 8259) into a value.
struct JSONReader {
  /// Why a text is no JSON, and where.
  struct Failure: Error, Equatable {
    var message: String
    var offset: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  static func read(_ text: String) throws(Failure) -> SandboxValue { try read(Array(text.utf8)) }

  static func read(_ bytes: [UInt8]) throws(Failure) -> SandboxValue {
    var reader = JSONReader(bytes: bytes)
    return try reader.document()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func document() throws(Failure) -> SandboxValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw failure("Unexpected character after the value") }
    return value
  }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private mutating func value() throws(Failure) -> SandboxValue {
    skipSpace()
    guard position < bytes.count else { throw failure("Unexpected end-of-input") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("Unexpected character '\(Character(Unicode.Scalar(bytes[position])))'")
    }
  }

  private mutating func word(_ text: String, _ value: SandboxValue) throws(Failure) -> SandboxValue {
    guard bytes[position...].starts(with: text.utf8) else { throw failure("Unrecognized token") }
    position += text.utf8.count
    return value
  }

  private mutating func descend() throws(Failure) {
    depth += 1
    guard depth <= 256 else { throw failure("Nesting too deep") }
  }

  private mutating func object() throws(Failure) -> SandboxValue {
    try descend()
    defer { depth -= 1 }
    position += 1
    var object = SandboxObject()
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(object) }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure("Unexpected character: was expecting double-quote to start field name")
      }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("Unexpected character: was expecting a colon to separate field name and value") }
      object.append(name, try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw failure("Unexpected character: was expecting comma to separate Object entries") }
      return .object(object)
    }
  }

  private mutating func array() throws(Failure) -> SandboxValue {
    try descend()
    defer { depth -= 1 }
    position += 1
    var items: [SandboxValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      items.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw failure("Unexpected character: was expecting comma to separate Array entries") }
      return .array(items)
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(Failure) -> SandboxValue {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw failure("Invalid numeric value") }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() > 0 else { throw failure("Invalid numeric value") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw failure("Invalid numeric value") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let int = Int(text) { return .int(int) }
    guard let double = Double(text), double.isFinite else { throw failure("Invalid numeric value") }
    return .double(double)
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\"), bytes[position] >= 0x20 {
      position += 1
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      let text = try utf8(bytes[start..<position])
      position += 1
      return text
    }
    var buffer = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try utf8(buffer[...])
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      case ..<0x20: throw failure("Illegal unquoted character in a string")
      default: buffer.append(byte)
      }
    }
    throw failure("Unexpected end-of-input in a string")
  }

  private func utf8(_ bytes: some Collection<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw failure("Invalid UTF-8") }
    return text
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(Failure) {
    guard position < bytes.count else { throw failure("Unexpected end-of-input in a string") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hex()
      if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low) else { throw failure("Invalid surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("Invalid surrogate pair") }
      buffer.append(contentsOf: Character(scalar).utf8)
    default: throw failure("Unrecognized character escape")
    }
  }

  private mutating func hex() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("Unexpected end-of-input in a string") }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }), let code = UInt32(text, radix: 16) else {
      throw failure("Invalid \\u escape")
    }
    position += 4
    return code
  }
}

extension SandboxValue {
  /// Reads JSON text.
  public init(json text: String) throws { self = try JSONReader.read(text) }
}
