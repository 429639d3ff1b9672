internal import JSON

/// A field name, encoded for every representation of a map.
struct FieldKey: Sendable {
  let text: String
  let json: JSONKey
  /// Systems leave out what is null: to a flow, a field that a record lacks reads as null. A map of one's own has its keys or fails.
  let missingIsNull: Bool

  init(_ text: String, missingIsNull: Bool = false) {
    self.text = text
    self.missingIsNull = missingIsNull
    json = JSONKey(text)
  }
}

/// The bytes of keys, in memory of its own, so that following a path counts no references.
final class RawKeys: @unchecked Sendable {
  // Freed in `deinit`, immutable until then.
  let keys: UnsafeBufferPointer<UnsafeRawBufferPointer>

  init(_ texts: [String]) {
    let keys = UnsafeMutableBufferPointer<UnsafeRawBufferPointer>.allocate(capacity: texts.count)
    _ = keys.initialize(
      from: texts.map { text in
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
        bytes.copyBytes(from: text.utf8)
        return UnsafeRawBufferPointer(bytes)
      })
    self.keys = UnsafeBufferPointer(keys)
  }

  deinit {
    for key in keys { key.deallocate() }
    keys.deallocate()
  }
}

/// A variable, or fields of fields of one: `event`, `event.company.arr`. JSON is read where it lies.
final class PathNode: Node, @unchecked Sendable {
  enum Root { case variable(Int, name: String), local(Int) }

  let root: Root
  let keys: [FieldKey]
  /// A field of null is null, as flows have it.
  let passesNull: Bool
  private let isLocal: Bool
  private let place: Int
  private let raw: RawKeys

  init(_ root: Root, _ keys: [FieldKey], passesNull: Bool) {
    self.root = root
    self.keys = keys
    self.passesNull = passesNull
    raw = RawKeys(keys.map(\.text))
    switch root {
    case .variable(let slot, _): (isLocal, place) = (false, slot)
    case .local(let index): (isLocal, place) = (true, index)
    }
  }

  override var readsVariables: Bool { !isLocal }
  override var lowestLocal: Int { isLocal ? place : .max }
  override var cost: Int { 1 + keys.count }

  @inline(__always)
  func base(_ frame: Frame) -> UnsafePointer<Place> {
    isLocal ? UnsafePointer(frame.locals + place) : frame.variables + place
  }

  override func evaluate(_ frame: Frame) -> Value {
    let base = base(frame)
    if raw.keys.isEmpty {
      if case .error(let error) = base.pointee.value, error.kind == .unbound { return .error(unbound(error)) }
      return base.pointee.value
    }
    if base.pointee.cursor.exists, let cursor = walk(base.pointee.cursor) {
      if let scalar = Value(scalar: cursor) { return scalar }
      if case .map(.json(let object)) = base.pointee.value { return Value(cursor, in: object.document) }
    }
    return step(base.pointee.value)
  }

  /// The place in a JSON document that the path leads to; nil when the path is not all within one, or something is missing.
  @inline(__always)
  func cursor(_ frame: Frame) -> JSONCursor? {
    let start = base(frame).pointee.cursor
    return start.exists ? walk(start) : nil
  }

  @inline(__always)
  private func walk(_ start: JSONCursor) -> JSONCursor? {
    var at = start
    for key in raw.keys {
      guard at.mark == UInt8(ascii: "{"), let next = at.value(utf8: key) else { return nil }
      at = next
    }
    return at
  }

  private func step(_ start: Value) -> Value {
    var value = start
    if case .error(let error) = value, error.kind == .unbound { return .error(unbound(error)) }
    for key in keys { value = Selection.select(value, key, passesNull: passesNull) }
    return value
  }

  private func unbound(_ error: EvaluationError) -> EvaluationError {
    if case .variable(_, let name) = root { Failures.unbound(name) } else { error }
  }

  override func test(_ frame: Frame) -> Truth {
    if let cursor = cursor(frame) {
      switch cursor.mark {
      case UInt8(ascii: "t"): return .yes
      case UInt8(ascii: "f"): return .no
      default: break
      }
    }
    return super.test(frame)
  }

  override func write(into writer: inout JSONWriter, _ frame: Frame) -> Value? {
    guard let cursor = cursor(frame) else { return super.write(into: &writer, frame) }
    switch cursor.mark {
    case UInt8(ascii: "\""): writer.string(cursor.utf8.assumingMemoryBound(to: UInt8.self))
    case UInt8(ascii: "l"): writer.int(cursor.int)
    case UInt8(ascii: "n"): writer.null()
    default: return super.write(into: &writer, frame)
    }
    return nil
  }

  override func writePart(into writer: inout JSONWriter, _ frame: Frame) -> Value? {
    guard let cursor = cursor(frame) else { return super.writePart(into: &writer, frame) }
    switch cursor.mark {
    case UInt8(ascii: "\""): writer.part(cursor.utf8.assumingMemoryBound(to: UInt8.self))
    case UInt8(ascii: "l"): writer.part(cursor.int)
    default: return super.writePart(into: &writer, frame)
    }
    return nil
  }

  override func append(to text: inout TextBuffer, _ frame: Frame) -> Value? {
    if let cursor = cursor(frame), cursor.mark == UInt8(ascii: "\"") {
      text.append(cursor.utf8)
      return nil
    }
    return super.append(to: &text, frame)
  }
}

extension Value {
  /// The value at a cursor; nil for objects and arrays.
  @inline(__always)
  init?(scalar cursor: JSONCursor) {
    switch cursor.mark {
    case UInt8(ascii: "\""): self = .string(String(decoding: cursor.utf8, as: UTF8.self))
    case UInt8(ascii: "l"): self = .int(cursor.int)
    case UInt8(ascii: "d"): self = .double(cursor.double)
    case UInt8(ascii: "n"): self = .null
    case UInt8(ascii: "u"): self = .uint(cursor.uint)
    case UInt8(ascii: "t"): self = .bool(true)
    case UInt8(ascii: "f"): self = .bool(false)
    default: return nil
    }
  }

  /// The value at a cursor into `document`.
  @inline(__always)
  init(_ cursor: JSONCursor, in document: JSONDocument) {
    switch cursor.mark {
    case UInt8(ascii: "\""): self = .string(String(decoding: cursor.utf8, as: UTF8.self))
    case UInt8(ascii: "l"): self = .int(cursor.int)
    case UInt8(ascii: "d"): self = .double(cursor.double)
    case UInt8(ascii: "{"): self = .map(.json(cursor.node(in: document)))
    case UInt8(ascii: "["): self = .list(.json(cursor.node(in: document)))
    case UInt8(ascii: "n"): self = .null
    case UInt8(ascii: "u"): self = .uint(cursor.uint)
    case UInt8(ascii: "t"): self = .bool(true)
    default: self = .bool(false)
    }
  }
}
