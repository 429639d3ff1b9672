extension Function {
  static let vlookup = Function(
    "vlookup",
    [
      Overload(
        "vlookup_table_keys", isMember: false, [LookupTable.type(of: .parameter("V")), .dyn, .dyn], isVariadic: true,
        .nullable(.parameter("V")), nullGivesNull: true,
        summary: "The value, or the row, that a table has for a key. Null where it has none. Keys are compared as text.",
        .many { arguments in
          guard case .opaque(let opaque)? = arguments.first, let table = opaque.content as? LookupTable else {
            return Failures.bad("`vlookup` needs a table: `vlookup(tables.regions, event.Country)`.")
          }
          let keys = arguments.dropFirst()
          guard keys.count == table.keyCount else {
            return Failures.bad("The table has \(table.keyCount) key columns, but `vlookup` is given \(keys.count) keys.")
          }
          return keys.contains(where: \.isNull) ? .null : table.value(keys)
        })
    ])
}
