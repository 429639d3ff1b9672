internal import CDate

/// A time zone: one of the IANA database, or a fixed distance from UTC. Look-ups are cached; any thread may use one.
public struct Zone: Sendable {
  private enum Rule: @unchecked Sendable {
    case fixed(Int)
    /// Never freed, never changed.
    case region(UnsafeRawPointer)
  }

  /// As it was asked for.
  public let name: String
  private let rule: Rule

  public static let utc = Zone(name: "UTC", rule: .fixed(0))

  private init(name: String, rule: Rule) {
    self.name = name
    self.rule = rule
  }

  /// A zone by its IANA name (`Europe/Berlin`) or as a distance (`+02:00`, `-05:30`, `02:00`). Nil if there is none.
  public init?(_ name: String) {
    if name == "UTC" || name == "Z" {
      self.init(name: name, rule: .fixed(0))
    } else if let offset = Self.offset(name) {
      self.init(name: name, rule: .fixed(offset))
    } else {
      guard name.utf8.count <= 64, let first = name.utf8.first, first | 0x20 >= UInt8(ascii: "a") else { return nil }
      var text = name
      let zone = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { letters in letters.baseAddress.flatMap { cdate_zone($0, letters.count) } }
      }
      guard let zone else { return nil }
      self.init(name: name, rule: .region(zone))
    }
  }

  /// Seconds that clocks are ahead of UTC at a moment.
  public func offset(at moment: Timestamp) -> Int {
    switch rule {
    case .fixed(let offset): offset
    case .region(let zone): Int(cdate_offset(zone, moment.seconds))
    }
  }

  /// What clocks show at a moment.
  public func civil(at moment: Timestamp) -> CivilTime { CivilTime(secondsSince1970: moment.seconds + Int64(offset(at: moment))) }

  /// When clocks show a time: the earlier moment where they show it twice; where they skip it, as if they had not been put forward.
  /// Nil outside the years 0001 to 9999.
  public func moment(_ civil: CivilTime, nanos: Int32 = 0) -> Timestamp? {
    let local = civil.secondsSince1970
    switch rule {
    case .fixed(let offset): return Timestamp(seconds: local - Int64(offset), nanos: nanos)
    case .region(let zone): return Timestamp(seconds: cdate_moment(zone, local), nanos: nanos)
    }
  }

  /// The abbreviation in use at a moment, as `CET`; a distance for a zone that has none.
  public func abbreviation(at moment: Timestamp) -> String {
    switch rule {
    case .fixed(0): return "UTC"
    case .fixed: return name
    case .region(let zone):
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16) { buffer in
        guard let start = buffer.baseAddress else { return name }
        let count = cdate_abbreviation(zone, moment.seconds, start, buffer.count)
        return String(decoding: buffer[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
  }

  /// Seconds of `+HH:MM`, `-HH:MM` or `HH:MM`; nil for other text.
  private static func offset(_ text: String) -> Int? {
    var digits = Array(text.utf8)
    var sign = 1
    if let first = digits.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      digits.removeFirst()
    }
    guard digits.count == 5, digits[2] == UInt8(ascii: ":") else { return nil }
    digits.remove(at: 2)
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let values = digits.map { Int($0) - 48 }
    let hours = values[0] * 10 + values[1]
    let minutes = values[2] * 10 + values[3]
    guard hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

extension Zone: Hashable {
  public static func == (a: Zone, b: Zone) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
