import Diagnostics
import FlowCheck
import FlowSyntax
import Testing

/// What the one form of a file looks like.
@Suite struct FormatFormTests {
  private func format(_ text: String, as kind: FlowFormatter.Kind = .flow) throws -> String {
    let file = SourceFile(name: "a.yaml", text: text)
    let once = try FlowFormatter.standard.format(file, as: kind)
    let twice = try FlowFormatter.standard.format(SourceFile(name: "a.yaml", bytes: once), as: kind)
    #expect(String(decoding: once, as: UTF8.self) == String(decoding: twice, as: UTF8.self))
    return String(decoding: once, as: UTF8.self)
  }

  @Test func keysGoIntoTheOrderOfTheConstruct() throws {
    let text = """
      # The file's own comment.

      steps:
      - match: {Id:   =event.Id}
        set:
            # The name.
            Name: =event.Name   # kept
            Account.Zip: "0123"
        update: salesforce.Account
        id: write
      # The source.
      trigger:
        - every: 15m
          poll: salesforce.Account
      flowrun: 1
      """
    let wanted = """
      # The file's own comment.

      flowrun: 1
      # The source.
      trigger:
        - poll: salesforce.Account
          every: 15m
      steps:
        - id: write
          update: salesforce.Account
          match: { Id: =event.Id }
          set:
            # The name.
            Name: =event.Name  # kept
            Account.Zip: "0123"

      """
    #expect(try format(text) == wanted)
  }

  @Test func namesOfOnesOwnKeepTheirOrder() throws {
    let text = """
      flowrun: 1
      trigger:
        - { poll: salesforce.Account, every: 1h }
      steps:
        - id: plan
          transform: { tier: =event.Tier, arr: =plan.tier }
        - id: people
          for_each: =event.contacts
          as: contact
          do:
            - { id: end, skip: nothing to do }

      """
    #expect(try format(text) == text)
  }

  @Test(arguments: [
    ("'=event.a'", "=event.a"), ("\"=event.a\"", "=event.a"), ("=event.a+1", "=event.a + 1"), ("=(a&&b)||!c", "=(a && b) || !c"),
    ("=a?b :c", "'=a ? b : c'"), ("'=f( a,-1 , b [ 0 ] )'", "=f(a, -1, b[0])"), ("=x=='a b'", "=x == \"a b\""),
    ("\"=x == 'a' + b\"", "=x == \"a\" + b"), ("'=m({\"a\":1})'", "'=m({\"a\": 1})'"), ("=a.?b[?0].orValue( - 1)", "=a.?b[?0].orValue(-1)"),
    ("'=[1,2 ,3].exists(x,x in[1])'", "=[1, 2, 3].exists(x, x in [1])"), ("'=a // why'", "=a // why"), ("=1.50 + 0x1F", "=1.50 + 0x1F"),
    ("'a'", "a"), ("\"a: b\"", "\"a: b\""), ("'a #1'", "\"a #1\""), ("'5'", "\"5\""), ("'null'", "\"null\""), ("'no'", "\"no\""),
    ("'2026-03-14'", "\"2026-03-14\""), ("'C:\\data'", "C:\\data"), ("'say \"hi\"'", "say \"hi\""), ("'- \"x\"'", "'- \"x\"'"), ("\"it's\"", "it's"),
    ("\"a\\tb\"", "\"a\\tb\""), ("\"a\\u00a0\"", "\"a\\u00a0\""), ("'${a.b} is'", "${a.b} is"), ("'*${a}* is'", "\"*${a}* is\""),
    ("'\\=x'", "\\=x"), ("' a'", "\" a\""), ("'0 6 * * 1-5'", "0 6 * * 1-5"), ("'@a'", "\"@a\""), ("1.50", "1.50"), ("''", "\"\""),
  ]) func scalars(_ written: String, _ wanted: String) throws {
    let head = "flowrun: 1\ntrigger:\n  - { poll: a.B, every: 1h }\nsteps:\n  - id: t\n    transform:\n      v: "
    #expect(try format(head + written + "\n") == head + wanted + "\n")
  }

  @Test func formulasOfSeveralLinesKeepThem() throws {
    let text = """
      flowrun: 1
      trigger:
        - { poll: a.B, every: 1h }
      steps:
        - id: t
          transform:
            v: =ifs(
                a.x==null||b , "Flat",
             f(
             c,1
             ), "Improving",
                  "Declining"
               )
            w: |
                =a //  why
                  + b
            x: '=a ? "b: c"
              : d'
      """
    let wanted = """
      flowrun: 1
      trigger:
        - { poll: a.B, every: 1h }
      steps:
        - id: t
          transform:
            v: =ifs(
              a.x == null || b, "Flat",
              f(
                c, 1
              ), "Improving",
              "Declining"
              )
            w: |
              =a //  why
                + b
            x: '=a ? "b: c"
              : d'

      """
    #expect(try format(text) == wanted)
  }

