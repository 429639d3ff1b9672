/// How alike two names are.
enum Similarity {
  /// Characters of a name that count; comparing takes time by their square.
  private static let longest = 500

  /// Jaro-Winkler similarity of the normalised names: 1 for equal ones, 0 for nothing in common.
  static func of(_ a: String, _ b: String) -> Double {
    let a = Array(NameNormalizer.normalize(a).unicodeScalars.prefix(longest))
    let b = Array(NameNormalizer.normalize(b).unicodeScalars.prefix(longest))
    if a == b { return 1 }
    let jaro = jaro(a, b)
    let prefix = zip(a, b).prefix(4).prefix { $0 == $1 }.count
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }

  private static func jaro(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    let reach = max(max(a.count, b.count) / 2 - 1, 0)
    var taken = [Bool](repeating: false, count: b.count)
    var matched: [Unicode.Scalar] = []
    for (index, scalar) in a.enumerated() {
      let low = max(0, index - reach)
      let high = min(b.count, index + reach + 1)
      guard low < high, let other = (low..<high).first(where: { !taken[$0] && b[$0] == scalar }) else { continue }
      taken[other] = true
      matched.append(scalar)
    }
    guard !matched.isEmpty else { return 0 }
    let others = b.indices.filter { taken[$0] }.map { b[$0] }
    let swapped = zip(matched, others).filter { $0 != $1 }.count / 2
    let count = Double(matched.count)
    return (count / Double(a.count) + count / Double(b.count) + (count - Double(swapped)) / count) / 3
  }
}
