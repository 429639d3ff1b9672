import CEL
import OrderedCollections
import Testing

@Suite struct FlowFunctionTests {
  static let readings = FormulaRow.rows(
    #"""
    text(42.0) => "42"
    text(-0.000001) => "-0.000001"
    text(1.5e300) => "1500000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    text(true) => "true"
    text("") => null
    text(null) => null
    text([1, "a"]) => "[1,\"a\"]"
    text(timestamp("2026-05-08T13:40:22.5Z")) => "2026-05-08T13:40:22.5Z"
    number("42.50") => 42.5
    number(" -1e3 ") => -1000.0
    number(7u) => 7.0
    number("") => null
    number("0x10") => error no number
    number("nan") => error no number
    number("1,000") => error no number
    number("inf") => error no number
    number(true) => error no number
    flag("TRUE") => true
    flag("No") => false
    flag(1.0) => true
    flag(2) => error yes or no
    date("2026-05-08") => "2026-05-08"
    date("2026-02-29") => error no date
    date("2026-05-08T23:30:00-05:00") => "2026-05-09"
    date("2026-05-08T13:40:22.000+0000") => "2026-05-08"
    date(1778247622000) => "2026-05-08"
    date("1778247622000") => "2026-05-08"
    date(-1) => "1969-12-31"
    date(timestamp("2026-05-08T13:40:22Z")) => "2026-05-08"
    date("8.5.2026") => error no date
    date("20260508") => error no date
    date("0000-01-01") => error no date
    date("") => null
    time("2026-05-08T13:40:22.000+0000") => "2026-05-08T13:40:22Z"
    time("2026-05-08T13:40:22.123456789123Z") => "2026-05-08T13:40:22.123456789Z"
    time("2026-05-08 13:40:22.5") => "2026-05-08T13:40:22.5Z"
    time("2026-05-08T13:40") => "2026-05-08T13:40:00Z"
    time("2026-05-08T13:40+02") => "2026-05-08T11:40:00Z"
    time("2026-05-08") => "2026-05-08T00:00:00Z"
    time(1778247622123.0) => "2026-05-08T13:40:22.123Z"
    time(1e30) => error no time
    time("2026-05-08T24:00:00Z") => error no time
    time("2026-05-08T13:40:22+99:00") => error no time
    """#)

  static let days = FormulaRow.rows(
    #"""
    addDays(date("2026-12-31"), 1) => "2027-01-01"
    addDays(date("2026-01-01"), -1) => "2025-12-31"
    addDays(date("9999-12-31"), 1) => error out of range
    addDays(date("2026-01-01"), 1.5) => error whole count
    addDays(date("2026-01-01"), 2.0) => "2026-01-03"
    addDays(timestamp("2026-01-01T10:00:00.5Z"), 1) => "2026-01-02T10:00:00.5Z"
    addDays(null, 1) => null
    addDays(dyn("nonsense"), 1) => error no date
    addDays(date("2026-01-01"), 9223372036854775807) => error whole count
    addWorkdays(date("2026-03-13"), 1) => "2026-03-16"
    addWorkdays(date("2026-03-13"), 5) => "2026-03-20"
    addWorkdays(date("2026-03-14"), 5) => "2026-03-20"
    addWorkdays(date("2026-03-14"), 0) => "2026-03-14"
    addWorkdays(date("2026-03-15"), -5) => "2026-03-09"
    addWorkdays(date("2026-03-16"), -1) => "2026-03-13"
    addMonths(date("2026-01-31"), 1) => "2026-02-28"
    addMonths(date("2024-01-31"), 1) => "2024-02-29"
    addMonths(date("2026-03-31"), -13) => "2025-02-28"
    addMonths(date("0001-01-01"), -1) => error out of range
    startOfQuarter(date("2026-12-31")) => "2026-10-01"
    startOfQuarter(timestamp("2026-02-01T00:00:00Z")) => "2026-01-01"
    daysBetween(date("2024-02-28"), date("2024-03-01")) => 2
    daysBetween(date("2026-01-02"), date("2026-01-01")) => -1
    date(timestamp("2026-01-31T00:00:00Z")) < addDays(date(timestamp("2026-01-31T00:00:00Z")), 1) => true
    date(timestamp("2026-01-31T00:00:00Z")) > "2026-01-30" => true
    "due " + date(timestamp("2026-01-31T00:00:00Z")) => "due 2026-01-31"
    """#)

  static let words = FormulaRow.rows(
    #"""
    left("äöü", 2) => "äö"
    left("a", 0) => ""
    left("a", -1) => error 0 or more
    left(null, 2) => null
    lower("ÀÉ İ") => "àé i̇"
    upper("ß ﬁ") => "SS FI"
    domainOf("Priya Rao <priya@Example.CO.uk>") => "example.co.uk"
    domainOf("http://user@www.acme.com:8080/a?b#c") => "acme.com"
    domainOf("müller.de") => "müller.de"
    domainOf("no domain") => null
    domainOf("a@b") => null
    similarity("Martha", "Marhta") => 0.9611111111111111
    similarity("", "x") => 0.0
    sha256("") => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    toJson({"b": 1.5, "a": [null]}) => "{\"b\":1.5,\"a\":[null]}"
    toJson(null) => null
    parseJson("{\"a\": [1, 2]}").a[1] => 2
    parseJson("{") => error no JSON
    plainText("<p>Hi <b>A&nbsp;&amp;&#32;B</b></p><p>x<br/>y</p>") => "Hi A & B\nx\ny"
    plainText("a < b and c > d") => "a < b and c > d"
    plainText("<script>var x = '<p>';</script>ok<!-- no -->!<style>p{}</style>") => "ok!"
    plainText("<a title='1 > 0'>x</a>&unknown; &euro;&#x20AC;&Auml;") => "x&unknown; €€Ä"
    plainText("") => ""
    plainText(null) => null
    """#)

  static let amounts = FormulaRow.rows(
    #"""
    round(2.5) => 3.0
    round(-2.5) => -3.0
    round(7) => 7.0
    round(1.005, 2) => 1.01
    round(2.675, 2) => 2.68
    round(-2.675, 2) => -2.68
    round(1.00499999, 2) => 1.0
    round(1234.5, -2) => 1200.0
    round(150.0, -2) => 200.0
    round(1e300, 2) => 1e+300
    round(0.1, 20) => 0.1
    round(null, 2) => null
    sum([1, 2.5, 3u, null]) => 6.5
    sum([]) => 0.0
    sum([1, "2"]) => error needs numbers
    sum(null) => null
    avg([1, 2, null]) => 1.5
    avg([]) => null
    """#)

  static let choices = FormulaRow.rows(
    #"""
    ifs(false, 1, true, 2, 3) => 2
    ifs(false, 1, 3) => 3
    ifs(true, 1, 1 / 0) => 1
    ifs(true, 1) => error at the end
    ifs() => error at the end
    coalesce(null, 2, 1 / 0) => 2
    coalesce(null, null) => null
    coalesce(coalesce(null, null), coalesce(null, 3)) => 3
    coalesce(1) => error two values
    require(1, "why") => 1
    require(null, "no owner") => error no owner
    isBlank(" \n") => true
    isBlank({}) => true
    isBlank("x") => false
    isBlank(false) => false
    outcome(1) => error id of a step
    """#)

  @Test(arguments: readings + days + words + amounts + choices) func gives(_ row: FormulaRow) { row.check(FormulaValue.flow(row.formula)) }

  static let berlin = FormulaRow.rows(
    #"""
    date(timestamp("2026-05-08T22:30:00Z")) => "2026-05-09"
    date("2026-05-08T22:30:00") => "2026-05-08"
    time("2026-05-08 13:40:22.0") => "2026-05-08T11:40:22Z"
    time("2026-05-08") => "2026-05-07T22:00:00Z"
    time("2026-03-29T02:30:00") => "2026-03-29T01:30:00Z"
    time("2026-10-25T02:30:00") => "2026-10-25T00:30:00Z"
    addDays(timestamp("2026-03-28T12:00:00Z"), 1) => "2026-03-29T11:00:00Z"
    startOfQuarter(timestamp("2026-03-31T22:30:00Z")) => "2026-04-01"
    formatDate(timestamp("2026-03-31T22:30:00Z"), "yyyy-MM-dd HH:mm XXX") => "2026-04-01 00:30 +02:00"
    """#)

  @Test(arguments: berlin) func followTheZone(_ row: FormulaRow) throws {
    row.check(FormulaValue.flow(row.formula, zone: try #require(Zone("Europe/Berlin"))))
  }

  @Test func outcomesAreFieldsOfAHiddenVariable() throws {
    var environment = Environment.flow()
    environment.declare(Macro.outcomes, .object(ObjectType("outcomes", fields: ["write": .nullable(.string)])))
    let program = try #require(environment.compile(#"outcome(write) == "created""#).program)
    #expect(program.evaluate(environment.bindings([Macro.outcomes: ["write": "created"]])) == true)
    #expect(program.evaluate(environment.bindings([Macro.outcomes: ["write": .null]])) == false)
  }
}
