/// For each UTF-8 byte of a scalar's text, the bytes of the file that it comes from.
public struct ScalarMap: Sendable, Equatable {
  /// Per byte of the text, where the characters that gave it begin and end.
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []
  /// Where the content begins, for an empty text.
  private let origin: Int

  init(origin: Int) { self.origin = origin }

  /// One byte of text that the whole of `source` stands for.
  mutating func add(_ source: Range<Int>) {
    starts.append(Int32(clamping: source.lowerBound))
    ends.append(Int32(clamping: source.upperBound))
  }

  /// The bytes of the file that gave these bytes of the text; an empty range gives the place where they would be.
  public func source(of range: Range<Int>) -> Range<Int> {
    let count = starts.count
    let range = range.clamped(to: 0..<count)
    guard count > 0 else { return origin..<origin }
    let start = Int(range.lowerBound < count ? starts[range.lowerBound] : ends[count - 1])
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, Int(ends[range.upperBound - 1]))
  }
}
