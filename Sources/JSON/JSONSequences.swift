public import CSimdjson

/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let document: JSONDocument
  @usableFromInline var at: UInt32
  @usableFromInline let end: UInt32

  @inlinable init(_ array: JSONNode) {
    document = array.document
    at = array.index + 1
    end = csj_after(array.tape, array.index) - 1
  }

  @inlinable public mutating func next() -> JSONNode? {
    guard at < end else { return nil }
    defer { at = csj_after(document.tape, at) }
    return JSONNode(document, at)
  }
}

/// The entries of an object, in order: the key (a string node) and the value. Repeated keys come as they stand.
public struct JSONEntries: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let document: JSONDocument
  @usableFromInline var at: UInt32
  @usableFromInline let end: UInt32

  @inlinable init(_ object: JSONNode) {
    document = object.document
    at = object.index + 1
    end = csj_after(object.tape, object.index) - 1
  }

  @inlinable public mutating func next() -> (key: JSONNode, value: JSONNode)? {
    guard at < end else { return nil }
    defer { at = csj_after(document.tape, at + 1) }
    return (JSONNode(document, at), JSONNode(document, at + 1))
  }
}
