extension Function {
  static func formatDate(_ zone: Zone) -> Function {
    let summary =
      "A date or time by a Unicode pattern (TR35), in the flow's zone or in another: `yyyy-MM-dd HH:mm:ssXXX`. Months and days are English."
    let forms: [(type: Type, id: String)] = [(.date, "date"), (.timestamp, "timestamp")]
    let short = forms.map { form in
      Overload(
        "formatDate_\(form.id)_string", isMember: false, [form.type, .string], .string, nullGivesNull: true, summary: summary,
        examples: form.type == .date ? [(#"formatDate(date("2026-05-08"), "EEE, d MMMM yyyy")"#, #""Fri, 8 May 2026""#)] : [],
        .binary { value, pattern in formatted(value, pattern, zone, zone) })
    }
    let long = forms.map { form in
      Overload(
        "formatDate_\(form.id)_string_string", isMember: false, [form.type, .string, .string], .string, nullGivesNull: true, summary: summary,
        examples: form.type == .date
          ? [] : [(#"formatDate(time("2026-05-08T13:40:22Z"), "HH:mm z", "Europe/Berlin")"#, #""15:40 CEST""#)],
        .ternary { value, pattern, name in
          guard let other = Zone(name.asString ?? "") else { return Failures.noZone(name.asString ?? "") }
          return formatted(value, pattern, other, zone)
        })
    }
    let overloads = (short + long).map { overload in
      var overload = overload
      overload.preparation = { constants in prepared(constants, zone) }
      return overload
    }
    return Function("formatDate", overloads)
  }

  /// Reads a pattern and a zone that are known beforehand but once.
  private static func prepared(_ constants: [Value], _ home: Zone) -> (@Sendable (Value) -> Value)? {
    let texts = constants.compactMap(\.asString)
    guard texts.count == constants.count, let shown = texts.count == 2 ? Zone(texts[1]) : home, let pattern = try? DatePattern(texts[0]),
      let moment = Timestamp(seconds: 0), (try? pattern.format(moment, in: shown)) != nil
    else { return nil }
    return { value in formatted(value, pattern, shown, home) }
  }

  private static func formatted(_ value: Value, _ pattern: Value, _ shown: Zone, _ home: Zone) -> Value {
    do throws(DatePattern.Fault) {
      return formatted(value, try DatePattern(pattern.asString ?? ""), shown, home)
    } catch {
      return Failures.bad(error.message)
    }
  }

  private static func formatted(_ value: Value, _ pattern: DatePattern, _ shown: Zone, _ home: Zone) -> Value {
    guard let moment = Lenient.moment(value, zone: value.asString == nil ? home : shown) else {
      return Failures.bad("`\(Failures.excerpt(value))` is no date or time such as `2026-05-08T13:40:22Z`.")
    }
    do throws(DatePattern.Fault) {
      return .string(try pattern.format(moment, in: shown))
    } catch {
      return Failures.bad(error.message)
    }
  }
}

extension Failures {
  static func noZone(_ name: String) -> Value {
    bad(noZoneMessage(name))
  }

  static func noZoneMessage(_ name: String) -> String {
    "There is no time zone `\(name)`: write an IANA name as `Europe/Berlin`, or a distance from UTC as `+02:00`."
  }
}
