import Glibc
import LanguageServer
import Testing

/// Whatever is typed, pasted and deleted: the server answers each request, and its findings are those of the whole text.
///
/// `FLOWRUN_SEED=7` types something else, `FLOWRUN_FUZZ=2000` more of it.
@Suite struct EditFuzzTests {
  private static func setting(_ name: String, _ standard: Int) -> Int { getenv(name).flatMap { Int(String(cString: $0)) } ?? standard }

  private static let flow = """
    flowrun: 1
    description: "Größe 🚀"
    trigger:
      - { poll: salesforce.Account, every: 1h }
    when: =event.Health_Score__c != null && event.Name != "x"
    tables:
      colours: { red: 1, grün: 2 }
    steps:
      - id: account
        lookup: salesforce.Account
        match: { Id: =event.Id }
        on_none: continue
      - id: write
        update: salesforce.Account
        match: { Id: =account.Id }
        set:
          Name: "${event.Name} 🚀 ${event.Owner.Email}"
          Health_Trend__c: =ifs(event.Health_Score__c > 5, "Flat", "Declining")
      - id: tell
        notify: slack
        to: [ops, =event.Owner.Email]
        text: |
          *${event.Name}*
          done
    """

  private static let pieces = [
    "\n", "  ", "\t", "=", "${", "}", "\"", "'", "[", "{", ":", ": ", "- ", "#", " #", "&a", "*a", "!", "%", "@", "|", "🚀", "e\u{301}", "\u{a0}",
    "\u{0}",
    "\r\n", "event.", "=account.", "  - id: x\n    ", "set:", "    match: { Id: =", "vlookup(tables.", "settings.", "ifs(", "{{ x }}", "---\n",
    "flowrun: 1\n", "<<: *a", "trigger:", "was.", "999999999999999999999", "\\",
  ]

  private static let asks = ["completion", "hover", "definition", "documentSymbol", "formatting", "codeAction"]

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// A place as the protocol counts: lines, and UTF-16 units in them.
  private static func place(_ text: [UInt16], _ offset: Int) -> JSONTree {
    var (line, start) = (0, 0)
    for index in 0..<offset where text[index] == 10 { (line, start) = (line + 1, index + 1) }
    return .object(["line": .int(line), "character": .int(offset - start)])
  }

  /// Never between the two halves of a character, nor of a line's end.
  private static func settled(_ text: [UInt16], _ offset: Int) -> Int {
    guard offset > 0, offset < text.count else { return offset }
    return (0xDC00..<0xE000).contains(text[offset]) || text[offset] == 10 && text[offset - 1] == 13 ? offset - 1 : offset
  }

  @Test func editsNeverStopTheServer() {
    let seed = UInt64(Self.setting("FLOWRUN_SEED", 1))
    let count = Self.setting("FLOWRUN_FUZZ", 400)
    var random = Generator(state: seed)
    var client = Client()
    var fresh = Client()
    _ = client.open(Self.flow)
    var text = Array(Self.flow.utf16)
    for index in 0..<count {
      let start = Self.settled(text, Int.random(in: 0...text.count, using: &random))
      let length = Bool.random(using: &random) ? 0 : Int.random(in: 0...12, using: &random)
      let end = max(start, Self.settled(text, min(text.count, start + length)))
      let piece = Self.pieces.randomElement(using: &random) ?? ""
      let range = JSONTree.object(["start": Self.place(text, start), "end": Self.place(text, end)])
      text.replaceSubrange(start..<end, with: Array(piece.utf16))
      let told = client.notify(
        "textDocument/didChange",
        .object([
          "textDocument": .object(["uri": .string(Client.uri), "version": .int(index + 2)]),
          "contentChanges": .list([.object(["range": range, "text": .string(piece)])]),
        ]))
      #expect(told.count == 1, "seed \(seed), edit \(index)")
      let ask = Self.asks[index % Self.asks.count]
      let at = Self.place(text, Self.settled(text, start))
      let answer = client.request(
        "textDocument/\(ask)",
        .object([
          "textDocument": .object(["uri": .string(Client.uri)]), "position": at, "range": .object(["start": at, "end": at]),
          "context": .object(["diagnostics": .list([])]), "options": .object(["tabSize": 2, "insertSpaces": true]),
        ]))
      #expect(answer["error"] == .null && answer["id"] != .null, "seed \(seed), edit \(index), \(ask)")
      if index % 20 == 19 {
        let whole = String(decoding: text, as: UTF16.self)
        #expect(told.first?["params"]["diagnostics"].items == fresh.open(whole).diagnostics, "seed \(seed), edit \(index):\n\(whole)")
      }
      if index % 60 == 59 {
        _ = client.open(Self.flow)
        text = Array(Self.flow.utf16)
      }
    }
  }

  /// A line that is only begun has something to offer, whatever stands above it.
  @Test func halfTypedLinesAreCompleted() {
    let head = "flowrun: 1\ntrigger:\n  - { poll: salesforce.Account, every: 1h }\nsteps:\n  - id: account\n    lookup: salesforce.Account\n"
    for (typed, wanted) in [
      ("    ma¦", "match"), ("    match: { ¦", "Id"), ("    match: { Na¦", "Name"), ("    match: { Id: =event.¦", "Owner"),
      ("    match: { Id: =ev¦", "event"), ("    match: { Id: =event.Owner.¦", "Email"), ("    match: { Id: =coal¦", "coalesce"),
      ("    match: { Id: =event.Id }\n  - id: w\n    update: salesforce.¦", "Account"),
      ("    match: { Id: =event.Id }\n  - id: w\n    when: =account.¦", "Health_Score__c"),
      ("    match: { Id: =event.Id }\n  - id: w\n    up¦", "update"),
      ("    match: { Id: =event.Id }\n  - id: w\n    update: salesforce.Account\n    set:\n      He¦", "Health_Trend__c"),
      ("    match: { Id: =event.Id }\n  - id: tell\n    notify: sl¦", "slack"),
      ("    match: { Id: =event.Id }\n  - id: tell\n    notify: slack\n    text: \"Hello ${acc¦", "account"),
    ] {
      var client = Client()
      let offered = client.completions(head + typed)
      #expect(offered.contains { $0 == wanted || $0.hasSuffix(".\(wanted)") }, "\(typed): \(offered.prefix(20))")
    }
  }
}
