import CEL
import Testing

/// What is wrong with a formula: kind, place, words.
struct IssueTests {
  /// A formula with the place marked between ⟦ and ⟧, the kind, and a part of the message or hint.
  private static let flow: [(String, CEL.Issue.Kind, String)] = [
    ("⟦evnt⟧.name", .undeclaredName, "Did you mean `event`?"), ("event.⟦nmae⟧", .undeclaredField, "Did you mean `name`?"),
    ("event.company.⟦arrr⟧", .undeclaredField, "Valid: `name` and `arr`."), ("event.Owner.⟦Emial⟧", .undeclaredField, "Did you mean `Email`?"),
    ("event.name.⟦first⟧", .wrongType, "only maps and records have fields"), ("⟦lowr⟧(event.name)", .undeclaredFunction, "Did you mean `lower`?"),
    ("event.name.⟦startWith⟧('a')", .undeclaredFunction, "Did you mean `startsWith`?"),
    ("math.⟦abss⟧(1)", .undeclaredFunction, "There is no function `abss`."),
    ("event.name.⟦lower⟧()", .undeclaredFunction, "Write `lower(x, …)`."),
    ("⟦startsWith⟧(event.name, 'a')", .undeclaredFunction, "Write `x.startsWith(…)`."),
    ("⟦has⟧(event.name, 1)", .undeclaredFunction, "`has` takes 1 argument."), ("event.people.⟦exists⟧(p)", .undeclaredFunction, "`exists` takes"),
    ("left(event.name, ⟦'3'⟧)", .wrongType, "Convert it with `int(…)`."), ("left(⟦event.arr⟧, 3)", .wrongType, "Convert it with `text(…)`."),
    ("⟦left⟧(event.name)", .wrongType, "It takes (text, number)."),
    ("event.name.startsWith(⟦3⟧)", .wrongType, "`startsWith` needs text as its argument, not a number."),
    ("⟦event.name + event.arr⟧", .mixedTypes, "Convert it with `text(…)`."), ("⟦event.arr > 'a'⟧", .mixedTypes, "Convert it with `number(…)`."),
    ("⟦event.name == 1⟧", .mixedTypes, "`==` has no meaning between text and a number."),
    ("event.day > ⟦'2026-13-45'⟧", .badLiteral, "is no date"), ("event.day != ⟦''⟧", .badLiteral, "compare with `null`"),
    ("event.day in ['2026-01-31', ⟦'31.1.2026'⟧]", .badLiteral, "A date is written"),
    ("⟦event.at + 5⟧", .mixedTypes, "Write `addDays(time, count)`"),
    ("addDays(⟦event.name⟧, 3)", .wrongType, "needs a date or a time as its first argument"),
    ("formatDate(event.day, ⟦'YYYY-bb'⟧)", .badPattern, "is no field of a date pattern"),
    ("formatDate(event.at, 'HH:mm', ⟦'Berlin'⟧)", .badPattern, "There is no time zone `Berlin`"),
    ("⟦event.day < event.at⟧", .mixedTypes, "write `date(…)` around the time"),
    ("⟦event.day == event.at⟧", .mixedTypes, "write `date(…)` around the time"), ("⟦event.day - event.day⟧", .mixedTypes, "daysBetween"),
    ("⟦event.arr % 2⟧", .mixedTypes, "Write `int(…)` around"),
    ("event.won ? 'a' : ⟦1⟧", .mixedTypes, "The answers are of different types: text and a number."),
    ("⟦event.name⟧ && event.won", .wrongType, "must be true or false, not text"), ("!⟦event.arr⟧", .wrongType, "must be true or false"),
    ("⟦event.arr⟧ ? 1 : 2", .wrongType, "The condition of `? :`"), ("⟦event.score⟧ + 1", .nullable, "`coalesce(event.score, …)`"),
    ("⟦event.score⟧ > 1", .nullable, "`>` needs a value, and `event.score` may be null."),
    ("⟦event.flag⟧ && event.won", .nullable, "`&&` needs a value"),
    ("⟦event.flag⟧ ? 1 : 2", .nullable, "Test it before"), ("event.arr + ⟦null⟧", .nullable, "`+` needs a value, not null."),
    ("⟦event.nick⟧.startsWith('a')", .nullable, "`startsWith` needs a value"),
    ("⟦event.company.arr⟧ * 2", .nullable, "`event.company.arr` may be null"),
    ("⟦event.guests⟧.map(g, g.name)", .nullable, "A macro needs a value"), ("event.people.map(p, ⟦p.age⟧ + 1)", .nullable, "`p.age` may be null"),
    ("event.people.exists(p, ⟦p.age⟧ > 1)", .nullable, "may be null"), ("-⟦event.score⟧", .nullable, "`-` needs a value"),
    ("event.stage == ⟦'Closed won'⟧", .unknownValue, "Did you mean `Closed Won`?"),
    ("event.stage in ['Open', ⟦'Shut'⟧]", .unknownValue, "Valid: `Open`"),
    ("⟦'Lost'⟧ != event.stage", .unknownValue, "`Lost` is not a value of `Stage`."), ("event.name.matches(⟦'('⟧)", .badPattern, ""),
    ("⟦event.arr⟧.map(x, x)", .wrongType, "A macro goes through a list or a map, not a number."),
    ("event.tags[⟦'a'⟧]", .wrongType, "The key must be a whole number"),
    ("event[⟦'nmae'⟧]", .undeclaredField, "Did you mean `name`?"), ("{⟦1.5⟧: 1}", .wrongType, "A map's key"),
    ("[?⟦1⟧]", .wrongType, "must be an optional"),
    ("⟦event.name in event.arr⟧", .mixedTypes, "`in` has no meaning"), ("⟦1 in event.tags⟧", .mixedTypes, "`in` has no meaning"),
    ("event.tags.transformMapEntry(i, t, ⟦t⟧)", .wrongType, "Write `{key: value}`."), ("has(event.⟦nmae⟧)", .undeclaredField, "Did you mean `name`?"),
    ("cel.bind(x, event.score, ⟦x⟧ + 1)", .nullable, "`x` may be null"), ("⟦-event.name⟧", .wrongType, ""),
    ("⟦nothing⟧", .undeclaredName, "There is no variable"),
  ]

