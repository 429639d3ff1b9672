extension Library {
  /// The functions and macros of the language itself.
  public static let standard = Library(
    "standard", version: 1,
    functions: Function.operators + Function.conversions + Function.collections + Function.strings + Function.times + Function.durations,
    macros: Macro.standard,
    types: [
      "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "list": .list(.dyn),
      "map": .map(.dyn, .dyn), "null_type": .null, "type": .type(.dyn), "dyn": .dyn, "google.protobuf.Timestamp": .timestamp,
      "google.protobuf.Duration": .duration,
    ])
}
