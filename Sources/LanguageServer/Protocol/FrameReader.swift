/// Takes the bytes of a connection apart into messages: `Content-Length: N`, a blank line, N bytes.
///
/// What is no frame is passed over up to the next blank line; a client cannot make it hold more than `limit` bytes of one message.
public struct FrameReader: Sendable {
  public enum Frame: Sendable, Equatable {
    case message([UInt8])
    /// A header that names no usable length.
    case malformed
  }

  /// The longest message.
  public static let limit = 64 << 20
  private static let longestHeader = 4_096

  private var bytes: [UInt8] = []
  private var start = 0
  private var skipping = 0

  public init() {}

  public mutating func add(_ more: some Collection<UInt8>) {
    let skipped = min(skipping, more.count)
    skipping -= skipped
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += more.dropFirst(skipped)
  }

  /// The next whole frame; nil until more bytes have come.
  public mutating func next() -> Frame? {
    guard let end = headerEnd() else {
      guard bytes.count - start > Self.longestHeader else { return nil }
      start = bytes.count
      return .malformed
    }
    let header = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let length = Self.length(header) else {
      start = end
      return .malformed
    }
    guard length <= Self.limit else {
      let here = min(length, bytes.count - end)
      skipping = length - here
      start = end + here
      return .malformed
    }
    guard bytes.count - end >= length else { return nil }
    start = end + length
    return .message(Array(bytes[end..<end + length]))
  }

  /// Behind the blank line that ends the header.
  private func headerEnd() -> Int? {
    var index = start
    let last = min(bytes.count, start + Self.longestHeader)
    while index < last {
      if bytes[index] == 10, index + 1 < last, bytes[index + 1] == 10 { return index + 2 }
      if bytes[index] == 10, index + 2 < last, bytes[index + 1] == 13, bytes[index + 2] == 10 { return index + 3 }
      index += 1
    }
    return nil
  }

  private static func length(_ header: String) -> Int? {
    for line in header.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-length" else { continue }
      let digits = line[line.index(after: colon)...].drop { $0 == " " }
      guard let length = Int(digits), length >= 0 else { return nil }
      return length
    }
    return nil
  }

  /// A message in its frame.
  public static func frame(_ message: JSONTree) -> [UInt8] {
    let body = Array(message.printed.utf8)
    return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}
