import LanguageServer
import Testing

/// What hover, completion and definitions know from the types of formulas.
@Suite struct TypeTests {
  static let head = """
    flowrun: 1
    trigger:
      - poll: salesforce.Account
        every: 10m
        event: { id: =row.Id, score: =row.Health_Score__c, trend: =row.Health_Trend__c }
    tables: { csm: { a: b } }
    steps:
      - id: account
        lookup: salesforce.Account
        match: { Id: =event.id }

    """

  /// The Markdown shown at `¦`.
  private func hover(_ step: String) -> String {
    var client = Client()
    return client.ask("textDocument/hover", Self.head + step)["contents"]["value"].text ?? ""
  }

  @Test(arguments: [
    ("  - id: b\n    when: =event.sc¦ore > 5\n    skip: x\n", "`event.score`: number, or null\n\nFrom the trigger: `=row.Health_Score__c`"),
    ("  - id: b\n    when: =event.score ¦> 5\n    skip: x\n", "`event.score > 5`: true or false"),
    ("  - id: b\n    when: =acc¦ount.Name != null\n    skip: x\n", "`account`: record of `Account`\n\nThe step `account`, `lookup`."),
    ("  - id: b\n    when: =isB¦lank(account.Name)\n    skip: x\n", "```\nisBlank(any) → flag\n```"),
    ("  - id: b\n    when: =account.Name.startsW¦ith(\"a\")\n    skip: x\n", "```\nstartsWith(text, text) → flag\n```"),
    ("  - id: b\n    skip: ${settings.renewal_da¦ys}\n", "`settings.renewal_days`: whole number\n\nFrom flowrun.yaml: `90`"),
    ("  - id: b\n    skip: ${account.Owner.Em¦ail}\n", "`account.Owner.Email`: text, or null\n\n**User.Email**: email, may be null\n\nE-mail"),
    ("  - id: b\n    skip: ${account.Ow¦ner.Email}\n", "`account.Owner`: reference to `User`, or null"),
    ("  - id: b\n    skip: ${event.tr¦end}\n", "`event.trend`: one of `Improving`, `Flat`, `Declining`, or null"),
    (
      "  - id: b\n    update: salesforce.Account\n    match: { Id: =account.Id }\n    set: { Health_Tr¦end__c: Flat }\n",
      "Values: `Improving`, `Flat`"
    ),
    ("  - id: b\n    lookup: salesforce.Acc¦ount\n", "**salesforce.Account**: Account, 5 fields"),
    ("  - id: b\n    notify: sla¦ck\n", "**slack**: connection, `slack`"),
  ])
  func hoverTellsWhatAPartIs(step: String, wanted: String) {
    let text = hover(step)
    #expect(text.hasPrefix(wanted) || text.contains(wanted) && wanted.hasPrefix("Values"), "\(text)")
  }

  @Test func membersComeFromTypes() {
    var client = Client()
    #expect(client.completions(Self.head + "  - id: b\n    skip: ${account.Owner.¦}\n") == ["Id", "Email"])
    // A formula that cannot be read yet.
    #expect(client.completions(Self.head + "  - id: b\n    when: =coalesce(account.Owner.¦\n    skip: x\n") == ["Id", "Email"])
    let methods = client.completions(Self.head + "  - id: b\n    when: =event.id.¦\n    skip: x\n")
    #expect(methods.contains("startsWith") && !methods.contains("getFullYear"))
    #expect(client.completions(Self.head + "  - id: b\n    when: =math.¦\n    skip: x\n").contains("abs"))
  }

  @Test func namesAreThoseThatHaveAValue() {
    var client = Client()
    let names = client.completions(Self.head + "  - id: b\n    when: =¦\n    skip: x\n  - id: c\n    skip: x\n")
    #expect(names.contains("account") && names.contains("event") && names.contains("tables") && names.contains("similarity"))
    #expect(!names.contains("c") && !names.contains("row") && !names.contains { $0.hasPrefix("@") })
    let inner = client.completions(Self.head + "  - id: b\n    when: '=[1, 2].exists(item, it¦)'\n    skip: x\n")
    #expect(inner.first == "item")
  }

  @Test func picklistsAndConnectionsAreValues() {
    var client = Client()
    let trends = ["Improving", "Flat", "Declining"]
    #expect(client.completions(Self.head + "  - id: b\n    when: =event.trend == \"¦\"\n    skip: x\n") == trends)
    let write = "  - id: b\n    update: salesforce.Account\n    match: { Id: =account.Id }\n"
    #expect(client.completions(Self.head + write + "    set:\n      Health_Trend__c: ¦\n") == trends)
    #expect(client.completions(Self.head + "  - id: b\n    notify: ¦\n") == ["salesforce", "slack"])
    #expect(client.completions(Self.head + "changed: [¦]\n") == ["id", "score", "trend"])
  }

