/// The five fields of a cron schedule.
enum Cron {
  static let words =
    "five fields: minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (0-7, 0 and 7 being Sunday), such as `0 6 * * 1-5`"

  private static let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]

  static func isValid(_ text: String) -> Bool {
    let fields = text.split(separator: " ", omittingEmptySubsequences: true)
    guard fields.count == 5 else { return false }
    return zip(fields, ranges).allSatisfy { field, range in
      field.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isValid($0, in: range) }
    }
  }

  /// `*`, `7`, `1-5`, each with `/2` after it or not.
  private static func isValid(_ part: Substring, in range: ClosedRange<Int>) -> Bool {
    let halves = part.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count <= 2, let base = halves.first else { return false }
    if halves.count == 2 {
      guard let step = number(halves[1]), step > 0 else { return false }
    }
    if base == "*" { return true }
    let ends = base.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let low = ends.first.flatMap({ number($0) }), range.contains(low) else { return false }
    guard ends.count == 2 else { return true }
    guard let high = number(ends[1]), range.contains(high) else { return false }
    return low <= high
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.count < 4, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}
