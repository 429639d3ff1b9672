public import CSimdjson

/// What a JSON value is. Numbers are told apart by how they are written: whole ones are `int`, those above `Int64.max` `uint`.
public enum JSONKind: Sendable, Equatable {
  case null, bool, int, uint, double, string, array, object
}

/// One value of a document, read where it lies. A copy costs one reference count.
public struct JSONNode: Sendable {
  public let document: JSONDocument
  @usableFromInline let index: UInt32

  @inlinable init(_ document: JSONDocument, _ index: UInt32) {
    self.document = document
    self.index = index
  }

  @inlinable var tape: UnsafePointer<UInt64> { document.tape }

  @inlinable public var kind: JSONKind {
    switch csj_kind(tape, index) {
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"): .int
    case UInt8(ascii: "u"): .uint
    case UInt8(ascii: "d"): .double
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "n"): .null
    default: .bool
    }
  }

  /// The value of a `bool`; false for any other kind.
  @inlinable public var bool: Bool { csj_kind(tape, index) == UInt8(ascii: "t") }

  /// The value of an `int`; meaningless for other kinds.
  @inlinable public var int: Int64 { Int64(bitPattern: tape[Int(index) + 1]) }

  /// The value of a `uint`; meaningless for other kinds.
  @inlinable public var uint: UInt64 { tape[Int(index) + 1] }

  /// The value of a `double`; meaningless for other kinds.
  @inlinable public var double: Double { Double(bitPattern: tape[Int(index) + 1]) }

  /// The text of a `string`, which it must be.
  @inlinable public var string: String {
    withUTF8 { String(decoding: $0, as: UTF8.self) }
  }

  /// The unescaped bytes of a `string`, which it must be.
  @inlinable public func withUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let count = Int(csj_length(tape, document.strings, index))
    return UnsafeRawPointer(csj_text(tape, document.strings, index)).withMemoryRebound(to: UInt8.self, capacity: count) {
      body(UnsafeBufferPointer(start: $0, count: count))
    }
  }

  /// Entries of an `object` or elements of an `array`, which it must be.
  @inlinable public var count: Int { Int(csj_count(tape, index)) }

  /// The value of a key of an `object`, which it must be. Of equal keys the first counts.
  @inlinable public subscript(_ key: JSONKey) -> JSONNode? {
    let found = key.bytes.withUnsafeBufferPointer {
      csj_find(tape, document.strings, index, $0.baseAddress, UInt32(truncatingIfNeeded: $0.count))
    }
    return found == 0 ? nil : JSONNode(document, found)
  }

  /// The value of a key of an `object`, which it must be. Of equal keys the first counts.
  public subscript(_ key: String) -> JSONNode? {
    var key = key
    let found = key.withUTF8 {
      csj_find(tape, document.strings, index, $0.baseAddress, UInt32(truncatingIfNeeded: $0.count))
    }
    return found == 0 ? nil : JSONNode(document, found)
  }

  /// The elements of an `array`, which it must be.
  @inlinable public var elements: JSONElements { JSONElements(self) }

  /// The entries of an `object`, which it must be, in their order.
  @inlinable public var entries: JSONEntries { JSONEntries(self) }
}

/// A key encoded once for many look-ups.
public struct JSONKey: Sendable, Hashable, ExpressibleByStringLiteral {
  @usableFromInline let bytes: ContiguousArray<CChar>

  public init(_ text: String) { bytes = ContiguousArray(text.utf8.map { CChar(bitPattern: $0) }) }
  public init(stringLiteral text: String) { self.init(text) }

  public var text: String { String(decoding: bytes.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
}
