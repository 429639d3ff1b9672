import CEL
import Testing

@Suite struct SyntaxTests {
  private func text(_ source: String) -> String? { Environment().compile(source).syntax?.text }

  @Test(arguments: [
    ("1+2*3", "1 + 2 * 3"), ("(1+2)*3", "(1 + 2) * 3"), ("1-(2-3)", "1 - (2 - 3)"), ("(1-2)-3", "1 - 2 - 3"), ("a&&(b&&c)&&d", "a && b && c && d"),
    ("a&&(b||c)", "a && (b || c)"), ("a?b:c?d:e", "a ? b : c ? d : e"), ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
    ("a?(b?c:d):e", "a ? (b ? c : d) : e"),
    ("!(a&&b)", "!(a && b)"), ("-(1)", "-(1)"), ("-1", "-1"), ("(-1).x", "(-1).x"), ("- x", "-x"), ("a . b [ 'c' ] (", ""),
    ("a.b['c']", "a.b[\"c\"]"),
    ("has( a.b )", "has(a.b)"), ("x.all(y,y>1)", "x.all(y, y > 1)"), ("x.map(y,y>1,y.filter(z,z))", "x.map(y, y > 1, y.filter(z, z))"),
    ("a.?b[?0]", "a.?b[?0]"), ("[?a,b,]", "[?a, b]"), ("{'a':1,?b:c}", "{\"a\": 1, ?b: c}"), ("'it\\'s \"x\"\\n'", "\"it's \\\"x\\\"\\n\""),
    ("b'\\xffa'", "b\"\\xffa\""), ("1u+0x10", "1u + 16"), ("1.50", "1.5"), ("1e300", "1e+300"), ("a.`b-c`", "a.`b-c`"), (".a.b", ".a.b"),
    ("a in [1] // why", "a in [1]"), ("cel.bind(x,1,x)", "cel.bind(x, 1, x)"), ("o.optMap(x,x+1)", "o.optMap(x, x + 1)"), ("f ( )", "f()"),
    ("(a+b).c(d)", "(a + b).c(d)"), ("!!a", "!!a"), ("a<b==c", "a < b == c"), ("a<(b==c)", "a < (b == c)"),
  ])
  func printsPlainly(source: String, expected: String) {
    let printed = unchecked(source)
    #expect(printed == (expected.isEmpty ? nil : expected))
    if let printed { #expect(unchecked(printed) == printed) }
  }

  private func unchecked(_ source: String) -> String? {
    var environment = Environment()
    environment.options.checks = false
    return environment.compile(source).syntax?.text
  }

  @Test(arguments: [
    ("a = b", 2..<3, "=="), ("a <> b", 2..<4, "!="), ("a and b", 2..<5, "&&"), ("a or b", 2..<4, "||"), ("“a”", 0..<1, "\""), ("a | b", 2..<3, "||"),
  ])
  func saysWhatToWrite(source: String, range: Range<Int>, replacement: String) {
    let issue = Environment().compile(source).issues.first
    #expect(issue?.range == range)
    #expect(issue?.replacement == replacement)
  }

  @Test(arguments: [
    "", " ", "1 +", "(1", "[1", "{1: }", "{1 2}", "a.", "a.in", "a b", "f(1,)", "'abc", "'a\nb'", "\"\"\"a", "'\\q'", "'\\x1'", "'\\ud800'",
    "'\\U00110000'",
    "b'\\u0041'", "1x", "0x", "1e", "9223372036854775808", "18446744073709551616u", "1e400", "if", "has(a)", "[1].all(a.b, true)", "`a`", "a.`",
    "a{b: 1}",
    "[1].all(x, x, true)", "@", "#", "a ? b", "!", "- ", "..a", "1.2.3", "😀",
  ])
  func refuses(source: String) {
    let compilation = Environment().compile(source)
    #expect(compilation.program == nil)
    #expect(compilation.issues.count == 1)
    #expect(compilation.issues.allSatisfy { $0.range.upperBound <= source.unicodeScalars.count && $0.message.hasSuffix(".") })
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("!", ""), ("-", ""), ("f(", ")"), ("{'a': ", "}"), ("a[", "]"), ("true ? 1 : ", ""), ("[1].map(x, ", ")"),
  ])
  func depthIsBounded(open: String, close: String) {
    for count in [10_000, 30_000] where (open.count + close.count) * count <= 100_000 {
      let source = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
      #expect(Environment().compile(source).issues.first?.kind == .tooDeep)
    }
    var environment = Environment()
    environment.options.checks = false
    let allowed = String(repeating: open, count: 240) + "1" + String(repeating: close, count: 240)
    let compilation = environment.compile(allowed)
    #expect(compilation.issues.isEmpty)
    #expect(compilation.program?.evaluate(Bindings(environment)) != nil)
  }

  @Test(arguments: [" + 1", ".a", "[0]", " == 1", ".f()", " - 1"])
  func chainsAreBounded(link: String) {
    let source = "a" + String(repeating: link, count: 15_000)
    #expect(Environment().compile(source).issues.first?.kind == .tooDeep)
    var environment = Environment()
    environment.options.checks = false
    environment.declare("a", .dyn)
    let short = environment.compile("a" + String(repeating: link, count: 990))
    #expect(short.issues.isEmpty)
    #expect(short.program?.evaluate(environment.bindings(["a": 1])) != nil)
  }

  @Test func logicalChainsAreBalanced() {
    for symbol in ["&&", "||"] {
      let source = String(repeating: "a \(symbol) ", count: 10_000) + "a"
      var environment = Environment()
      environment.options.checks = false
      environment.declare("a", .dyn)
      let program = environment.compile(source).program
      #expect(program?.evaluate(environment.bindings(["a": true])) == true)
    }
  }

  @Test func lengthIsBounded() {
    let compilation = Environment().compile(String(repeating: " ", count: 100_001))
    #expect(compilation.issues.first?.kind == .tooLong)
  }
}
