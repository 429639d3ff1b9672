internal import Glibc

/// Newline-delimited JSON in one block of memory: each line is parsed where it lies. Blank lines are passed over.
///
/// For one thread: the block stays as it is while this reads.
public struct JSONLines {
  /// One line: its number from 1, its bytes without the line end, and its document or what is wrong with it.
  public struct Line {
    public var number: Int
    public var bytes: UnsafeRawBufferPointer
    public var document: Result<JSONDocument, JSONError>
  }

  /// Bytes that the parser may read behind a line without it being copied first.
  public static let padding = 64

  private let block: UnsafeRawBufferPointer
  private let used: Int
  private var at = 0
  private var number = 0

  /// Reads the first `used` bytes of `block`; what lies behind them is padding, which may hold anything and may be missing.
  public init(_ block: UnsafeRawBufferPointer, used: Int) {
    self.block = block
    self.used = min(used, block.count)
  }

  /// Where the next line begins, in bytes.
  public var offset: Int { at }

  /// The next line; nil at the end. The last line needs no line end.
  public mutating func next() -> Line? {
    while at < used {
      let rest = UnsafeRawBufferPointer(rebasing: block[at..<used])
      let length = Self.lineLength(rest)
      let bytes = UnsafeRawBufferPointer(rebasing: rest[..<length])
      let isPadded = block.count - (at + length) >= Self.padding
      at += length + 1
      number += 1
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      do throws(JSONError) {
        return Line(number: number, bytes: bytes, document: .success(try JSONDocument(bytes, isPadded: isPadded)))
      } catch {
        return Line(number: number, bytes: bytes, document: .failure(error))
      }
    }
    return nil
  }

  private static func lineLength(_ rest: UnsafeRawBufferPointer) -> Int {
    guard let base = rest.baseAddress, let end = memchr(base, 0x0A, rest.count) else { return rest.count }
    return UnsafeRawPointer(end) - base
  }
}
