extension Library {
  /// Macros with two variables: index and element, or key and value; and those that build maps.
  public static let comprehensions = Library(
    "comprehensions", version: 2,
    macros: [
      Macro.quantifier("all", .all, variables: 2),
      Macro.quantifier("exists", .exists, variables: 2),
      Macro.quantifier("existsOne", .existsOne, variables: 2),
      Macro.quantifier("exists_one", .existsOne, variables: 2),
      loop("transformList", .list, hasFilter: false), loop("transformList", .list, hasFilter: true),
      loop("transformMap", .map, hasFilter: false), loop("transformMap", .map, hasFilter: true),
      loop("transformMapEntry", .entries, hasFilter: false), loop("transformMapEntry", .entries, hasFilter: true),
    ])

  private static func loop(_ name: String, _ kind: Expr.Comprehension.Kind, hasFilter: Bool) -> Macro {
    Macro(name, isMember: true, count: hasFilter ? 4 : 3) { (call) throws(MacroError) in
      try call.loop(kind, variables: 2, hasFilter: hasFilter)
    }
  }
}
