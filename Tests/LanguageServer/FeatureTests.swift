import LanguageServer
import Testing

@Suite struct FeatureTests {
  static let head = """
    flowrun: 1
    trigger:
      - poll: salesforce.Account
        every: 10m
        event: { id: =row.Id, name: =row.Name }
    steps:

    """

  @Test func keysAreOfferedWhereTheyAreAllowed() {
    var client = Client()
    let flow = client.completions("flowrun: 1\n¦")
    #expect(flow.contains("trigger") && flow.contains("steps") && !flow.contains("flowrun") && !flow.contains("match"))
    let step = client.completions(Self.head + "  - id: a\n    ¦")
    #expect(step.contains("lookup") && step.contains("when") && !step.contains("match") && !step.contains("id"))
    let lookup = client.completions(Self.head + "  - id: a\n    lookup: salesforce.Account\n    ¦")
    #expect(lookup.contains("match") && lookup.contains("on_none") && !lookup.contains("set") && !lookup.contains("lookup"))
    #expect(client.completions(Self.head + "  - id: a\n    lookup: salesforce.Account\n    on_none: ¦") == ["fail", "skip", "continue", "retry"])
    #expect(client.completions("flowrun: 1\nwindow:\n  ¦") == ["events", "wait", "keep"])
  }

  @Test func aManifestIsNoFlow() {
    let head = "flowrun: 1\nconnector: desk\nurl: https://desk.example\nauth: { bearer: true }\n"
    var client = Client()
    let right = client.open(head + "operations:\n  ping: { get: /ping }\n")
    #expect(right.diagnostics.isEmpty)
    let wrong = client.open(head + "operations:\n  ping: { got: /ping }\n")
    #expect(wrong.diagnostics.contains { $0["code"] == "FLOW0102" })
    let keys = client.completions(head + "¦")
    #expect(keys.contains("operations") && keys.contains("objects") && !keys.contains("trigger") && !keys.contains("url"))
    let fields = client.completions(head + "objects:\n  ticket:\n    ¦")
    #expect(fields.contains("fields") && fields.contains("watermark") && !fields.contains("steps"))
  }

