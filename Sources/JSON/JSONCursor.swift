public import CSimdjson

/// A place in a document that does not keep the document alive: free to copy, for use while a `JSONNode` of it is held.
public struct JSONCursor {
  @usableFromInline let tape: UnsafePointer<UInt64>
  @usableFromInline let strings: UnsafePointer<CChar>
  @usableFromInline let index: UInt32

  /// No place: `exists` is false, and nothing else may be asked of it.
  @inlinable public static var none: JSONCursor {
    // Cannot fail: the address is not zero. It is never read.
    JSONCursor(UnsafePointer(bitPattern: 8).unsafelyUnwrapped, UnsafePointer(bitPattern: 8).unsafelyUnwrapped, 0)
  }

  /// Whether this is a place in a document.
  @inlinable public var exists: Bool { index != 0 }

  @inlinable init(_ tape: UnsafePointer<UInt64>, _ strings: UnsafePointer<CChar>, _ index: UInt32) {
    self.tape = tape
    self.strings = strings
    self.index = index
  }

  @inlinable public init(_ node: JSONNode) {
    self.init(node.document.tape, node.document.strings, node.index)
  }

  /// The same place, keeping the document alive. It must be this cursor's document.
  @inlinable public func node(in document: JSONDocument) -> JSONNode { JSONNode(document, index) }

  /// The kind's byte on the tape: `"`, `l`, `u`, `d`, `{`, `[`, `n`, `t` or `f`.
  @inlinable public var mark: UInt8 { csj_kind(tape, index) }

  @inlinable public var int: Int64 { Int64(bitPattern: tape[Int(index) + 1]) }
  @inlinable public var uint: UInt64 { tape[Int(index) + 1] }
  @inlinable public var double: Double { Double(bitPattern: tape[Int(index) + 1]) }
  @inlinable public var count: Int { Int(csj_count(tape, index)) }

  /// The bytes of a string, which it must be.
  @inlinable public var utf8: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: csj_text(tape, strings, index), count: Int(csj_length(tape, strings, index)))
  }

  /// The value of a key of an object, which it must be.
  @inlinable public func value(_ key: JSONKey) -> JSONCursor? {
    let found = key.bytes.withUnsafeBufferPointer {
      csj_find(tape, strings, index, $0.baseAddress, UInt32(truncatingIfNeeded: $0.count))
    }
    return found == 0 ? nil : JSONCursor(tape, strings, found)
  }

  /// The value of a key, given as UTF-8, of an object, which it must be.
  @inlinable public func value(utf8 key: UnsafeRawBufferPointer) -> JSONCursor? {
    let found = csj_find(tape, strings, index, key.baseAddress, UInt32(truncatingIfNeeded: key.count))
    return found == 0 ? nil : JSONCursor(tape, strings, found)
  }

  /// The elements of an array, which it must be.
  @inlinable public var elements: Elements { Elements(self) }

  /// The elements of an array, in order.
  public struct Elements: Sequence, IteratorProtocol {
    @usableFromInline var at: JSONCursor
    @usableFromInline let end: UInt32

    @inlinable init(_ array: JSONCursor) {
      at = JSONCursor(array.tape, array.strings, array.index + 1)
      end = csj_after(array.tape, array.index) - 1
    }

    @inlinable public mutating func next() -> JSONCursor? {
      guard at.index < end else { return nil }
      defer { at = JSONCursor(at.tape, at.strings, csj_after(at.tape, at.index)) }
      return at
    }
  }
}
