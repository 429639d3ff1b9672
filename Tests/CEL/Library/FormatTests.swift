import CEL
import Testing

@Suite struct FormatTests {
  static let rows = FormulaRow.rows(
    #"""
    '%s %s %s'.format([1, 2.5, true]) => "1 2.5 true"
    '%s'.format([42.0]) => "42"
    '%s'.format([1e21]) => "1000000000000000000000"
    '%s'.format([1e-7]) => "0.0000001"
    '%s'.format([null]) => "null"
    '%s'.format([{'b': [1, 2u], 'a': b'x'}]) => "{a: x, b: [1, 2]}"
    '%s'.format([duration('1.5s')]) => "1.5s"
    '%s'.format([type(1)]) => "int"
    '%d|%d|%d'.format([-3, 3u, 2.5]) => "-3|3|2.5"
    '%d'.format(['3']) => error numbers
    '%.0f %.0f %.0f'.format([0.5, 1.5, 2.5]) => "0 2 2"
    '%.2f'.format([-1.005]) => "-1.00"
    '%f'.format([3u]) => "3.000000"
    '%.2f'.format([double('NaN')]) => "NaN"
    '%.3e'.format([1234.5678]) => "1.235e+03"
    '%e'.format([1e-10]) => "1.000000e-10"
    '%b %b %b'.format([true, -5, 5u]) => "1 -101 101"
    '%o'.format([8]) => "10"
    '%x %X'.format([-255, 'ÿ']) => "-ff C3BF"
    '%x'.format([b'\x00\xff']) => "00ff"
    '%o'.format([1.0]) => error `%o`
    '%x'.format([1.0]) => error `%x`
    '100%%'.format([]) => "100%"
    '%s'.format([]) => error more clauses
    '%E'.format([1.0]) => error `%`
    '%'.format([1]) => error `%`
    '%.f'.format([1.0]) => error `%`
    '%.1001f'.format([1.0]) => error 1000
    '%.99999999999999999999f'.format([1.0]) => error 1000
    """#)

  @Test(arguments: rows) func gives(_ row: FormulaRow) {
    row.check(FormulaValue.strict(row.formula))
  }

  @Test func longestNumberIsWhole() {
    let text = FormulaValue.strict("'%.1000f'.format([-1.7976931348623157e308])").asString
    #expect(text?.utf8.count == 1 + 309 + 1 + 1000)
  }
}
