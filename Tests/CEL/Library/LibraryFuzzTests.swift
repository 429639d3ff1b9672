import CEL
import Testing

/// Whatever text comes, a function answers with a value or an error.
@Suite struct LibraryFuzzTests {
  private static let functions = [
    "text(x)", "number(x)", "flag(x)", "date(x)", "time(x)", "plainText(x)", "left(x, 3)", "lower(x)", "upper(x)", "normalizeName(x)", "domainOf(x)",
    "similarity(x, y)", "sha256(x)", "toJson(x)", "parseJson(x)", "isBlank(x)", "formatDate(t, x)", "formatDate(t, 'z', x)", "addDays(x, 3)",
    "x.format([y, 1, 2.5, true])", "x.split(y)", "x.replace(y, x)", "x.indexOf(y)", "x.lastIndexOf(y)", "x.substring(1)", "x.charAt(2)", "x.trim()",
    "x.reverse()", "strings.quote(x)", "base64.decode(x)", "regex.extractAll(y, x)", "regex.replace(y, x, '\\\\0')", "duration(x)", "timestamp(x)",
    "t.getHours(x)", "[x, y].sort()",
  ]

  private static let pieces = [
    "", " ", "%", "%.", "%s", "%d", "%.3f", "%x", "<", "</p>", "<!--", "<script>", "&amp", "&#x;", "&#1114112;", "'", "''", "yyyy", "QQQQQ", "XXXX",
    "\\",
    "(", "[", "*", "2026-05-08", "T13:40", ":22", ".000", "+0000", "-99:99", "9223372036854775808", "-", "1e400", "h", "µs", "1h", "e\u{301}", "ﬁ",
    "ẞ",
    "株式会社", "👩‍👩‍👧", "\u{0}", "\u{FFFF}", "GmbH", "& Co", "@", "www.", "://", ".", "Europe/Berlin", "{", "\"", "a",
  ]

  @Test func anyTextIsAnswered() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(state: seed)
    var environment = Environment.flow()
    for name in ["x", "y", "t"] { environment.declare(name, .dyn) }
    let programs = try Self.functions.map { formula in try #require(environment.compile(formula).program, "\(formula)") }
    let moment = try #require(Timestamp("2026-05-08T13:40:22Z"))
    var answers = 0
    for _ in 0..<100 {
      let text = (0..<2).map { _ in Value.string((0..<random.below(6)).map { _ in Self.pieces[random.below(Self.pieces.count)] }.joined()) }
      let bindings = environment.bindings(["x": text[0], "y": text[1], "t": .timestamp(moment)])
      for program in programs {
        let value = program.evaluate(bindings)
        // Pure: the same again.
        #expect(program.evaluate(bindings) == value, "seed \(seed): \(program.source) of \(text)")
        answers += value.isError ? 0 : 1
      }
    }
    #expect(answers > 500, "seed \(seed)")
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
