/// Finds where broken JSON breaks. Only for text that the parser has refused, since it reads byte by byte.
struct JSONFault {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  static func locate(in bytes: UnsafeRawBufferPointer, kind: JSONError.Kind) -> JSONError {
    if kind == .badUTF8 { return JSONError(kind, at: invalidUTF8(in: bytes)) }
    var scan = JSONFault(bytes: bytes)
    if let found = scan.document() { return JSONError(found, at: min(scan.at, bytes.count)) }
    return JSONError(kind, at: nil)
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private static func invalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
    var decoder = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var at = 0
    while true {
      switch decoder.parseScalar(from: &input) {
      case .valid(let scalar): at += scalar.count
      case .error: return at
      case .emptyInput: return nil
      }
    }
  }

  private var here: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private mutating func skipBlanks() {
    while [0x20, 0x09, 0x0A, 0x0D].contains(here) { at += 1 }
  }

  private mutating func document() -> JSONError.Kind? {
    skipBlanks()
    if at >= bytes.count { return .empty }
    if let fault = value(depth: 0) { return fault }
    skipBlanks()
    return at < bytes.count ? .badSyntax : nil
  }

  private mutating func value(depth: Int) -> JSONError.Kind? {
    switch here {
    case UInt8(ascii: "{"): return members(depth: depth + 1, close: UInt8(ascii: "}"), keyed: true)
    case UInt8(ascii: "["): return members(depth: depth + 1, close: UInt8(ascii: "]"), keyed: false)
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default: return .badSyntax
    }
  }

  private mutating func members(depth: Int, close: UInt8, keyed: Bool) -> JSONError.Kind? {
    if depth > JSONDocument.maximumDepth { return .tooDeep }
    at += 1
    skipBlanks()
    if here == close {
      at += 1
      return nil
    }
    while true {
      skipBlanks()
      if keyed {
        guard here == UInt8(ascii: "\"") else { return .badSyntax }
        if let fault = string() { return fault }
        skipBlanks()
        guard here == UInt8(ascii: ":") else { return .badSyntax }
        at += 1
        skipBlanks()
      }
      if let fault = value(depth: depth) { return fault }
      skipBlanks()
      let byte = here
      if byte == close || byte == UInt8(ascii: ",") { at += 1 }
      if byte == close { return nil }
      if byte != UInt8(ascii: ",") { return .badSyntax }
    }
  }

  private mutating func word(_ text: StaticString) -> JSONError.Kind? {
    for offset in 0..<text.utf8CodeUnitCount {
      guard here == text.utf8Start[offset] else { return .badSyntax }
      at += 1
    }
    return nil
  }

  private mutating func string() -> JSONError.Kind? {
    let start = at
    at += 1
    while at < bytes.count, here != UInt8(ascii: "\"") {
      if here < 0x20 { return .badString }
      if here == UInt8(ascii: "\\") {
        at += 1
        guard "\"\\/bfnrtu".utf8.contains(here) else { return .badString }
        if here == UInt8(ascii: "u"), let fault = escapedUnit(after: start) { return fault }
      }
      at += 1
    }
    guard at < bytes.count else {
      at = start
      return .badString
    }
    at += 1
    return nil
  }

  private mutating func escapedUnit(after start: Int) -> JSONError.Kind? {
    var unit: UInt32 = 0
    for offset in 1...4 {
      guard at + offset < bytes.count, let digit = Character(Unicode.Scalar(bytes[at + offset])).hexDigitValue else { return .badString }
      unit = unit << 4 | UInt32(digit)
    }
    let paired = (0xD800..<0xDC00).contains(unit)
    if (0xDC00..<0xE000).contains(unit) { return .badString }
    at += 4
    guard paired else { return nil }
    guard at + 6 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\"), bytes[at + 2] == UInt8(ascii: "u") else { return .badString }
    let low = (3...6).compactMap { Character(Unicode.Scalar(bytes[at + $0])).hexDigitValue }.reduce(0) { $0 << 4 | $1 }
    guard (0xDC00..<0xE000).contains(low) else { return .badString }
    at += 6
    return nil
  }

  private mutating func number() -> JSONError.Kind? {
    let start = at
    if here == UInt8(ascii: "-") { at += 1 }
    let digits = skipDigits()
    var whole = true
    if here == UInt8(ascii: ".") {
      whole = false
      at += 1
      if skipDigits() == 0 { return .badNumber }
    }
    if here | 0x20 == UInt8(ascii: "e") {
      whole = false
      at += 1
      if here == UInt8(ascii: "+") || here == UInt8(ascii: "-") { at += 1 }
      if skipDigits() == 0 { return .badNumber }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    let leadingZero = digits > 1 && text.drop { $0 == "-" }.hasPrefix("0")
    let fault: JSONError.Kind? =
      if digits == 0 || leadingZero { .badNumber } else if whole {
        Int64(text) == nil && UInt64(text) == nil ? .numberTooLarge : nil
      } else { Double(text)?.isFinite == true ? nil : .badNumber }
    if fault != nil { at = start }
    return fault
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(here) { at += 1 }
    return at - start
  }
}
