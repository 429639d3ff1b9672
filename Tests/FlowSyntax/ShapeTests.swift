import Diagnostics
import Testing

@testable import FlowSyntax

/// Flows whose YAML is right and whose keys are not.
@Suite struct ShapeTests {
  /// A flow around one step, which begins at line 4, column 5.
  private func step(_ text: String) -> String { "flowrun: 1\ntrigger: [{ poll: a.B, every: 1h }]\nsteps:\n  - \(text)\n" }

  /// A flow with further keys from line 4 on.
  private func flow(_ text: String) -> String {
    "flowrun: 1\ntrigger: [{ poll: a.B, every: 1h }]\nsteps: [{ id: s, skip: x }]\n\(text)\n"
  }

  private func found(_ text: String) -> [String] { places(parseFlow(text).findings) }

  @Test func steps() {
    #expect(found(step("{ id: s, skip: x }")) == [])
    #expect(found(step("{ id: s }")) == ["4:7 FLOW0106"])
    #expect(found(step("{ id: s, lokup: a.B }")) == ["4:14 FLOW0106"])
    #expect(found(step("{ id: s, skip: x, fail: y }")) == ["4:23 FLOW0107"])
    #expect(found(step("{ skip: x }")) == ["4:7 FLOW0103"])
    #expect(found(step("{ id: s, lookup: a.B, match: { Id: 1 }, set: { A: 1 } }")) == ["4:45 FLOW0108"])
    #expect(found(step("{ id: s, lookup: a.B, mach: { Id: 1 } }")) == ["4:27 FLOW0102"])
    #expect(found(step("{ id: s, lookup: a.B }")) == ["4:7 FLOW0103"])
    #expect(found(step("{ id: s, lookup: Account, match: { Id: 1 } }")) == ["4:22 FLOW0111"])
    #expect(found(step("{ id: event, skip: x }")) == ["4:11 FLOW0126"])
    #expect(found(step("{ id: my-step, skip: x }")) == ["4:11 FLOW0104"])
    #expect(found(step("{ id: s, when: event.won, skip: x }")) == ["4:20 FLOW0112"])
    #expect(found(step("{ id: s, when: \"a ${b}\", skip: x }")) == ["4:20 FLOW0104"])
    #expect(found(step("{ id: s, skip: \"=\" }")) == ["4:20 FLOW0114"])
    #expect(found(step("{ id: s, skip: \"a ${b\" }")) == ["4:23 FLOW0115"])
    #expect(found(step("{ id: s, skip: x, on_error: ignore }")) == ["4:33 FLOW0104"])
    #expect(found(step("{ id: s, update: a.B, match: [], set: { A: 1 } }")) == ["4:34 FLOW0119"])
    #expect(found(step("{ id: s, update: a.B, match: x, set: { A: 1 } }")) == ["4:34 FLOW0104"])
    #expect(found(step("{ id: s, update: a.B, match: { A: [1] }, set: { A: 1 } }")) == ["4:39 FLOW0123"])
    #expect(found(step("{ id: s, update: a.B, match: { A: 1, normalized: { B: x } }, set: { A: 1 } }")) == ["4:42 FLOW0118"])
    #expect(found(step("{ id: s, do: [{ id: t, skip: x }], for_each: \"=a\" }")) == ["4:40 FLOW0120"])
    #expect(found(step("{ id: s, do: [{ id: t, skip: x }], as: y }")) == ["4:40 FLOW0121"])
    #expect(found(step("{ id: s, call: desk }")) == ["4:20 FLOW0104"])
    #expect(found(step("{ id: s, notify: slack, to: a }")) == ["4:7 FLOW0103"])
    #expect(found(step("{ id: s, transform: {} }")) == ["4:25 FLOW0119"])
    #expect(found(step("{ id: s, transform: { a-b: 1 } }")) == ["4:27 FLOW0104"])
    #expect(found(step("skip")) == ["4:5 FLOW0101"])
  }

  @Test func keys() {
    #expect(found(flow("priority: high")) == [])
    #expect(found(flow("priority: highest")) == ["4:11 FLOW0104"])
    #expect(found(flow("once: yes")) == ["4:7 FLOW0104"])
    #expect(found(flow("discription: x")) == ["4:1 FLOW0102"])
    #expect(found(flow("match: x")) == ["4:1 FLOW0102"])
    #expect(found(flow("description: =a")) == ["4:14 FLOW0113"])
    #expect(found(flow("description: '\\=a'")) == [])
    #expect(found(flow("description: ${a}")) == ["4:14 FLOW0303"])
    #expect(found(flow("description: 5")) == [])
    #expect(found(flow("description: null")) == ["4:14 FLOW0104"])
    #expect(found(flow("window: { events: 0 }")) == ["4:19 FLOW0104"])
    #expect(found(flow("window: { wait: soon }")) == ["4:17 FLOW0104"])
    #expect(found(flow("window: [1]")) == ["4:9 FLOW0101"])
    #expect(found(flow("alert: { failed: 5 }")) == ["4:18 FLOW0104"])
    #expect(found(flow("alert: { to: x }")) == ["4:10 FLOW0125"])
    #expect(found(flow("tables: { a: { x: =1 } }")) == ["4:20 FLOW0124"])
    #expect(found(flow("tables: { a: { file: x.csv } }")) == ["4:16 FLOW0103"])
    #expect(found(flow("retry: { first: 0s }")) == ["4:17 FLOW0104"])
    #expect(found(flow("changed: score")) == ["4:10 FLOW0101"])
    #expect(found("flowrun: 2\ntrigger: [{ poll: a.B, every: 1h }]\nsteps: [{ id: s, skip: x }]") == ["1:10 FLOW0105"])
    #expect(found("flowrun: 1") == ["1:1 FLOW0103", "1:1 FLOW0103"])
    #expect(found("- a") == ["1:1 FLOW0101"])
  }

