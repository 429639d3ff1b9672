public import CEL

/// Dates and times as Salesforce and Gainsight write them.
public enum TimeText {
  /// Reads milliseconds since 1970, `yyyy-MM-dd`, and a date and time with `T` or a space between, with or without fraction and offset
  /// (`Z`, `+00:00`, `+0000`; none is UTC). Nil for anything else.
  public static func read(_ value: Value) -> Timestamp? {
    switch value {
    case .timestamp(let time): return time
    case .int, .uint, .double:
      guard let milliseconds = value.asDouble, milliseconds == milliseconds.rounded(), milliseconds.magnitude < 1e15 else { return nil }
      let whole = Int64(milliseconds)
      let seconds = whole >= 0 ? whole / 1000 : (whole - 999) / 1000
      return Timestamp(seconds: seconds, nanos: Int32(whole - seconds * 1000) * 1_000_000)
    case .string(let text): return read(text)
    default: return nil
    }
  }

  /// `yyyy-MM-dd`, of the moment's day in UTC.
  public static func date(_ time: Timestamp) -> String {
    String(time.description.prefix(10))
  }

  /// `yyyy-MM-ddTHH:mm:ss.SSSZ`: what is finer than a millisecond is cut off, since neither system takes it.
  public static func moment(_ time: Timestamp) -> String {
    let whole = Timestamp(seconds: time.seconds)?.description.dropLast() ?? ""
    let milliseconds = String(time.nanos / 1_000_000)
    return "\(whole).\(String(repeating: "0", count: 3 - milliseconds.count))\(milliseconds)Z"
  }

  /// `yyyy-MM-ddTHH:mm:ssZ`, rounded down.
  public static func second(_ time: Timestamp) -> String {
    Timestamp(seconds: time.seconds)?.description ?? time.description
  }

  private static func read(_ text: String) -> Timestamp? {
    var bytes = Array(text.utf8)
    guard bytes.count >= 10 else { return nil }
    if bytes.count == 10 { bytes += "T00:00:00".utf8 }
    if bytes[10] == UInt8(ascii: " ") { bytes[10] = UInt8(ascii: "T") }
    let clockEnd = bytes.dropFirst(11).firstIndex { !(48...58).contains($0) && $0 != UInt8(ascii: ".") } ?? bytes.endIndex
    let clock = bytes[..<clockEnd]
    var zone = Array(bytes[clockEnd...])
    if zone.isEmpty { zone = [UInt8(ascii: "Z")] }
    if zone.count == 5 { zone.insert(UInt8(ascii: ":"), at: 3) }
    return Timestamp(String(decoding: clock + zone, as: UTF8.self))
  }
}
