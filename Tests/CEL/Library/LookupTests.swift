import CEL
import OrderedCollections
import Testing

@Suite struct LookupTests {
  private static let regions = LookupTable(keyCount: 1, [(["DE"], "EMEA"), ([7], "seven"), (["DE"], "again")])
  private static let rules = LookupTable(
    keyCount: 2, [(["North", "Growth"], ["csm": "a@x.example"]), (["*", "Growth"], ["csm": "b@x.example"])])

  private func value(_ formula: String) throws -> Value {
    var environment = Environment.flow()
    let row = ObjectType("row", fields: ["csm": .string])
    environment.declare(
      "tables",
      .object(
        ObjectType("tables", fields: ["regions": LookupTable.type(of: .string), "rules": LookupTable.type(of: .object(row))])))
    environment.declare("key", .nullable(.string))
    let compilation = environment.compile(formula)
    let program = try #require(compilation.program, "\(compilation.issues)")
    return program.evaluate(environment.bindings(["tables": ["regions": .table(Self.regions), "rules": .table(Self.rules)], "key": .null]))
  }

  @Test func findsTheFirstRowOfAKey() throws {
    #expect(try value(#"vlookup(tables.regions, "DE")"#) == "EMEA")
    #expect(Self.regions.repeated == [["DE"]])
  }

  @Test func keysAreComparedAsText() throws {
    #expect(try value("vlookup(tables.regions, 7.0)") == "seven")
    #expect(try value(#"vlookup(tables.regions, "7")"#) == "seven")
  }

  @Test func noRowAndANullKeyGiveNull() throws {
    #expect(try value(#"vlookup(tables.regions, "FR")"#).isNull)
    #expect(try value("vlookup(tables.regions, key)").isNull)
    #expect(try value(#"vlookup(tables.rules, key, "Growth")"#).isNull)
  }

  @Test func severalKeysGiveARow() throws {
    #expect(try value(#"coalesce(vlookup(tables.rules, "South", "Growth"), vlookup(tables.rules, "*", "Growth")).csm"#) == "b@x.example")
  }

  @Test func theCountOfKeysMustFit() throws {
    #expect(try value(#"vlookup(tables.rules, "North")"#).asError?.message.contains("2 key columns") == true)
  }
}