  @Test func triggers() {
    func trigger(_ text: String) -> [String] { found("flowrun: 1\nsteps: [{ id: s, skip: x }]\ntrigger:\n  - \(text)\n") }
    #expect(trigger("{ poll: a.B, every: 15m }") == [])
    #expect(trigger("{ poll: a.B, cron: \"0 6 * * 1-5\", time_zone: Europe/Berlin }") == [])
    #expect(trigger("{ poll: a.B }") == ["4:7 FLOW0117"])
    #expect(trigger("{ poll: a.B, every: 15m, cron: \"* * * * *\" }") == ["4:30 FLOW0116"])
    #expect(trigger("{ poll: a.B, cron: daily }") == ["4:24 FLOW0104"])
    #expect(trigger("{ poll: a.B, every: 15m, time_zone: UTC }") == ["4:30 FLOW0122"])
    #expect(trigger("{ poll: a.B, every: 15m, start: soon }") == ["4:37 FLOW0104"])
    #expect(trigger("{ poll: a, every: 15m }") == ["4:13 FLOW0111"])
    #expect(trigger("{ webhook: a }") == ["4:7 FLOW0103"])
    #expect(trigger("{ webhok: a, event: { a: =b } }") == ["4:7 FLOW0109"])
    #expect(trigger("{ webhook: a, poll: a.B, event: { a: =b } }") == ["4:19 FLOW0110"])
    #expect(trigger("{ webhook: a, event: { a: =b }, every: 5m }") == ["4:37 FLOW0102"])
    #expect(found("flowrun: 1\nsteps: [{ id: s, skip: x }]\ntrigger: { poll: a.B, every: 1h }") == ["3:10 FLOW0101"])
  }

  @Test func unknownKeysNameTheNearest() {
    let finding = parseFlow(flow("discription: x")).findings.first
    #expect(finding?.hint?.hasPrefix("Did you mean `description`?") == true)
    #expect(finding?.fix?.edits.first?.replacement == "description")
  }

