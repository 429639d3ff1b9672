/// Finds what was meant by a name that does not exist.
public enum NearestName {
  /// The candidate closest to `name`: the same but for case, `_` and `-`; or with few letters added, left out, changed or swapped.
  /// Nil when none is close enough to be offered.
  public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let plain = simplified(name)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let other = simplified(candidate)
      let allowed = max(plain.count, other.count) <= 3 ? 1 : max(1, min(plain.count, other.count) / 3)
      guard abs(plain.count - other.count) <= allowed else { continue }
      let distance = editDistance(plain, other)
      guard distance <= allowed, distance < (best?.distance ?? .max) else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func simplified(_ name: String) -> [UInt8] {
    name.utf8.prefix(200).compactMap { byte in
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "): nil
      case 65...90: byte + 32
      default: byte
      }
    }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours.
  static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(last[j] + 1, row[j - 1] + 1, change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
