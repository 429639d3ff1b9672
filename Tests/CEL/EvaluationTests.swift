import CEL
import OrderedCollections
import Testing

@Suite struct EvaluationTests {
  @Test(arguments: [
    // Overflow is an error, never a trap.
    ("9223372036854775807 + 1", "error"), ("-9223372036854775808 - 1", "error"), ("-(-9223372036854775808)", "error"),
    ("-9223372036854775808 / -1", "error"), ("-9223372036854775808 % -1", "error"), ("5 / 0", "error"), ("5 % 0", "error"),
    ("0u - 1u", "error"), ("18446744073709551615u + 1u", "error"), ("18446744073709551615u * 2u", "error"), ("1u / 0u", "error"),
    ("-9223372036854775808", "-9223372036854775808"), ("0x7fffffffffffffff", "9223372036854775807"), ("1.0 / 0.0 > 1.0", "true"),
    ("7 / -2", "-3"), ("7 % -2", "1"), ("int(1e19)", "error"), ("int(-9.3e18)", "error"), ("uint(-1)", "error"), ("int('0x10')", "error"),
    ("int(0.0/0.0)", "error"), ("int(' 1')", "error"),
    // Numbers of different types compare but do not mix.
    ("1 + 1.0", "error"), ("1 == 1.0", "true"), ("1u < 2.5", "true"), ("2.5 % 1.0", "error"), ("0.0/0.0 == 0.0/0.0", "false"),
    ("0.0/0.0 < 1.0", "false"), ("'a' < 1", "error"), ("1 in [1.0]", "true"), ("{1: 'a'}[1.0]", "\"a\""), ("{1: 'a'}[1u]", "\"a\""),
    // Errors are absorbed by && and ||, from either side, and by nothing else.
    ("1/0 > 1 || true", "true"), ("true || 1/0 > 1", "true"), ("1/0 > 1 && false", "false"), ("'x' || true", "true"), ("'x' && true", "error"),
    ("1/0 > 1 || false", "error"), ("(1/0 > 1) ? 1 : 2", "error"), ("true ? 1 : 1/0", "1"), ("[1, 0].exists(x, 1/x > 0)", "true"),
    ("[0, 1].exists(x, 1/x > 0)", "true"), ("[0].exists(x, 1/x > 0)", "error"), ("[0, 1].all(x, 1/x > 5)", "false"),
    ("[0, 1].exists_one(x, 1/x > 0)", "error"), ("[0].map(x, 1/x)", "error"), ("[0].filter(x, 1/x > 0)", "error"),
    // Lists, maps, indexes.
    ("[1, 2][-1]", "error"), ("[1, 2][2]", "error"), ("[1, 2][dyn(1.0)]", "2"), ("[1, 2][1.5]", "error"), ("[1] + [2]", "[1,2]"),
    ("{'a': 1, 'a': 2}", "error"), ("{1: 1, 1u: 2}", "error"), ("{1.5: 1}", "error"), ("{null: 1}", "error"), ("{'a': 1}.b", "error"),
    ("{'b': 1, 'a': 2}.map(k, k)", "[\"b\",\"a\"]"), ("'b' in {'b': null}", "true"), ("has({'b': null}.b)", "true"), ("has({}.b)", "false"),
    // Text is code points.
    ("size('\u{E9}')", "1"), ("size('e\u{301}')", "2"), ("size('👨‍👩‍👧')", "5"), ("size('\\r\\n')", "2"), ("'\u{E9}' == 'e\u{301}'", "false"),
    ("'a' + 'b' + string(1) + 'c'", "\"ab1c\""), ("'a' + 1", "error"), ("1 + 'a'", "error"), ("string(b'\\xff')", "error"),
    ("'abc'.matches('^b')", "false"), ("'abc'.matches('b')", "true"), ("'abc'.matches('(')", "error"), ("'aa'.matches('(a)\\\\1')", "error"),
    ("'abc'.contains('')", "true"), ("''.contains('a')", "false"), ("'abc'.endsWith('abcd')", "false"),
    // Numbers as text.
    ("string(123456789.0)", "\"1.23456789e+08\""), ("string(1.0)", "\"1\""), ("string(0.0001)", "\"0.0001\""), ("string(0.00001)", "\"1e-05\""),
    ("string(-0.0)", "\"-0\""), ("string(123456.0)", "\"123456\""), ("string(1e21)", "\"1e+21\""), ("string(-4.5e-3)", "\"-0.0045\""),
    // Macro names are plain names elsewhere, and variables shadow.
    ("[1, 2].map(x, [3].map(x, x))", "[[3],[3]]"), ("cel.bind(x, 1/0, true || x > 1)", "true"), ("cel.bind(x, 2, x * x)", "4"),
    ("optional.of({'a': {'b': 1}}).a.b.orValue(2)", "1"), ("optional.none().orValue(1/0)", "error"), ("optional.of(1).orValue(1/0)", "1"),
    ("[?optional.none(), ?optional.of(1)]", "[1]"), ("{?'a': optional.none(), 'b': 1}", "{\"b\":1}"), ("{'a': 1}.?b.hasValue()", "false"),
    ("[1, 2].transformMap(i, v, v > 1, v * 10)", "{\"1\":20}"), ("['a'].transformMapEntry(i, v, {v: i})", "{\"a\":0}"),
    ("type(1) == int && type(type(1)) == type", "true"), ("type(timestamp(0)) == google.protobuf.Timestamp", "true"),
    ("duration('1h30m') == duration('90m')", "true"),
    ("timestamp('2024-01-01T00:00:00Z') - duration('1s') < timestamp('2024-01-01T00:00:00Z')", "true"),
    ("undeclared", "error"), ("nothing(1)", "error"), ("'a'.nothing()", "error"),
  ])
  func gives(source: String, expected: String) {
    #expect(evaluate(source) == expected)
  }

