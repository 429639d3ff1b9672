/// Writes fields of a date pattern.
struct DateField {
  let moment: Timestamp
  let civil: CivilTime
  let offset: Int
  let zone: Zone
  var out: [UInt8] = []

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  init(moment: Timestamp, civil: CivilTime, offset: Int, zone: Zone) {
    self.moment = moment
    self.civil = civil
    self.offset = offset
    self.zone = zone
  }

  /// False for a letter that is no field, or not with so many letters.
  mutating func append(_ letter: UInt8, _ count: Int) -> Bool {
    switch Unicode.Scalar(letter) {
    case "y", "u": year(civil.year, count)
    case "Y": year(week.year, count)
    case "Q", "q": return quarter(count)
    case "M", "L": return month(count)
    case "w": return number(week.number, count, atMost: 2)
    case "d": return number(civil.day, count, atMost: 2)
    case "D": return number(civil.dayOfYear + 1, count, atMost: 3)
    case "E": return weekday(count)
    case "e", "c": return count > 2 ? weekday(count) : number((civil.weekday + 6) % 7 + 1, count, atMost: 2)
    case "a": return count < 4 && text(civil.hour < 12 ? "AM" : "PM")
    case "h": return number((civil.hour + 11) % 12 + 1, count, atMost: 2)
    case "H": return number(civil.hour, count, atMost: 2)
    case "K": return number(civil.hour % 12, count, atMost: 2)
    case "k": return number((civil.hour + 23) % 24 + 1, count, atMost: 2)
    case "m": return number(civil.minute, count, atMost: 2)
    case "s": return number(civil.second, count, atMost: 2)
    case "S": return fraction(count)
    case "X": return distance(count, zeroIsZ: true)
    case "x": return distance(count, zeroIsZ: false)
    case "Z": return classicDistance(count)
    case "z": return count < 4 && text(zone.abbreviation(at: moment))
    case "V": return count == 2 && text(zone.name)
    default: return false
    }
    return true
  }

  private mutating func text(_ text: some StringProtocol) -> Bool {
    out += text.utf8
    return true
  }

  private mutating func number(_ value: Int, _ digits: Int, atMost most: Int = 9) -> Bool {
    guard digits <= most else { return false }
    digit(value, digits)
    return true
  }

  /// Digits of a number, with zeros before it.
  private mutating func digit(_ value: Int, _ digits: Int) {
    if digits == 2, (0..<100).contains(value) {
      out.append(UInt8(truncatingIfNeeded: 48 + value / 10))
      out.append(UInt8(truncatingIfNeeded: 48 + value % 10))
      return
    }
    var power = 1
    var width = 1
    while width < digits || value / power >= 10 {
      power *= 10
      width += 1
    }
    while power > 0 {
      out.append(UInt8(48 + value / power % 10))
      power /= 10
    }
  }

  /// Two letters are two digits, others that many at least.
  private mutating func year(_ year: Int, _ count: Int) { digit(count == 2 ? year % 100 : year, min(count, 9)) }

  private mutating func month(_ count: Int) -> Bool {
    let name = Self.months[civil.month - 1]
    return named(name, count, civil.month)
  }

  /// Digits, three letters, the name, its first letter.
  private mutating func named(_ name: String, _ count: Int, _ value: Int) -> Bool {
    switch count {
    case 1, 2: number(value, count)
    case 3: text(name.prefix(3))
    case 4: text(name)
    case 5: text(name.prefix(1))
    default: false
    }
  }

  private mutating func weekday(_ count: Int) -> Bool {
    let name = Self.weekdays[civil.weekday]
    switch count {
    case 1...3: return text(name.prefix(3))
    case 6: return text(name.prefix(2))
    default: return named(name, count, 0)
    }
  }

  private mutating func quarter(_ count: Int) -> Bool {
    let quarter = (civil.month - 1) / 3 + 1
    switch count {
    case 1, 2: return number(quarter, count)
    case 3: return text("Q\(quarter)")
    case 4: return text(["1st", "2nd", "3rd", "4th"][quarter - 1] + " quarter")
    default: return false
    }
  }

  private mutating func fraction(_ count: Int) -> Bool {
    guard count <= 9 else { return false }
    var power: Int32 = 100_000_000
    for _ in 0..<count {
      out.append(UInt8(48 + moment.nanos / power % 10))
      power /= 10
    }
    return true
  }

  /// `+02`, `+0230` (1); `+0200` (2, 4); `+02:00` (3, 5).
  private mutating func distance(_ count: Int, zeroIsZ: Bool) -> Bool {
    guard count <= 5 else { return false }
    if zeroIsZ, offset == 0 { return text("Z") }
    sign()
    digit(offset.magnitude.hours, 2)
    if count == 1, offset.magnitude.minutes == 0 { return true }
    if count == 3 || count == 5 { out.append(UInt8(ascii: ":")) }
    digit(offset.magnitude.minutes, 2)
    return true
  }

  /// `+0200` (1 to 3), `GMT+02:00` (4), `+02:00` (5).
  private mutating func classicDistance(_ count: Int) -> Bool {
    switch count {
    case 1...3: distance(2, zeroIsZ: false)
    case 4: offset == 0 ? text("GMT") : text("GMT") && distance(3, zeroIsZ: false)
    case 5: distance(3, zeroIsZ: true)
    default: false
    }
  }

  private mutating func sign() { out.append(UInt8(ascii: offset < 0 ? "-" : "+")) }

  /// The week of ISO 8601, and the year that it belongs to.
  private var week: (year: Int, number: Int) {
    let thursday = CivilTime(secondsSince1970: Int64(civil.days - (civil.weekday + 6) % 7 + 3) * 86_400)
    return (thursday.year, thursday.dayOfYear / 7 + 1)
  }
}

extension UInt {
  fileprivate var hours: Int { Int(self / 3600) }
  fileprivate var minutes: Int { Int(self / 60 % 60) }
}
