/// Lengths of time as flows write them.
public enum TimeLength {
  /// `30s`, `15m`, `24h`, `30d`, and several of them one after another, larger units first: `1h30m`. Nil for anything else.
  public static func seconds(_ text: String) -> Double? {
    let units: [(letter: Character, seconds: Double)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
    var rest = text[...]
    var total = 0.0
    var next = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count < 10, let number = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      guard let letter = rest.first, let unit = units[next...].firstIndex(where: { $0.letter == letter }) else { return nil }
      rest = rest.dropFirst()
      total += number * units[unit].seconds
      next = unit + 1
    }
    return total
  }
}