  @Test func longBracketsAreFilled() throws {
    let fields = (1...12).map { "field_\($0): =text(row.field_\($0))" }
    let text = "flowrun: 1\ntrigger:\n  - webhook: gainsight\n    event: {\(fields.joined(separator: ","))}\nsteps: [{id: a,skip: x}]\n"
    let formatted = try format(text)
    let lines = formatted.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 120 })
    #expect(lines[3].hasPrefix("    event: { field_1: =text(row.field_1), field_2:"))
    #expect(lines[4].hasPrefix("             field_"))
    #expect(lines.last == "steps: [{ id: a, skip: x }]")
  }

  @Test func commentsBetweenBracketsStay() throws {
    let text = """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { a: =row.a, # one
            # above
            b: =row.b
            # last
            }   # behind
      steps:
        - { id: a, skip: x }
      """
    let wanted = """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { a: =row.a,  # one
                   # above
                   b: =row.b
                   # last
                 }  # behind
      steps:
        - { id: a, skip: x }

      """
    #expect(try format(text) == wanted)
  }

  @Test func commentsGoWithWhatTheyAreAbout() throws {
    let text = """
      flowrun: 1   # one
      trigger:       # sources

        - poll: a.B     # first
          every: 1h # often


        # - poll: a.C
        #   every: 2h
      # Where it goes.
      steps:
        # before
        - id: a
          skip: x
          # the end of a
        # - id: b

      # the end
      """
    let wanted = """
      flowrun: 1     # one
      trigger:       # sources
        - poll: a.B  # first
          every: 1h  # often

        # - poll: a.C
        #   every: 2h
      # Where it goes.
      steps:
        # before
        - id: a
          skip: x
          # the end of a
        # - id: b

      # the end

      """
    #expect(try format(text) == wanted)
  }

  @Test func blockScalarsKeepTheirText() throws {
    let text = """
      flowrun: 1
      trigger:
        - { poll: a.B, every: 1h }
      steps:
        - id: tell
          notify: slack
          to: x
          text: |-   # why
                   one
                     two

                   three
        - id: more
          notify: slack
          to: >+
              a
              b


        - id: third
          skip: |2
              indented
      """
    let wanted = """
      flowrun: 1
      trigger:
        - { poll: a.B, every: 1h }
      steps:
        - id: tell
          notify: slack
          to: x
          text: |-  # why
            one
              two

            three
        - id: more
          notify: slack
          to: >+
            a
            b


        - id: third
          skip: |2-
              indented

      """
    let formatted = try format(text)
    #expect(formatted == wanted)
  }

  @Test func anchorsStayBeforeTheirAliases() throws {
    let text = """
      steps:
        - &a
          id: one
          transform:  {x:  &v  5, y: *v}
        - id: two
          when:   &w   =event.a
          skip: *w
      trigger: [{ poll: a.B, every: 1h }]
      flowrun: 1

      """
    let wanted = """
      steps:
        - &a
          id: one
          transform: { x: &v 5, y: *v }
        - id: two
          when: &w =event.a
          skip: *w
      trigger: [{ poll: a.B, every: 1h }]
      flowrun: 1

      """
    #expect(try format(text) == wanted)
  }

  @Test func anOuterBracketKeepsItsAnchor() throws {
    #expect(try format("a:   &x { b: 1 }\nc:  &y  [1]\n") == "a: &x { b: 1 }\nc: &y [1]\n")
  }

  /// Beside `|` and `>` no comment has room.
  @Test func aCommentBesideTheKeyOfABlockGoesAbove() throws {
    #expect(try format("description: # why\n  >-\n  a\n  b\n") == "# why\ndescription: >-\n  a\n  b\n")
    #expect(try format("description:\n  # why\n  >-\n  a\n  b\n") == "# why\ndescription: >-\n  a\n  b\n")
  }

  @Test func lineBreaksAndMarksOfTheFileAreEven() throws {
    #expect(
      try format("\u{FEFF}---\r\nflowrun: 1\r\n\r\n\r\ntrigger: []\r\nsteps: [ ]\r\n\r\n") == "flowrun: 1\n\ntrigger: []\nsteps: []\n")
  }

  @Test func projectsHaveAFormToo() throws {
    let text = """
      connections:
        b: {url: "${env.B}", connector: gainsight}
        a:
          schema: 'schemas/a.json'
          connector: salesforce
      flowrun: 1
      """
    let wanted = """
      flowrun: 1
      connections:
        b: { connector: gainsight, url: "${env.B}" }
        a:
          connector: salesforce
          schema: schemas/a.json

      """
    #expect(try format(text, as: .project) == wanted)
  }

  @Test func aFileWithMistakesIsRefused() {
    #expect(throws: FlowFormatter.Refusal.self) { try format("a: 1\na: 2\n") }
  }

  @Test func editsAreOfTheLinesThatDiffer() throws {
    let text = "flowrun: 1\ntrigger:\n  - {poll: a.B, every: 1h}\nsteps:\n  - {id: a, skip: x}\n  - { id: b, skip: y }\n"
    let file = SourceFile(name: "a.yaml", text: text)
    let edits = try FlowFormatter.standard.edits(file, as: .flow)
    #expect(edits.map(\.span.start.line) == [3, 5])
    #expect(Fix.apply([Fix("Format.", edits)], to: file) == (try FlowFormatter.standard.format(file, as: .flow)))
  }
}
