extension Function {
  /// `text`, `number`, `flag`, `date`, `time`: what a value means, however a system writes it.
  static func readings(_ zone: Zone) -> [Function] {
    [
      Function(
        "text",
        ([(.bool, "bool"), (.int, "int"), (.double, "double"), (.timestamp, "timestamp"), (.date, "date")] as [(Type, String)]).map { type, name in
          reading("text_\(name)", type, .string, textSummary, [], Lenient.text)
        } + [
          reading(
            "text_dyn", .dyn, .nullable(.string), textSummary,
            [("text(42.0)", #""42""#), ("text(1250000.5)", #""1250000.5""#), (#"text("")"#, "null"), ("text(null)", "null")], Lenient.text)
        ]),
      Function(
        "number",
        [
          reading("number_int", .int, .double, numberSummary, [], number), reading("number_double", .double, .double, numberSummary, [], number),
          reading(
            "number_dyn", .dyn, .nullable(.double), numberSummary,
            [(#"number(" 42.50 ")"#, "42.5"), ("number(7)", "7.0"), (#"number("")"#, "null"), ("number(null)", "null")], number),
        ]),
      Function(
        "flag",
        [
          reading("flag_bool", .bool, .bool, flagSummary, [], flag),
          reading(
            "flag_dyn", .dyn, .nullable(.bool), flagSummary,
            [(#"flag("Yes")"#, "true"), ("flag(0)", "false"), (#"flag("")"#, "null"), ("flag(null)", "null")], flag),
        ]),
      Function(
        "date",
        [
          reading("date_date", .date, .date, dateSummary) { date($0, zone) },
          reading("date_timestamp", .timestamp, .date, dateSummary) { date($0, zone) },
          reading(
            "date_dyn", .dyn, .nullable(.date), dateSummary,
            [
              (#"date("2026-05-08T13:40:22.000+0000")"#, #""2026-05-08""#), (#"date("2026-05-08 13:40:22.0")"#, #""2026-05-08""#),
              ("date(1778247622000)", #""2026-05-08""#), (#"date("")"#, "null"), ("date(null)", "null"),
            ]
          ) { date($0, zone) },
        ]),
      Function(
        "time",
        [
          reading("time_timestamp", .timestamp, .timestamp, timeSummary) { time($0, zone) },
          reading("time_date", .date, .timestamp, timeSummary) { time($0, zone) },
          reading(
            "time_dyn", .dyn, .nullable(.timestamp), timeSummary,
            [
              (#"time("2026-05-08T13:40:22.000+0200")"#, #""2026-05-08T11:40:22Z""#),
              (#"time("2026-05-08 13:40:22.5")"#, #""2026-05-08T13:40:22.5Z""#),
              ("time(1778247622000)", #""2026-05-08T13:40:22Z""#), (#"time("")"#, "null"), ("time(null)", "null"),
            ]
          ) { time($0, zone) },
        ]),
    ]
  }

  private static let textSummary = "The value as text; numbers in plain decimals. Null and \"\" give null."
  private static let numberSummary = "The number that a value is or spells. Null and \"\" give null."
  private static let flagSummary = "True or false, or a word for it (yes, no, y, n, on, off, 1, 0). Null and \"\" give null."
  private static let dateSummary =
    "The day that a value is or spells, as `yyyy-MM-dd`; of a time its day in the flow's zone. Null and \"\" give null."
  private static let timeSummary =
    "The moment that a value is or spells: ISO 8601, `yyyy-MM-dd HH:mm:ss.S`, a day, or milliseconds since 1970. Null and \"\" give null."

  private static func reading(
    _ id: String, _ parameter: Type, _ result: Type, _ summary: String, _ examples: [(formula: String, result: String)] = [],
    _ body: @escaping @Sendable (Value) -> Value
  ) -> Overload {
    Overload(
      id, isMember: false, [parameter], result, nullGivesNull: true, summary: summary, examples: examples,
      .unary { value in value.isNothing ? .null : body(value) })
  }

  @Sendable private static func number(_ value: Value) -> Value {
    Lenient.number(value).map(Value.double) ?? unreadable(value, "number", "42.5")
  }

  @Sendable private static func flag(_ value: Value) -> Value {
    Lenient.flag(value).map(Value.bool) ?? unreadable(value, "yes or no", "true")
  }

  private static func date(_ value: Value, _ zone: Zone) -> Value {
    Lenient.date(value, zone: zone) ?? unreadable(value, "date", "2026-05-08")
  }

  private static func time(_ value: Value, _ zone: Zone) -> Value {
    Lenient.time(value, zone: zone) ?? unreadable(value, "time", "2026-05-08T13:40:22Z")
  }

  private static func unreadable(_ value: Value, _ wanted: String, _ example: String) -> Value {
    Failures.bad("`\(Failures.excerpt(value))` is no \(wanted) such as `\(example)`.")
  }
}

extension Failures {
  /// The beginning of a value, for a message.
  static func excerpt(_ value: Value) -> String {
    let text = Lenient.printed(value)
    return text.unicodeScalars.count <= 40 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))) + "…"
  }
}

extension Value {
  /// Null, an absent optional, or `""`.
  var isNothing: Bool {
    switch self {
    case .null, .optional(nil): true
    case .string(let text): text.isEmpty
    default: false
    }
  }
}
