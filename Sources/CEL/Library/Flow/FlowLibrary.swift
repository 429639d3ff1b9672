extension Library {
  /// The functions of flows. Days, and times without an offset, are in `zone`.
  public static func flow(zone: Zone) -> Library {
    Library(
      "flowrun", version: 1,
      functions: Function.readings(zone) + Function.days(zone) + [.formatDate(zone)] + Function.words + Function.amounts + Function.choices + [
        .vlookup
      ],
      macros: Macro.flow)
  }
}

extension Environment {
  /// The language of flows: CEL with its extensions and the functions of flows.
  public static func flow(zone: Zone = .utc) -> Environment {
    var environment = Environment(Library.strict + [.flow(zone: zone)])
    environment.options.mode = .flow
    return environment
  }

  /// The language of flows in the zone of that name; nil if there is no such zone.
  public static func flow(zone name: String) -> Environment? { Zone(name).map { flow(zone: $0) } }
}
