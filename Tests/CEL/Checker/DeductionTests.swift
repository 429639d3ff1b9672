import CEL
import Testing

/// The types that formulas are found to have.
struct DeductionTests {
  private static let strict: [(String, String)] = [
    ("1", "int"), ("1u", "uint"), ("1.5", "double"), ("'a'", "string"), ("b'a'", "bytes"), ("null", "null_type"), ("true", "bool"),
    ("[1, 2]", "list(int)"), ("[1, 'a']", "list(dyn)"), ("[]", "list(dyn)"), ("{}", "map(dyn, dyn)"), ("{'a': 1}", "map(string, int)"),
    ("{'a': 1, 'b': 'x'}", "map(string, dyn)"), ("{1: 2}", "map(int, int)"), ("[[], [1]]", "list(list(int))"),
    ("[[], [[]], [[[]]], [[[[]]]]]", "list(list(list(list(list(dyn)))))"), ("[[1], ['a']]", "list(dyn)"),
    ("[{}, {'a': [1]}]", "list(map(string, list(int)))"),
    ("[dyn(1), 2]", "list(dyn)"), ("([].map(x, x))[0].foo", "dyn"), ("[1, 2].map(x, string(x))", "list(string)"),
    ("[1, 2].filter(x, x > 1)", "list(int)"), ("{'a': 1}.map(k, k)", "list(string)"),
    ("{'a': 1}.transformMap(k, v, double(v))", "map(string, double)"),
    ("[1, 2].transformList(i, x, x + i)", "list(int)"), ("[1].transformMap(i, x, 'a')", "map(int, string)"),
    ("{'a': 1}.transformMapEntry(k, v, {v: k})", "map(int, string)"), ("[1].all(x, x > 0)", "bool"), ("1 + 2 * 3", "int"), ("'a' + 'b'", "string"),
    ("[1] + []", "list(int)"), ("[] + [1]", "list(int)"), ("1 < 2.0", "bool"), ("true ? 1 : 2", "int"), ("true ? [] : [1]", "list(int)"),
    ("timestamp('2026-01-01T00:00:00Z') - duration('1s')", "google.protobuf.Timestamp"),
    ("timestamp(0) - timestamp(1)", "google.protobuf.Duration"), ("[timestamp(0), null][0]", "google.protobuf.Timestamp"),
    ("[null, duration('1s')][0]", "google.protobuf.Duration"), ("[optional.of(1), null][0]", "optional_type(int)"), ("type(1)", "type(int)"),
    ("int", "type(int)"), ("type([1])", "type(list(int))"), ("optional.of(1)", "optional_type(int)"), ("optional.none()", "optional_type(dyn)"),
    ("true ? optional.of(1) : optional.none()", "optional_type(int)"), ("[optional.none(), optional.of('a')]", "list(optional_type(string))"),
    ("optional.of({'a': 1}).a", "optional_type(int)"), ("{'a': 1}.?a", "optional_type(int)"), ("{'a': 1}[?'a'].orValue(2)", "int"),
    ("[1][?0]", "optional_type(int)"), ("optional.of(1).optMap(x, string(x))", "optional_type(string)"), ("[?optional.of(1), 2]", "list(int)"),
    ("{?'a': optional.of(1)}", "map(string, int)"), ("cel.bind(x, 1, [x, x])", "list(int)"), ("words[0].size()", "int"), ("ages['a']", "int"),
    ("ages.a", "int"), ("any.a.b", "dyn"), ("any + 1", "int"), ("any + any", "dyn"), ("any == 1", "bool"), ("any ? 1 : 2", "int"),
    ("size(any)", "int"),
    ("any.map(x, x)", "list(dyn)"), ("any.exists(x, x > 1)", "bool"), ("any[0]", "dyn"), ("[3, 1].sort()", "list(int)"),
    ("math.greatest(1, 2)", "int"),
    ("math.greatest(1, 2.0)", "dyn"), ("'a,b'.split(',')", "list(string)"), ("[[1]].flatten()", "list(int)"),
    ("words.sortBy(w, size(w))", "list(string)"),
    ("[1].first()", "optional_type(int)"), ("lists.range(3)", "list(int)"), ("has(ages.a)", "bool"), ("[][0] == [][0]", "bool"),
    ("{}.a == 1", "bool"), ("[][0] in [1]", "bool"), ("1 in [][0]", "bool"), ("'a' + ([][0] + [][1])", "string"), ("[][0] + 1", "int"),
    ("string(any)", "string"), ("dyn(1)", "dyn"),
  ]

