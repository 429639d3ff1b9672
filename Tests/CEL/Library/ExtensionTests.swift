import CEL
import Testing

/// Math, lists, sets, encoders, regular expressions.
@Suite struct ExtensionTests {
  static let math = FormulaRow.rows(
    #"""
    math.greatest(1, 2u, 1.5) => 2
    math.greatest(1, 1.0) => 1
    math.least(dyn(1.0), 1) => 1.0
    math.greatest([3, 9, 4]) => 9
    math.greatest([]) => error at least one
    math.least([1, dyn('a')]) => error needs numbers
    math.greatest(dyn('a')) => error
    math.ceil(1.2) => 2.0
    math.floor(-1.2) => -2.0
    math.round(-1.5) => -2.0
    math.round(2.5) => 3.0
    math.trunc(-1.9) => -1.0
    math.abs(-9223372036854775807) => 9223372036854775807
    math.abs(-9223372036854775807 - 1) => error out of range
    math.abs(-0.5) => 0.5
    math.sign(-3) => -1
    math.sign(-0.5) => -1.0
    math.sign(0u) => 0
    math.sqrt(81) => 9.0
    math.isNaN(math.sqrt(-1.0)) => true
    math.isFinite(1.0 / 0.0) => false
    math.bitAnd(12, 10) => 8
    math.bitXor(12u, 10u) => 6
    math.bitNot(0u) => 18446744073709551615
    math.bitShiftLeft(1, 63) => -9223372036854775808
    math.bitShiftRight(-1, 1) => 9223372036854775807
    math.bitShiftLeft(1, -1) => error 0 or more
    math.bitShiftRight(1u, 64) => 0
    """#)

  static let lists = FormulaRow.rows(
    #"""
    [3, 1, 2].sort() => [1,2,3]
    ['b', 'a'].sort() => ["a","b"]
    [dyn(1), dyn('a')].sort() => error one type
    dyn([[1], [2]]).sort() => error cannot be sorted
    [].sort() => []
    [{'n': 2, 'k': 'x'}, {'n': 1, 'k': 'y'}, {'n': 2, 'k': 'a'}].sortBy(e, e.n).map(e, e.k) => ["y","x","a"]
    [-3, 1, 2].sortBy(i, i * i) => [1,2,-3]
    [1, 2, 1, 3u, 3, 2.0].map(x, dyn(x)).distinct() => [1,2,3]
    [[1, 2], [], [3]].flatten() => [1,2,3]
    [1, [2, [3, [4]]]].flatten(2) => [1,2,3,[4]]
    [1, [2]].flatten(0) => [1,[2]]
    [1].flatten(-1) => error depth
    lists.range(3) => [0,1,2]
    lists.range(-1) => []
    lists.range(1000000000) => error at most
    [1, 2, 3].reverse() => [3,2,1]
    [1, 2, 3, 4].slice(1, 3) => [2,3]
    [1].slice(0, 2) => error 1 elements
    [1].slice(1, 0) => error start before
    [1, 2].first().value() => 1
    [1, 2].last().value() => 2
    [].first().hasValue() => false
    """#)

  static let others = FormulaRow.rows(
    #"""
    sets.contains([1, 2.0, 3u], [1.0, 2]) => true
    sets.contains([1], [1, 2]) => false
    sets.contains([], []) => true
    sets.equivalent([1, 2, 2], [2u, 1.0]) => true
    sets.equivalent([1], [1, 2]) => false
    sets.intersects([1, 2], [2, 3]) => true
    sets.intersects([1], []) => false
    sets.contains(lists.range(20), [19.0, 0u]) => true
    base64.encode(b'\x00\xff') => "AP8="
    base64.decode('AP8') == b'\x00\xff' => true
    base64.decode('A') => error no base64
    regex.extract('id 42 and 43', '[0-9]+').value() => "42"
    regex.extract('id 42', 'id ([0-9]+)').value() => "42"
    regex.extract('id', '[0-9]+').hasValue() => false
    regex.extract('ab', '(a)(b)') => error one group
    regex.extract('ab', '(') => error
    regex.extractAll('a1 b22', '[0-9]+') => ["1","22"]
    regex.extractAll('a1 b22', '[a-z]([0-9]+)') => ["1","22"]
    regex.extractAll('äb', '') => ["","",""]
    regex.replace('2026-03-14', '([0-9]+)-([0-9]+)-([0-9]+)', r'\3.\2.\1') => "14.03.2026"
    regex.replace('aaa', 'a', 'b', 2) => "bba"
    regex.replace('aaa', 'a', 'b', 0) => "aaa"
    regex.replace('ab', '', '-') => "-a-b-"
    regex.replace('a', 'a', r'\\') => "\\"
    regex.replace('a', 'a', r'\1') => error group
    """#)

  @Test(arguments: math + lists + others) func gives(_ row: FormulaRow) { row.check(FormulaValue.strict(row.formula)) }
}
