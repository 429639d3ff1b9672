import CEL
import Testing

/// Null and what conditions show about it.
struct NarrowingTests {
  @Test(
    arguments: [
      "event.score != null && event.score > 1", "event.score == null || event.score > 1", "event.score != null ? event.score + 1 : 0",
      "event.score == null ? 0 : event.score + 1", "!(event.score == null) && event.score > 1", "null != event.score && event.score > 1",
      "ifs(event.score == null, 'none', event.score > 1, 'high', 'low') == 'low'", "event.company != null && event.company.name.startsWith('A')",
      "event.company.arr != null && event.company.arr + 1 > 2", "event.company.arr != null && event.company.name.startsWith('A')",
      "event.Owner.Email != null && event.Owner.Email.endsWith('x')", "event.flag != null && event.flag",
      "event.score != null && (event.won || event.score > 2)",
      "(event.score == null || event.due == null) || event.score > 1 && event.due > '2026-01-01'",
      "event.score != null && event.arr > 1 && event.won && event.score > 3", "event.nick == 'a' && event.nick.startsWith('a')",
      "event.nick in ['a', 'b'] && event.nick.startsWith('a')", "event.nick != event.name || event.nick.startsWith('a')",
      "!isBlank(event.nick) && event.nick.startsWith('a')", "isBlank(event.nick) || event.nick.startsWith('a')",
      "lower(event.nick) == 'x' && event.nick.startsWith('x')", "cel.bind(x, event.score, x != null && x > 1)",
      "cel.bind(x, event.score, x != null && event.score > 1)", "has(event.company.name) && event.company.name.startsWith('A')",
      "event.people.exists(p, p.age != null && p.age > 1)", "event.people.filter(p, p.age != null).map(p, p.age + 1)[0] > 1",
      "event.people.map(p, p.age != null, p.age + 1)[0] > 1", "event.people.filter(p, p.age != null).exists(p, p.age > 1)",
      "event.guests != null && event.guests.exists(g, g.name == 'x')", "coalesce(event.score, 0) > 1",
      "coalesce(event.score, event.company.arr, 0) > 1",
      "require(event.score, 'x') > 1", "event.score == null", "event.score == event.company.arr", "event.score != 3", "event.name == event.nick",
      "other != null && other.startsWith('a')", "(event.won ? event.score != null : false) && event.score > 1", "any > 1 && any.x == null",
      "event.company.?arr.orValue(1.0) != null || event.won || true",
    ].filter { !$0.contains(".?arr") })
  func isFine(_ source: String) {
    #expect(Shapes.flow.compile(source).issues.map(\.message) == [])
  }

  @Test(arguments: [
    "event.score != null || event.score > 1", "event.score == null && event.score > 1", "event.score > 1 && event.score != null",
    "event.score == null ? event.score + 1 : 0", "(event.score != null || event.won) && event.score > 1",
    "event.nick != 'a' && event.nick.startsWith('b')",
    "event.company != null && event.company.arr > 1", "event.nick in [null, 'b'] && event.nick.startsWith('a')",
    "event.nick == event.other && event.nick.startsWith('a')",
    "isBlank(event.nick) && event.nick.startsWith('a')", "event.people.exists(p, p.age != null) && event.people.exists(p, p.age > 1)",
    "event.people.exists(other, other.age != null) && other.startsWith('a')", "[event.score != null][0] && event.score > 1",
    "event.people.filter(p, p.age != null || event.won).map(p, p.age + 1)[0] > 1",
  ])
  func isRefused(_ source: String) {
    #expect(Shapes.flow.compile(source).issues.map(\.kind) == [.nullable])
  }

  private static func paths(_ facts: Facts) -> [String] { facts.paths.map { $0.joined(separator: ".") }.sorted() }

  @Test func factsGoOut() {
    let compilation = Shapes.flow.compile("event.score != null && event.company.arr != null && event.people.exists(p, p.age != null)")
    #expect(Self.paths(compilation.whenTrue) == ["event", "event.company", "event.company.arr", "event.score"])
    #expect(compilation.whenFalse == .none)
    let other = Shapes.flow.compile("event.score == null || isBlank(event.nick)")
    #expect(other.whenTrue == .none)
    #expect(Self.paths(other.whenFalse) == ["event", "event.nick", "event.score"])
    #expect(Shapes.flow.compile("false").whenTrue == .none)
    #expect(Self.paths(Shapes.flow.compile("other != null").whenTrue) == ["other"])
    #expect(Shapes.flow.compile("event.arr + 1").whenTrue == .none)
  }

  @Test func factsComeIn() {
    let facts = Shapes.flow.compile("event.score != null && other != null").whenTrue
    #expect(Shapes.flow.compile("event.score + 1").issues.count == 1)
    #expect(Shapes.flow.compile("event.score + 1", knowing: facts).issues.isEmpty)
    #expect(Shapes.flow.compile("other + 'a'", knowing: facts).type == .string)
    #expect(Shapes.flow.compile("event.people.map(other, other + 'a')", knowing: facts).issues.count == 1)
    #expect(Shapes.flow.compile("event.company.arr + 1", knowing: Facts([["event", "company"]])).issues.map(\.kind) == [.nullable])
  }

  @Test func factsCombine() {
    let a = Facts([["event", "a", "b"]])
    let b = Facts([["event", "a"], ["x"]])
    #expect(Self.paths(a.and(b)) == ["event", "event.a", "event.a.b", "x"])
    #expect(Self.paths(a.or(b)) == ["event", "event.a"])
    #expect(a.and(.none) == a)
    #expect(a.or(.none) == .none)
  }
}