  @Test(arguments: [
    ("e.score >= 80 ? 'G' : 'R'", "\"R\""), ("e.score == 64 && e.score < 64.5 && e.score != 65", "true"), ("e.name == 'Zoë'", "true"),
    ("e.company.arr > 100000.0", "true"), ("e.company.arr == 125000.5", "true"), ("e.missing", "error"), ("e.missing == 1", "error"),
    ("has(e.company.arr) && !has(e.company.none)", "true"), ("e.none == null", "true"), ("e.none.x", "error"), ("e.score == null", "false"),
    ("e.company", "{\"arr\":125000.5,\"id\":\"c-77\"}"), ("e.list.map(x, x.n)", "[1,2,3]"), ("e.list[1].n", "2"), ("e['name']", "\"Zoë\""),
    ("e.list.filter(x, x.n > 1).size()", "2"), ("'score' in e", "true"), ("size(e)", "8"), ("e.flag && e.flag", "true"), ("!e.flag", "false"),
    ("e.name && true", "error"), ("'<' + e.name + '>' + string(e.score)", "\"<Zoë>64\""), ("'x' + e.score", "error"),
    ("e.big", "18446744073709551615"),
    ("e.company == {'id': 'c-77', 'arr': 125000.5}", "true"), ("e.list.exists(x, x.n == 3)", "true"), ("e.map(k, k)[0]", "\"score\""),
  ])
  func readsJSONWhereItLies(source: String, expected: String) throws {
    let event = try Value(
      json: """
        {"score": 64, "name": "Zoë", "company": {"arr": 125000.5, "id": "c-77"}, "list": [{"n": 1}, {"n": 2}, {"n": 3}],
         "none": null, "flag": true, "big": 18446744073709551615, "": 0}
        """)
    #expect(evaluate(source, ["e": event]) == expected)
    // The same data as a record, and as a table, gives the same.
    func record(_ value: Value) -> Value {
      if let list = value.asList { return .list(list.map(record)) }
      if let fields = value.asRecord { return .map(fields.mapValues(record)) }
      return value
    }
    #expect(evaluate(source, ["e": record(event)]) == expected)
    func table(_ value: Value) -> Value {
      if let list = value.asList { return .list(list.map(table)) }
      if let fields = value.asRecord { return .map(MapValue(fields.map { (.string($0.key), table($0.value)) })) }
      return value
    }
    #expect(evaluate(source, ["e": table(event)]) == expected)
  }

