internal import CRE2
internal import Synchronization

/// A compiled regular expression of RE2: linear in time, without look-around or back-references.
final class Pattern: @unchecked Sendable {
  // Immutable, and RE2 matches from many threads at once.
  private let compiled: OpaquePointer
  let groups: Int

  /// Bytes that a compiled pattern may take.
  private static let memory: Int64 = 2 << 20

  private init(_ compiled: OpaquePointer) {
    self.compiled = compiled
    groups = Int(cre2_groups(compiled))
  }

  deinit { cre2_free(compiled) }

  private static func compile(_ text: String) -> Result<Pattern, EvaluationError> {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 200) { reason in
      var text = text
      let compiled = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, memory, reason.baseAddress, reason.count) }
      }
      if let compiled { return .success(Pattern(compiled)) }
      let sentence = reason.baseAddress.map { String(cString: $0) } ?? ""
      return .failure(EvaluationError(.badPattern, "The pattern cannot be used: \(sentence)."))
    }
  }

  private static let cache = Mutex<[String: Result<Pattern, EvaluationError>]>([:])
  private static let cacheSize = 128

  /// The compiled pattern; recent ones are kept.
  static func of(_ text: String) -> Result<Pattern, EvaluationError> {
    if let known = cache.withLock({ $0[text] }), case .success(let pattern) = known { return .success(pattern) }
    let made = compile(text)
    cache.withLock { cache in
      if cache.count >= cacheSize { cache.removeAll(keepingCapacity: true) }
      cache[text] = made
    }
    return made
  }

  func matches(_ text: String) -> Bool { search(text, from: 0, groups: 0) != nil }

  /// The byte ranges of the first match at or after an offset, the whole and then its groups; nil for a group that took no part.
  func search(_ text: String, from start: Int, groups: Int) -> [Range<Int>?]? {
    var text = text
    let count = groups == 0 ? 0 : groups + 1
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(1, 2 * count)) { offsets in
      let found = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          cre2_search(compiled, $0.baseAddress, $0.count, start, offsets.baseAddress, Int32(count))
        }
      }
      guard found != 0 else { return nil }
      return (0..<count).map { offsets[2 * $0] < 0 ? nil : Int(offsets[2 * $0])..<Int(offsets[2 * $0 + 1]) }
    }
  }
}