  @Test(arguments: flow)
  func flowIssue(_ marked: String, _ kind: CEL.Issue.Kind, _ words: String) {
    expectIssue(marked, kind, words, in: Shapes.flow)
  }

  private static let strict: [(String, CEL.Issue.Kind, String)] = [
    ("⟦1 + 1.0⟧", .mixedTypes, "`+` has no meaning between int and double."), ("⟦1 == 1.0⟧", .mixedTypes, "between int and double"),
    ("⟦1.0 in [1]⟧", .mixedTypes, "`in`"), ("⟦null == 1⟧", .mixedTypes, "between null and int"), ("⟦x⟧", .undeclaredName, ""),
    ("⟦maybe⟧.size()", .nullable, "Test it before: `maybe != null`."), ("true ? 1 : ⟦'a'⟧", .mixedTypes, "different types"),
    ("⟦size(1)⟧", .wrongType, ""), ("'é' + ⟦y⟧", .undeclaredName, ""), ("[1].all(x, ⟦x⟧)", .wrongType, "must be true or false, not int"),
    ("⟦'a' < 1⟧", .mixedTypes, "between string and int"),
  ]

  @Test(arguments: strict)
  func strictIssue(_ marked: String, _ kind: CEL.Issue.Kind, _ words: String) {
    var environment = Environment()
    environment.declare("maybe", .nullable(.string))
    expectIssue(marked, kind, words, in: environment)
  }

  private func expectIssue(_ marked: String, _ kind: CEL.Issue.Kind, _ words: String, in environment: Environment) {
    let scalars = Array(marked.unicodeScalars)
    let start = scalars.firstIndex(of: "⟦") ?? 0
    let end = (scalars.firstIndex(of: "⟧") ?? 1) - 1
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: scalars.filter { $0 != "⟦" && $0 != "⟧" })
    let issues = environment.compile(String(plain)).issues
    #expect(issues.count == 1)
    guard let issue = issues.first else { return }
    #expect(issue.kind == kind)
    #expect(issue.range == start..<end)
    #expect("\(issue.message) \(issue.hint ?? "")".contains(words), "\(issue.message) \(issue.hint ?? "")")
  }

  @Test func severalMistakesAreAllReported() {
    let issues = Shapes.flow.compile("event.nmae + event.score + lowr('a') + evnt.x").issues
    #expect(issues.map(\.kind) == [.undeclaredField, .nullable, .undeclaredFunction, .undeclaredName])
  }

  @Test func oneMistakeIsReportedOnce() {
    #expect(Shapes.flow.compile("left(lower(event.nmae) + 'a', 3).startsWith('b') && !(event.nmae == 1)").issues.count == 2)
  }

  @Test func nearNamesAreOffered() {
    #expect(Shapes.flow.compile("event.nmae").issues.first?.replacement == "name")
    #expect(Shapes.flow.compile("event.stage == 'closed won'").issues.first?.replacement == "\"Closed Won\"")
  }

  @Test func mistakesAreNotWithoutEnd() {
    let source = Array(repeating: "evnt.x", count: 100).enumerated().map { "\($0.element)\($0.offset)" }.joined(separator: " + ")
    #expect(Shapes.flow.compile(source).issues.count <= 20)
  }
}