  @Test func longestDottedNameWins() {
    let variables: [String: Value] = ["a.b.c": 1, "a.b": ["c": 2, "d": 3], "a": ["x": 4]]
    #expect(evaluate("a.b.c", variables) == "1")
    #expect(evaluate("a.b.d", variables) == "3")
    #expect(evaluate("a.x", variables) == "4")
    #expect(evaluate("[{'b': {'c': 5}}].map(a, a.b.c)", variables) == "[5]")
    #expect(evaluate("[{'x': 5}].map(a, .a.x)", variables) == "[4]")
  }

  @Test func unboundVariablesFailAlone() {
    var environment = Environment()
    environment.declare("x", .dyn)
    let program = environment.compile("x > 1 || true").program
    #expect(program?.evaluate(Bindings(environment)) == true)
    let alone = environment.compile("x").program?.evaluate(Bindings(environment))
    #expect(alone?.asError?.message == "The variable `x` has no value.")
  }

  @Test func costIsBounded() {
    var environment = Environment()
    environment.options.costLimit = 1000
    func kind(_ source: String) -> EvaluationError.Kind? {
      environment.compile(source).program?.evaluate(Bindings(environment)).asError?.kind
    }
    let ten = "[1,2,3,4,5,6,7,8,9,10]"
    #expect(kind("\(ten).all(a, a > 0)") == nil)
    #expect(kind("\(ten).all(a, \(ten).all(b, \(ten).all(c, \(ten).all(d, a + b + c + d > 0))))") == .costLimit)
  }

  @Test func doublingIsBounded() {
    let source = (1...60).reversed().reduce("size(x60)") { "cel.bind(x\($1), x\($1 - 1) + x\($1 - 1), \($0))" }
    let value = result("cel.bind(x0, v, \(source))", ["v": "0123456789"])
    #expect(value.asError?.kind == .costLimit)
  }

  @Test func readsAreThePathsOfVariables() {
    var environment = Environment()
    environment.options.checks = false
    environment.declare("event", .dyn)
    environment.declare("row", .dyn)
    func reads(_ source: String) -> [[String]]? { environment.compile(source).program?.reads }
    #expect(reads("event.company.arr > 1 && event.company.arr < 5 || event.name == ''") == [["event", "company", "arr"], ["event", "name"]])
    #expect(reads("event.contacts.map(c, c.email)") == [["event", "contacts"]])
    #expect(reads("row == 1 || event['x'] == row.y") == [["row"], ["event"]])
    #expect(reads("has(event.a.b)") == [["event", "a", "b"]])
    #expect(reads("1 + 1") == [])
  }

  @Test func flowsMixNumbersAndPassNull() {
    let variables: [String: Value] = ["x": 2, "y": 2.5, "n": .null]
    #expect(evaluate("x + y", variables, mode: .flow) == "4.5")
    #expect(evaluate("x * y", variables, mode: .flow) == "5.0")
    #expect(evaluate("x + x", variables, mode: .flow) == "4")
    #expect(evaluate("n.a.b == null", variables, mode: .flow) == "true")
    #expect(evaluate("n + 1", variables, mode: .flow) == "error")
    #expect(evaluate("x + y", variables) == "error")
  }

  @Test func explainShowsTheParts() throws {
    var environment = Environment()
    environment.options.checks = false
    environment.declare("e", .dyn)
    let program = try #require(environment.compile("e.a + 1 > 2 && e.b.map(x, x).size() == 1").program)
    let parts = program.explain(environment.bindings(["e": ["a": 2, "b": [7]]]))
    #expect(
      parts.map { "\($0.depth) \($0.text) = \($0.value)" } == [
        "0 e.a + 1 > 2 && e.b.map(x, x).size() == 1 = true", "1 e.a + 1 > 2 = true", "2 e.a + 1 = 3", "3 e.a = 2",
        "1 e.b.map(x, x).size() == 1 = true", "2 e.b.map(x, x).size() = 1", "3 e.b.map(x, x) = [7]", "4 e.b = [7]",
      ])
  }
}
