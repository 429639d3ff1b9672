internal import CSimdjson

/// A parsed JSON document: immutable, in one block of memory, shared freely between threads. Its values are read where they lie.
public final class JSONDocument: Sendable {
  /// How deep arrays and objects may nest.
  public static let maximumDepth = 512

  // One block, immutable after `init`, freed in `deinit`.
  @usableFromInline nonisolated(unsafe) let tape: UnsafePointer<UInt64>
  @usableFromInline nonisolated(unsafe) let strings: UnsafePointer<CChar>
  /// Bytes of memory that the document holds.
  public let memory: Int

  init(_ storage: csj_document) {
    tape = UnsafePointer(storage.tape)
    strings = storage.strings
    memory = storage.bytes
  }

  deinit { csj_free(tape) }

  /// Parses one JSON value: strict RFC 8259, UTF-8, integers of at most 64 bits, no number beyond a double's range.
  public convenience init(_ bytes: UnsafeRawBufferPointer) throws(JSONError) {
    try self.init(bytes, isPadded: false)
  }

  public convenience init(_ bytes: [UInt8]) throws(JSONError) {
    try self.init(bytes.withUnsafeBytes { (pointer) -> Result<csj_document, JSONError> in Self.parse(pointer, isPadded: false) }.get())
  }

  public convenience init(_ text: String) throws(JSONError) {
    var text = text
    try self.init(
      text.withUTF8 { (pointer) -> Result<csj_document, JSONError> in Self.parse(UnsafeRawBufferPointer(pointer), isPadded: false) }.get())
  }

  convenience init(_ bytes: UnsafeRawBufferPointer, isPadded: Bool) throws(JSONError) {
    try self.init(Self.parse(bytes, isPadded: isPadded).get())
  }

  /// The value of the document as a whole.
  public var root: JSONNode { JSONNode(self, 1) }

  private static func parse(_ bytes: UnsafeRawBufferPointer, isPadded: Bool) -> Result<csj_document, JSONError> {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count > 0 else {
      return .failure(JSONError(.empty, at: 0))
    }
    var storage = csj_document()
    let status = csj_parse(base, bytes.count, isPadded ? 1 : 0, maximumDepth, &storage)
    return status == csj_ok ? .success(storage) : .failure(JSONError(status, in: bytes))
  }
}
