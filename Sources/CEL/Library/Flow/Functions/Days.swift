extension Function {
  /// Functions over days. A time keeps its time of day in the flow's zone.
  static func days(_ zone: Zone) -> [Function] {
    [
      shift("addDays", "So many days later (negative: earlier).", zone, [(#"addDays(date("2026-02-27"), 2)"#, #""2026-03-01""#)]) { day, count in
        Day(number: day.number + count)
      },
      shift(
        "addWorkdays", "So many days later, Monday to Friday alone counted.", zone,
        [(#"addWorkdays(date("2026-03-13"), 1)"#, #""2026-03-16""#), (#"addWorkdays(date("2026-03-14"), -1)"#, #""2026-03-13""#)], addWorkdays),
      shift(
        "addMonths", "So many months later; where that month is too short, its last day.", zone,
        [(#"addMonths(date("2026-01-31"), 1)"#, #""2026-02-28""#)], addMonths),
      Function(
        "startOfQuarter",
        ([(.date, "date"), (.timestamp, "timestamp")] as [(Type, String)]).map { type, name in
          Overload(
            "startOfQuarter_\(name)", isMember: false, [type], .date, nullGivesNull: true, summary: "The first day of the calendar quarter.",
            examples: type == .date ? [(#"startOfQuarter(date("2026-05-08"))"#, #""2026-04-01""#)] : [],
            .unary { value in
              guard var civil = Lenient.day(value, zone: zone)?.civil else { return noDay(value) }
              civil.month = (civil.month - 1) / 3 * 3 + 1
              civil.day = 1
              return Day(civil).map { .string($0.description) } ?? .error(Failures.timeRange)
            })
        }),
      Function(
        "daysBetween",
        [
          Overload(
            "daysBetween_date_date", isMember: false, [.date, .date], .int, nullGivesNull: true, summary: "Days from the first date to the second.",
            examples: [(#"daysBetween(date("2026-02-27"), date("2026-03-01"))"#, "2")],
            .binary { a, b in
              guard let from = Lenient.day(a, zone: zone) else { return noDay(a) }
              guard let to = Lenient.day(b, zone: zone) else { return noDay(b) }
              return .int(Int64(to.number - from.number))
            })
        ]),
    ]
  }

  private static let mostDays = 4_000_000.0

  /// `name(date or time, count)`.
  private static func shift(
    _ name: String, _ summary: String, _ zone: Zone, _ examples: [(formula: String, result: String)], _ move: @escaping @Sendable (Day, Int) -> Day?
  ) -> Function {
    let forms: [(start: Type, count: Type, id: String)] = [
      (.date, .int, "date_int"), (.timestamp, .int, "timestamp_int"), (.date, .double, "date_double"), (.timestamp, .double, "timestamp_double"),
    ]
    return Function(
      name,
      forms.enumerated().map { index, form in
        Overload(
          "\(name)_\(form.id)", isMember: false, [form.start, form.count], form.start, nullGivesNull: true, summary: summary,
          examples: index == 0 ? examples : [],
          .binary { start, count in
            guard let count = count.asDouble, count.magnitude <= mostDays, let whole = Int(exactly: count) else {
              return Failures.bad("`\(name)` needs a whole count, not \(Failures.excerpt(count)).")
            }
            if case .timestamp(let moment) = start {
              let civil = zone.civil(at: moment)
              guard let day = Day(civil), var moved = move(day, whole)?.civil else { return .error(Failures.timeRange) }
              (moved.hour, moved.minute, moved.second) = (civil.hour, civil.minute, civil.second)
              return zone.moment(moved, nanos: moment.nanos).map(Value.timestamp) ?? .error(Failures.timeRange)
            }
            guard let day = Lenient.day(start, zone: zone) else { return noDay(start) }
            return move(day, whole).map { .string($0.description) } ?? .error(Failures.timeRange)
          })
      })
  }

  @Sendable private static func addWorkdays(_ day: Day, _ count: Int) -> Day? {
    let step = count < 0 ? -1 : 1
    var number = day.number + count / 5 * 7
    // A weekend counts as the workday before it when going on, as the one after it when going back.
    if let start = Day(number: number), !start.isWorkday, count / 5 != 0, count % 5 == 0 {
      while let here = Day(number: number), !here.isWorkday { number -= step }
      return Day(number: number)
    }
    var left = count % 5
    while left != 0 {
      number += step
      guard let here = Day(number: number) else { return nil }
      if here.isWorkday { left -= step }
    }
    return Day(number: number)
  }

  @Sendable private static func addMonths(_ day: Day, _ count: Int) -> Day? {
    var civil = day.civil
    let months = civil.year * 12 + civil.month - 1 + count
    guard months >= 12, months < 120_000 else { return nil }
    (civil.year, civil.month) = (months / 12, months % 12 + 1)
    civil.day = min(civil.day, CivilTime.daysInMonth(civil.month, of: civil.year))
    return Day(civil)
  }

  private static func noDay(_ value: Value) -> Value { Failures.bad("`\(Failures.excerpt(value))` is no date such as `2026-05-08`.") }
}