  @Test func forgottenEqualsIsFixed() throws {
    for text in ["event.won", "'event.won'", "\"event.won\""] {
      let (_, findings) = parseFlow(flow("when: \(text)"))
      let finding = try #require(findings.first)
      let mended = Fix.apply([try #require(finding.fix)], to: finding.span.file)
      let again = parseFlow(String(decoding: mended, as: UTF8.self))
      #expect(again.findings.isEmpty)
      #expect(again.flow.when?.formulas.first?.text == "event.won")
    }
  }

  @Test func templatesAreSplit() {
    func pieces(_ text: String) -> [String] {
      guard case .skip(let value)? = parseFlow(step("{ id: s, skip: \(text) }")).flow.steps.first?.verb else { return ["?"] }
      switch value.content {
      case .literal(let scalar): return ["literal \(scalar)"]
      case .formula(let formula): return ["formula \(formula.text)"]
      case .template(let pieces):
        return pieces.map { piece in
          switch piece {
          case .text(let text): text
          case .formula(let formula): "<\(formula.text)|\(formula.span.text)>"
          }
        }
      }
    }
    #expect(pieces("\"a ${b} c\"") == ["a ", "<b|b>", " c"])
    #expect(pieces("\"${a}${b}\"") == ["<a|a>", "<b|b>"])
    #expect(pieces("'${ {\"a\": \"}\"}.a }!'") == ["< {\"a\": \"}\"}.a | {\"a\": \"}\"}.a >", "!"])
    #expect(pieces("\"$${a} $x $\"") == ["literal string(\"${a} $x $\")"])
    #expect(pieces("'\\=a'") == ["literal string(\"=a\")"])
    #expect(pieces("'=a'") == ["formula a"])
    #expect(pieces("0123") == ["literal string(\"0123\")"])
    #expect(pieces("'12'") == ["literal string(\"12\")"])
  }

  /// Each key that a construct declares is one that the parser asks for: a flow with all of them has no finding and all of them in its AST.
  @Test func everyKeyOfAFlowIsRead() {
    let (flow, findings) = parseFlow(
      """
      flowrun: 1
      description: d
      owner: o
      trigger:
        - { webhook: w, each: =body.rows, delivery: =row.id, event: { a: =text(row.a) } }
        - { message: s.Account, event: { a: =row.A } }
        - { poll: s.Account, cron: "0 6 * * *", time_zone: UTC, full: true, start: 30d, where: =row.B, event: { a: =row.A } }
      when: =event.a != null
      about: =event.a
      changed: [a]
      once: false
      key: =event.a
      at: =now
      window: { events: 5, wait: 3s, keep: all }
      tables: { t: { a: 1 }, u: { file: u.csv, key: a } }
      priority: low
      time_zone: UTC
      retry: { for: 1h, first: 1s, most: 1m }
      alert: { notify: s, to: x, command: [y], failed: 5%, lag: 1m }
      steps:
        - { id: a, when: =true, description: d, on_error: continue, lookup: s.A, match: { B: 1 }, where: =row.C, many: true, on_none: skip, on_many: skip }
        - { id: b, update: s.A, match: { B: 1 }, set: { C: 1 }, blank: [C], newest_wins: D, on_none: skip, on_many: oldest }
        - { id: c, upsert: s.A, match: { B: 1 }, set: { C: 1 }, set_on_create: { E: 1 }, blank: [C], newest_wins: D, on_many: oldest }
        - { id: d, create: s.A, match: { B: 1 }, set: { C: 1 }, on_many: fail }
        - { id: e, transform: { a: 1 } }
        - { id: f, notify: s.chatter, to: [a, =b], subject: s, text: t, mention: m }
        - { id: g, call: s.op, with: { a: 1 } }
        - { id: h, for_each: =a, as: item, do: [{ id: i, fail: x }] }
        - { id: j, skip: x }
      """)
    #expect(TextReport().render(findings) == "")
    #expect(flow.triggers.count == 3)
    #expect(flow.steps.count == 9)
    #expect(flow.retry?.most?.value == 60)
    #expect(flow.alert?.lag?.value == 60)
    #expect(flow.tables.count == 2)
  }

  @Test func constructsAreWhole() {
    var names: Set<String> = []
    for construct in Constructs.all {
      #expect(names.insert(construct.name).inserted)
      #expect(Set(construct.keys.map(\.name)).count == construct.keys.count)
      for key in construct.keys { #expect(!key.doc.isEmpty && !key.example.isEmpty, "\(construct.name).\(key.name)") }
      #expect(construct.doc.hasSuffix("."))
    }
  }
}

@Suite struct ProjectTests {
  private func found(_ text: String) -> [String] { places(parseProject("flowrun: 1\n\(text)\n").findings) }

  @Test func mistakes() {
    #expect(found("connections: { s: { connector: salesforce, url: \"${env.URL}\" } }") == [])
    #expect(found("connections: { s: { url: x } }") == ["2:21 FLOW0103"])
    #expect(found("connections: { s: { connector: x, auth: { access_key: abc } } }") == ["2:55 FLOW0300"])
    #expect(found("connections: { s: { connector: x, hook: { path: abc } } }") == ["2:49 FLOW0300"])
    #expect(found("connections: { s: { connector: x, url: xoxb-1234567890-abcdef } }") == ["2:40 FLOW0301"])
    #expect(found("connections: { s: { connector: x, url: \"${URL}\" } }") == ["2:41 FLOW0302"])
    #expect(found("connections: { s: { connector: x, url: \"${env.URL\" } }") == ["2:41 FLOW0115"])
    #expect(found("connections: { s: { connector: x, limts: { calls: 1 } } }") == ["2:35 FLOW0102"])
    #expect(found("connections: { s: { connector: x, limits: { share: 60 } } }") == ["2:52 FLOW0104"])
    #expect(found("settings: { a: ${env.X} }").count == 1)
    #expect(found("settings: { a: =1 }") == ["2:16 FLOW0113"])
    #expect(found("lint: { ignore: { X1: [a] } }") == ["2:19 FLOW0304"])
    #expect(found("serve: { hooks: localhost }") == ["2:17 FLOW0305"])
    #expect(found("serve: { hooks: \"[::1]:80\" }") == [])
    #expect(found("profiles: { p: { lint: { ignore: { FLOW0001: [a] } } } }") == ["2:18 FLOW0102"])
    #expect(found("conections: {}") == ["2:1 FLOW0102"])
  }

  @Test func secretsAreTakenFromOutside() {
    let project = parseProject(
      "flowrun: 1\nconnections:\n  a: { connector: x, url: \"https://${env.HOST}:1/${file.a/b.txt}$${x}\", auth: { basic: { user: u, password: \"${env.P}\" } } }"
    ).project
    let connection = project.connections.first
    #expect(
      connection?.option("url")?.value.pieces == [
        .text("https://"), .environment("HOST"), .text(":1/"), .file("a/b.txt"), .text("${x}"),
      ])
    #expect(connection?.option("auth.basic.user")?.value.literal == "u")
    #expect(connection?.option("auth.basic.password")?.value.literal == nil)
  }
}
