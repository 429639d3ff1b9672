import CEL
import Testing

@Suite struct MissingFieldTests {
  private func value(_ formula: String, _ row: String, _ mode: Environment.Options.Mode) throws -> Value {
    var environment = mode == .flow ? Environment.flow() : Environment()
    environment.declare("row", .dyn)
    let program = try #require(environment.compile(formula).program)
    return program.evaluate(environment.bindings(["row": try Value(json: row)]))
  }

  @Test(arguments: ["row.b", "text(row.b)", "number(row.b)", "coalesce(row.b, row.c.d)", "row.b.c", "row.a.b.c"])
  func aFieldThatARowLeavesOutReadsAsNull(formula: String) throws {
    #expect(try value(formula, #"{"a": {}}"#, .flow) == .null)
  }

  @Test func hasTellsMissingFromNull() throws {
    #expect(try value("has(row.b)", #"{"a": 1}"#, .flow) == false)
    #expect(try value("has(row.a)", #"{"a": null}"#, .flow) == true)
  }

  @Test func strictlyAMissingFieldIsAnError() throws {
    #expect(try value("row.b", #"{"a": {}}"#, .strict).isError)
  }
}
