internal import CSimdjson

/// JSON text under construction: UTF-8 in one growing buffer. The caller says where objects and arrays begin and end; commas come by themselves.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  /// Forgets the text and keeps the memory.
  public mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// A point to which the text can be taken back.
  public struct Mark: Sendable {
    fileprivate var count: Int
    fileprivate var needsComma: Bool
  }

  public var mark: Mark { Mark(count: bytes.count, needsComma: needsComma) }

  /// Takes back what was written since; the mark must be of this text.
  public mutating func rewind(to mark: Mark) {
    bytes.removeSubrange(mark.count...)
    needsComma = mark.needsComma
  }

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// The key of the value that is written next.
  public mutating func key(_ text: String) {
    string(text)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// The key of the value that is written next, a string node.
  public mutating func key(_ node: JSONNode) {
    node.withUTF8 { string($0) }
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A key with its colon, as it is written.
  public struct EncodedKey: Sendable {
    fileprivate let bytes: [UInt8]

    public init(_ text: String) {
      var writer = JSONWriter()
      writer.key(text)
      bytes = writer.bytes
    }
  }

  /// The key of the value that is written next.
  public mutating func key(_ key: EncodedKey) {
    begin()
    bytes.append(contentsOf: key.bytes)
    needsComma = false
  }

  /// A string in parts: `part` any number of times, then `endString`.
  public mutating func beginString() {
    begin()
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func part(_ text: String) {
    var text = text
    text.withUTF8 { escaped($0) }
  }

  /// UTF-8 that is valid already.
  public mutating func part(_ text: UnsafeBufferPointer<UInt8>) { escaped(text) }

  /// The digits of a number.
  public mutating func part(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(value.magnitude)
  }

  public mutating func endString() { bytes.append(UInt8(ascii: "\"")) }

  public mutating func null() { word("null") }
  public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  public mutating func int(_ value: Int64) {
    begin()
    part(value)
  }

  public mutating func uint(_ value: UInt64) {
    begin()
    digits(value)
  }

  /// The shortest digits that read back as the same number, always with a point or an exponent. NaN and infinities, which JSON lacks, are null.
  public mutating func double(_ value: Double) {
    guard value.isFinite else { return null() }
    begin()
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      let count = csj_write_double(value, buffer.baseAddress)
      var isWhole = true
      for byte in buffer[..<count] {
        bytes.append(UInt8(bitPattern: byte))
        if byte == 0x2E || byte == 0x65 { isWhole = false }
      }
      if isWhole { bytes.append(contentsOf: [UInt8(ascii: "."), UInt8(ascii: "0")]) }
    }
  }

  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// UTF-8 that is valid already.
  public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    beginString()
    escaped(text)
    endString()
  }

  private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    var rest = text
    while let start = rest.baseAddress, !rest.isEmpty {
      let plain = Int(csj_plain(start, rest.count))
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: plain))
      if plain == rest.count { break }
      escape(rest[plain])
      rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
    }
  }

  /// A value of a document, keys in their order.
  public mutating func node(_ node: JSONNode) {
    switch node.kind {
    case .null: null()
    case .bool: bool(node.bool)
    case .int: int(node.int)
    case .uint: uint(node.uint)
    case .double: double(node.double)
    case .string: node.withUTF8 { string($0) }
    case .array:
      beginArray()
      for element in node.elements { self.node(element) }
      endArray()
    case .object:
      beginObject()
      for entry in node.entries {
        key(entry.key)
        self.node(entry.value)
      }
      endObject()
    }
  }

  /// JSON text as it stands, valid together with what is around it: no comma is put before it, and none after it unless `needsComma`.
  public mutating func raw(_ text: UnsafeBufferPointer<UInt8>, needsComma: Bool) {
    bytes.append(contentsOf: text)
    self.needsComma = needsComma
  }

  /// A line end between two values of newline-delimited JSON.
  public mutating func newline() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func begin() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func open(_ byte: UInt8) {
    begin()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func word(_ text: StaticString) {
    begin()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func digits(_ value: UInt64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var rest = value
      var at = 20
      repeat {
        at -= 1
        buffer[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: buffer[at...])
    }
  }

  private mutating func escape(_ byte: UInt8) {
    let short: UInt8? =
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
      case 0x0A: UInt8(ascii: "n")
      case 0x0D: UInt8(ascii: "r")
      case 0x09: UInt8(ascii: "t")
      case 0x08: UInt8(ascii: "b")
      case 0x0C: UInt8(ascii: "f")
      default: nil
      }
    bytes.append(UInt8(ascii: "\\"))
    if let short { return bytes.append(short) }
    let hex = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"), hex[Int(byte >> 4)], hex[Int(byte & 15)]])
  }
}
