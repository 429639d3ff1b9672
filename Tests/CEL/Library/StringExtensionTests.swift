import CEL
import Testing

@Suite struct StringExtensionTests {
  static let rows = FormulaRow.rows(
    #"""
    'ta©o'.charAt(2) => "©"
    'ta©o'.charAt(4) => ""
    'ta©o'.charAt(5) => error no place 5
    'ta©o'.charAt(-1) => error no place -1
    '👩‍👩‍👧‍👦'.charAt(1) => "‍"
    'ta©o©'.indexOf('©') => 2
    'ta©o©'.indexOf('©', 3) => 4
    'ta©o©'.indexOf('') => 0
    'ta©o©'.indexOf('', 5) => 5
    'abc'.indexOf('a', 9) => error no place 9
    'ta©o©'.lastIndexOf('©') => 4
    'ta©o©'.lastIndexOf('©', 3) => 2
    'ta©o©'.lastIndexOf('') => 5
    'ta©o©'.lastIndexOf('x') => -1
    'ab'.lastIndexOf('abc') => -1
    'é'.indexOf('e') => -1
    'ta©o'.substring(2) => "©o"
    'ta©o'.substring(4) => ""
    'ta©o'.substring(1, 3) => "a©"
    'ta©o'.substring(3, 1) => error start before
    'ta©o'.substring(0, 9) => error no place 9
    'aaa'.replace('a', 'b', 2) => "bba"
    'aaa'.replace('a', 'b', 0) => "aaa"
    'aaa'.replace('a', 'b', -5) => "bbb"
    'a©'.replace('', '-') => "-a-©-"
    'a©'.replace('', '-', 2) => "-a-©"
    'aXbX'.replace('X', '') => "ab"
    'a,b,,c'.split(',') => ["a","b","","c"]
    'a,b,c'.split(',', 2) => ["a","b,c"]
    'a©c'.split('') => ["a","©","c"]
    'a©c'.split('', 2) => ["a","©c"]
    ''.split(',') => [""]
    ''.split('') => []
    'a'.split(',', 0) => []
    [].join() => ""
    ['a', 'b'].join() => "ab"
    ['a', 'b'].join(', ') => "a, b"
    dyn(['a', 1]).join(',') => error join
    'ÄbC'.lowerAscii() => "Äbc"
    'äbC'.upperAscii() => "äBC"
    '\u00a0\u2003 x \u3000\n'.trim() => "x"
    '\u200bx'.trim() => "​x"
    'a©b'.reverse() => "b©a"
    strings.quote('a"\\\n\x07') => "\"a\\\"\\\\\\n\\a\""
    """#)

  @Test(arguments: rows) func gives(_ row: FormulaRow) { row.check(FormulaValue.strict(row.formula)) }

  @Test func replacingIsBounded() {
    let long = Value.string(String(repeating: "a", count: 100_000))
    let value = FormulaValue.strict("x.replace('', x)", ["x": long])
    #expect(value.asError?.message.contains("16000000 bytes") == true)
  }

  @Test func decomposedLettersStayTwoCodePoints() {
    #expect(FormulaValue.strict("x.reverse()", ["x": "e\u{301}"]) == .string("\u{301}e"))
    #expect(FormulaValue.strict("x.indexOf('\u{301}')", ["x": "e\u{301}"]) == .int(1))
    #expect(FormulaValue.strict("x.split('')", ["x": "e\u{301}"]).asList?.count == 2)
  }
}
