extension Function {
  /// The parts of a time, in UTC or in a zone.
  static let times: [Function] = [
    part("getFullYear", "year") { Int64($0.year) },
    part("getMonth", "month") { Int64($0.month - 1) },
    part("getDayOfMonth", "day_of_month") { Int64($0.day - 1) },
    part("getDate", "day_of_month_1_based") { Int64($0.day) },
    part("getDayOfWeek", "day_of_week") { Int64($0.weekday) },
    part("getDayOfYear", "day_of_year") { Int64($0.dayOfYear) },
    part("getHours", "hours") { Int64($0.hour) },
    part("getMinutes", "minutes") { Int64($0.minute) },
    part("getSeconds", "seconds") { Int64($0.second) },
    Function(
      "getMilliseconds",
      [
        .member("timestamp_to_milliseconds", [.timestamp], .int) { .int(Int64($0.asTimestamp?.nanos ?? 0) / 1_000_000) },
        .member("timestamp_to_milliseconds_with_tz", [.timestamp, .string], .int) { time, zone in
          inZone(time, zone) { time, _ in Int64(time.nanos) / 1_000_000 }
        },
      ]),
  ]

  private static func part(_ name: String, _ id: String, _ read: @escaping @Sendable (CivilTime) -> Int64) -> Function {
    Function(
      name,
      [
        .member("timestamp_to_\(id)", [.timestamp], .int) { value in
          value.asTimestamp.map { .int(read(CivilTime(secondsSince1970: $0.seconds))) } ?? value
        },
        .member("timestamp_to_\(id)_with_tz", [.timestamp, .string], .int) { time, zone in
          inZone(time, zone) { time, zone in read(zone.civil(at: time)) }
        },
      ])
  }

  private static func inZone(_ time: Value, _ name: Value, _ read: (Timestamp, Zone) -> Int64) -> Value {
    guard case .timestamp(let time) = time, case .string(let name) = name else { return .null }
    guard let zone = Zone(name) else { return Failures.bad("There is no time zone `\(name)`.") }
    return .int(read(time, zone))
  }

  /// The whole length of a duration in a unit; of milliseconds only those beyond the seconds.
  static let durations: [Function] = [
    length("getHours", "hours") { $0.seconds / 3600 },
    length("getMinutes", "minutes") { $0.seconds / 60 },
    length("getSeconds", "seconds") { $0.seconds },
    length("getMilliseconds", "milliseconds") { Int64($0.nanos) / 1_000_000 },
  ]

  private static func length(_ name: String, _ id: String, _ read: @escaping @Sendable (Timespan) -> Int64) -> Function {
    Function(name, [.member("duration_to_\(id)", [.duration], .int) { value in value.asDuration.map { .int(read($0)) } ?? value }])
  }
}