  @Test(arguments: strict)
  func strictType(_ source: String, _ expected: String) {
    var environment = Environment()
    environment.declare("words", .list(.string))
    environment.declare("ages", .map(.string, .int))
    environment.declare("any", .dyn)
    let compilation = environment.compile(source)
    #expect(compilation.issues.map(\.message) == [])
    #expect(compilation.type.description == expected)
  }

  private static let flow: [(String, String)] = [
    ("1 + 2", "int"), ("1 + 2.5", "double"), ("event.arr * 2", "double"), ("true ? 1 : 2.5", "double"), ("[1, 2.5]", "list(double)"),
    ("event.score", "double or null"), ("event.score == null ? 0 : event.score", "double"), ("coalesce(event.score, 0)", "double"),
    ("coalesce(event.score, null)", "double or null"), ("event.score == null ? null : 'a'", "string or null"),
    ("event.company.name", "string or null"),
    ("number('1')", "double or null"), ("number(2.5)", "double"), ("number(event.score)", "double or null"), ("text(1)", "string"),
    ("text(event.score)", "string or null"), ("lower(event.name)", "string"), ("lower(event.nick)", "string or null"), ("round(event.arr)", "double"),
    ("round(1)", "double"), ("require(event.score, 'none')", "double"), ("ifs(event.arr > 1, 'a', event.arr > 0, 'b', 'c')", "string"),
    ("ifs(event.arr > 1, 1, 2.5)", "double"), ("event.day", "date"), ("'due ' + event.day", "string"), ("addDays(event.day, 1)", "date"),
    ("{'a': 1, 'b': 'x'}.b", "string"), ("[{'a': 1}, {'a': 2}].map(x, x.a)", "list(int)"),
    ("event.rows.map(r, {'v': number(r.v)})[0].v", "double or null"),
    ("event.Owner", "reference(User) or null"), ("event.Owner.Email", "string or null"), ("event.stage", "string"),
    ("event.people.filter(p, p.email != null).map(p, p.email.lowerAscii())", "list(string)"), ("sum([1, 2.5])", "double"), ("sum([1, 2])", "double"),
    ("event.open.anything", "dyn"), ("event.score in [1, 2]", "bool"), ("coalesce(event.nick, event.name)", "string"),
    ("coalesce(event.nick, event.other, 'x')", "string"), ("[null, 1]", "list(int or null)"),
  ]

  @Test(arguments: flow)
  func flowType(_ source: String, _ expected: String) {
    let compilation = Shapes.flow.compile(source)
    #expect(compilation.issues.map(\.message) == [])
    #expect(compilation.type.description == expected)
  }

  @Test func declaredFunctionsHaveParameters() {
    var environment = Environment()
    let (t, u, v) = (Type.parameter("T"), Type.parameter("U"), Type.parameter("V"))
    environment.declare(Function("tuple", [Overload("tuple_T_U_V", isMember: false, [t, u, v], .opaque("tuple", [t, u, v]), .none)]))
    environment.declare(
      Function("sort", [Overload("sort_tuple", isMember: false, [.opaque("tuple", [t, t, t])], .opaque("tuple", [t, t, t]), .none)]))
    #expect(environment.compile("tuple(1, 2u, 3.0)").type == .opaque("tuple", [.int, .uint, .double]))
    #expect(environment.compile("sort(tuple(dyn(1), 2u, 3.0))").type == .opaque("tuple", [.dyn, .dyn, .dyn]))
    #expect(environment.compile("[tuple(1, 2u, 3.0), tuple(dyn(1), dyn(2u), dyn(3.0))][0]").type == .opaque("tuple", [.dyn, .dyn, .dyn]))
    #expect(environment.compile("tuple(1, 2u, 3.0) == tuple(1, dyn(2u), dyn(3.0))").type == .bool)
    #expect(environment.compile("sort(tuple(1, 2u, 3.0))").issues.map(\.kind) == [.wrongType])
  }
}