  @Test func objectsAndFieldsOfTheConnectionsAreOffered() {
    var client = Client()
    #expect(client.completions(Self.head + "  - id: a\n    lookup: ¦") == ["salesforce.Account", "salesforce.User"])
    let write = "  - id: a\n    update: salesforce.Account\n    match: { Id: =event.id }\n"
    #expect(client.completions(Self.head + write + "    set:\n      Name: x\n      ¦") == ["Id", "Health_Score__c", "Health_Trend__c", "OwnerId"])
    #expect(client.completions(Self.head + write + "    set: { Name: x, ¦ }") == ["Id", "Health_Score__c", "Health_Trend__c", "OwnerId"])
    #expect(
      client.completions(Self.head + "  - id: a\n    lookup: salesforce.Account\n    match:\n      - ¦") == [
        "Id", "Name", "Health_Score__c", "Health_Trend__c", "OwnerId",
      ])
  }

  @Test func formulasKnowStepsFieldsTablesSettingsAndFunctions() {
    var client = Client()
    let steps = "  - id: account\n    lookup: salesforce.Account\n    match: { Id: =event.id }\n  - id: b\n"
    let names = client.completions(Self.head + steps + "    when: =¦")
    #expect(names.contains("account") && names.contains("event") && names.contains("coalesce"))
    #expect(client.completions(Self.head + steps + "    when: =event.¦") == ["id", "name"])
    #expect(
      client.completions(Self.head + steps + "    when: =account.Na¦") == ["Id", "Name", "Health_Score__c", "Health_Trend__c", "OwnerId", "Owner"])
    #expect(client.completions(Self.head + steps + "    when: =1 < settings.¦") == ["renewal_days"])
    #expect(client.completions("tables: { csm: { a: b } }\n" + Self.head + steps + "    when: =vlookup(tables.¦") == ["csm"])
  }

  @Test func hoverTellsKeysAndTypes() throws {
    var client = Client()
    let steps = "  - id: account\n    lookup: salesforce.Account\n    match: { Id: =event.id }\n"
    let key = client.ask("textDocument/hover", Self.head + steps + "    on_¦none: skip\n")["contents"]["value"].text ?? ""
    #expect(key.contains("What happens when no record is found") && key.contains("Default: fail"))
    let field = client.ask("textDocument/hover", Self.head + steps + "  - id: b\n    skip: \"🚀日本 ${account.Na¦me}\"\n")
    #expect(field["contents"]["value"].text?.contains("text(255), may be null") == true)
    // `    skip: "` is 11 units, the rocket 2, each ideograph 1, ` ${` 3, `account.` 8.
    #expect(field["range"]["start"]["character"].number == 26)
    #expect(client.ask("textDocument/hover", Self.head + "¦\n") == .null)
  }

  @Test func definitionsOfStepsAndTables() {
    var client = Client()
    let steps = "  - id: account\n    lookup: salesforce.Account\n    match: { Id: =event.id }\n  - id: b\n    skip: =acc¦ount.Name\n"
    let place = client.ask("textDocument/definition", Self.head + steps)
    #expect(place["range"]["start"] == .object(["line": 6, "character": 8]))
    #expect(place["uri"].text == Client.uri)
    #expect(client.ask("textDocument/definition", Self.head + "  - id: b\n    skip: no¦thing\n") == .null)
  }

  @Test func diagnosticsCountUTF16AndFixesAreActions() throws {
    var client = Client()
    let (found, _) = client.open(Self.head + "  - id: b\n    skip: \"🚀日本 ${event.nme}\"\n")
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding["range"]["start"]["line"].number == 7)
    let start = try #require(finding["range"]["start"]["character"].number)
    #expect(start == 18 || start == 24)
    let (misspelt, _) = client.open(Self.head + "  - id: b\n    skp: x\n    when: =true\n")
    #expect(!misspelt.isEmpty)
    let (forgotten, _) = client.open(Self.head + "  - id: b\n    skip: event.name\n")
    let actions = client.request(
      "textDocument/codeAction",
      .object(["textDocument": .object(["uri": .string(Client.uri)]), "range": try #require(forgotten.first)["range"]]))
    let edit = actions["result"].items.first?["edit"]["changes"][Client.uri].items.first
    #expect(edit?["newText"] == "=")
    #expect(edit?["range"]["start"] == .object(["line": 7, "character": 10]))
  }

  @Test func whatACommentIgnoresIsNotTold() {
    var client = Client()
    let (told, _) = client.open(Self.head + "  - id: b\n    skip: '{{ event.name }}'\n")
    #expect(told.count == 1)
    let (ignored, _) = client.open(Self.head + "  - id: b\n    skip: '{{ event.name }}'  # flowrun: ignore FLOW0128 the reader fills it in\n")
    #expect(ignored.isEmpty)
  }

  @Test func brokenTextMidEditNeverStopsTheServer() {
    var client = Client()
    let whole = Self.head + "  - id: account\n    lookup: salesforce.Account\n    match: { Id: \"=event.id\", Name: '🚀' }\n"
    for count in 0...whole.count {
      let text = String(whole.prefix(count)) + "¦"
      for method in ["completion", "hover", "definition"] { _ = client.ask("textDocument/\(method)", text) }
    }
    let changed = client.notify(
      "textDocument/didChange",
      .object(["textDocument": .object(["uri": .string(Client.uri)]), "contentChanges": .list([.object(["text": "a: [\n\tb"])])]))
    #expect(changed.first?["params"]["diagnostics"].items.isEmpty == false)
    let closed = client.notify("textDocument/didClose", .object(["textDocument": .object(["uri": .string(Client.uri)])]))
    #expect(closed.first?["params"]["diagnostics"] == .list([]))
  }
}
