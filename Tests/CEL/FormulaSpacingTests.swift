import CEL
import Testing

/// Blanks of formulas.
@Suite struct FormulaSpacingTests {
  @Test(arguments: [
    ("a?b:c?d:e", "a ? b : c ? d : e"), ("{?a:b,\"c\":d?1:2}", "{?a: b, \"c\": d ? 1 : 2}"), ("[ ?a, ?b ]", "[?a, ?b]"),
    ("a[?b]. ?c . d", "a[?b].?c.d"), ("- a - -1", "-a - -1"), ("!  a&&! b", "!a && !b"), ("f ( x ) [ 1 ]", "f(x)[1]"), ("a in[1]", "a in [1]"),
    ("r'a\\b'+b'c'", "r'a\\b' + b'c'"), ("'''a'''", "'''a'''"), (".a.b", ".a.b"), ("x+.5", "x + .5"), ("1.0e3*2u", "1.0e3 * 2u"),
    ("a.`b c`", "a.`b c`"), ("a<b", "a < b"), ("(a)", "(a)"), ("a%b/c", "a % b / c"),
  ]) func isEven(_ written: String, _ wanted: String) throws {
    let lines = try #require(FormulaSpacing.lines(written))
    #expect(lines.map(\.text) == [wanted])
    #expect(FormulaSpacing.areSame(written, wanted))
  }

  @Test(arguments: ["a // why", "a = b", "\"\"\"a\nb\"\"\"", "'a"]) func isLeftAlone(_ formula: String) {
    #expect(FormulaSpacing.lines(formula) == nil)
  }

  @Test func linesKnowTheirDepth() throws {
    let lines = try #require(FormulaSpacing.lines("ifs(\na, [\n1],\nb\n)\n+ c"))
    #expect(lines.map(\.depth) == [0, 1, 2, 1, 0, 0])
  }

  @Test func otherFormulasAreNotTheSame() {
    #expect(!FormulaSpacing.areSame("(a)", "a"))
    #expect(!FormulaSpacing.areSame("a b", "ab"))
    #expect(FormulaSpacing.areSame("'a'", "\"a\""))
  }
}