  @Test func whatIsWrittenAlreadyIsReplaced() throws {
    var client = Client()
    let items = client.ask("textDocument/completion", Self.head + "  - id: b\n    lookup: salesforce.Us¦\n").items
    let edit = try #require(items.first { $0["label"] == "salesforce.User" })["textEdit"]
    #expect(edit["range"] == .object(["start": .object(["line": 11, "character": 12]), "end": .object(["line": 11, "character": 25])]))
    #expect(edit["newText"] == "salesforce.User")
    // A key that has its colon does not get a second one.
    let keys = client.ask("textDocument/completion", Self.head + "  - id: b\n    ski¦: x\n").items
    #expect(keys.first { $0["label"] == "fail" }?["textEdit"]["newText"] == "fail")
  }

  @Test func definitionsLeadToFilesOfTheProject() {
    var client = Client()
    func line(_ step: String) -> [JSONTree] {
      let place = client.ask("textDocument/definition", Self.head + step)
      return [place["uri"], place["range"]["start"]["line"]]
    }
    let here = JSONTree.string(Client.uri)
    #expect(line("  - id: b\n    skip: ${event.sc¦ore}\n") == [here, 4])
    #expect(line("  - id: b\n    skip: ${vlookup(tables.c¦sm, \"a\")}\n") == [here, 5])
    #expect(line("  - id: b\n    skip: ${acc¦ount.Name}\n") == [here, 7])
    #expect(line("  - id: b\n    skip: ${outcome(acc¦ount)}\n") == [here, 7])
    #expect(line("  - id: b\n    skip: ${settings.renewal_¦days}\n") == ["file:///work/flowrun.yaml", 1])
    #expect(line("  - id: b\n    lookup: sales¦force.Account\n") == ["file:///work/flowrun.yaml", 3])
    #expect(line("  - id: b\n    notify: sla¦ck\n") == ["file:///work/flowrun.yaml", 4])
  }

  @Test func symbolsAreSourcesTablesAndSteps() {
    var client = Client()
    let block = "  - id: all\n    do:\n      - id: inner\n        skip: x\n"
    let symbols = client.ask("textDocument/documentSymbol", Self.head + block + "¦").items
    #expect(symbols.compactMap { $0["name"].text } == ["poll", "csm", "account", "all"])
    #expect(symbols.last?["children"].items.compactMap { $0["name"].text } == ["inner"])
    #expect(symbols.first?["detail"] == "salesforce.Account")
  }

  @Test func formattingChangesTheLinesThatDiffer() throws {
    var client = Client()
    let text = "flowrun:   1\n# 🚀\ntrigger:\n  - poll: salesforce.Account\n    every: 10m\nsteps:\n  - id: a\n    skip:    x\n"
    let edits = client.ask("textDocument/formatting", text + "¦").items
    let edit = try #require(edits.first)
    #expect(edits.count == 1)
    var file = client.open(text)
    let uri = JSONTree.object(["uri": .string(Client.uri)])
    let change = JSONTree.object(["range": edit["range"], "text": edit["newText"]])
    file.diagnostics =
      client.notify("textDocument/didChange", .object(["textDocument": uri, "contentChanges": .list([change])])).first?["params"]["diagnostics"].items
      ?? []
    #expect(file.diagnostics.isEmpty)
    #expect(client.request("textDocument/formatting", .object(["textDocument": uri]))["result"] == .list([]))
    // A file with mistakes is left as it is.
    #expect(client.ask("textDocument/formatting", "flowrun:   1\nstep: x\n¦") == .null)
  }

  @Test func testFilesHaveTheirOwnKeys() {
    var client = Client()
    _ = client.request("initialize")
    let uri = "file:///work/flow.test.yaml"
    let text = "test: flow\ncases:\n  - name: a\n    \n"
    _ = client.notify("textDocument/didOpen", .object(["textDocument": .object(["uri": .string(uri), "text": .string(text)])]))
    let document = JSONTree.object(["uri": .string(uri)])
    let place = JSONTree.object(["line": 3, "character": 4])
    let items = client.request("textDocument/completion", .object(["textDocument": document, "position": place]))["result"].items
    #expect(items.contains { $0["label"] == "events" } && !items.contains { $0["label"] == "name" || $0["label"] == "steps" })
  }
}
