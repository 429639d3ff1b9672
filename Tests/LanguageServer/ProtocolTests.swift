import LanguageServer
import Testing

@Suite struct ProtocolTests {
  @Test func aSessionFromInitializeToExit() {
    var client = Client()
    #expect(client.request("textDocument/hover")["error"]["code"].number == -32_002)
    let capabilities = client.request("initialize")["result"]["capabilities"]
    #expect(capabilities["positionEncoding"] == "utf-16" && capabilities["hoverProvider"] == true)
    #expect(capabilities["documentFormattingProvider"] == true)
    #expect(client.request("workspace/nonsense")["error"]["code"].number == -32_601)
    #expect(client.notify("$/nonsense").isEmpty)
    #expect(client.request("textDocument/hover")["error"]["code"].number == -32_602)
    #expect(client.request("shutdown")["error"] == .null)
    #expect(client.server.exitCode == nil)
    #expect(client.notify("exit").isEmpty)
    #expect(client.server.exitCode == 0)
  }

  @Test func exitWithoutShutdownIsOne() {
    var client = Client()
    _ = client.notify("exit")
    #expect(client.server.exitCode == 1)
  }

  @Test func framesComeInAnyPieces() {
    let bytes = FrameReader.frame(.object(["id": 1, "method": "initialize"]))
    var client = Client()
    var answers: [JSONTree] = []
    for byte in bytes + bytes { answers += client.send(raw: [byte]) }
    #expect(answers.count == 2)
    #expect(answers.first?["result"]["serverInfo"]["name"] == "flowrun")
    #expect(answers.last?["error"]["code"].number == -32_600)
  }

  @Test(arguments: [
    "Content-Length: x\r\n\r\n", "Content-Length: -1\r\n\r\n", "Nothing: 1\r\n\r\n", "\r\n\r\n", "Content-Length: 3\r\n\r\n{a}",
    "Content-Length: 2\r\n\r\n\u{1}\u{2}", "Content-Length: 2\r\n\r\n[]", "Content-Length: 99999999999999999999\r\n\r\n",
    String(repeating: "x", count: 9_000),
  ])
  func whatIsNoMessageIsAnsweredAndPassedOver(bytes: String) {
    var client = Client()
    let answers = client.send(raw: Array(bytes.utf8))
    #expect(answers.contains { ($0["error"]["code"].number ?? 0) < 0 })
    #expect(client.request("initialize")["result"] != .null)
  }

  @Test func aMessageThatIsTooLongIsNotHeld() {
    var client = Client()
    let length = FrameReader.limit + 10
    #expect(client.send(raw: Array("Content-Length: \(length)\r\n\r\n".utf8)).count == 1)
    let part = [UInt8](repeating: 0x20, count: 1 << 20)
    var left = length
    while left > 0 {
      #expect(client.send(raw: Array(part.prefix(left))).isEmpty)
      left -= part.count
    }
    #expect(client.request("initialize")["result"] != .null)
  }
}

/// The text that the server has after changes, and what it tells of it.
@Suite struct SyncTests {
  private let flow = "flowrun: 1\ntrigger: [{ poll: salesforce.Account, every: 10m }]\nsteps:\n  - { id: a, skip: \"🚀e\u{301}日${event.Nam}\" }\n"

  private func place(_ line: Int, _ character: Int) -> JSONTree { .object(["line": .int(line), "character": .int(character)]) }

  private func change(_ client: inout Client, version: Int, _ changes: [JSONTree]) -> JSONTree {
    let document = JSONTree.object(["uri": .string(Client.uri), "version": .int(version)])
    return client.notify("textDocument/didChange", .object(["textDocument": document, "contentChanges": .list(changes)])).first?["params"] ?? .null
  }

  @Test func changesOfPartsCountUTF16() {
    var client = Client()
    let (found, _) = client.open(flow)
    #expect(found.count == 1)
    // `  - { id: a, skip: "` is 20 units; rocket 2, e and its accent 2, the ideograph 1; then `${event.`.
    #expect(found.first?["range"]["start"] == place(3, 33))
    let mended = change(
      &client, version: 2,
      [.object(["range": .object(["start": place(3, 36), "end": place(3, 36)]), "text": "e"])])
    #expect(mended["diagnostics"] == .list([]) && mended["version"].number == 2)
    // Two changes, the second over what the first has left; places beyond the end are moved to it.
    let broken = change(
      &client, version: 3,
      [
        .object(["range": .object(["start": place(3, 20), "end": place(3, 25)]), "text": ""]),
        .object(["range": .object(["start": place(3, 28), "end": place(3, 32)]), "text": "x"]),
        .object(["range": .object(["start": place(99, 0), "end": place(99, 7)]), "text": "\n"]),
      ])
    #expect(broken["diagnostics"].items.first?["range"]["start"] == place(3, 28))
    #expect(broken["version"].number == 3)
    let whole = change(&client, version: 4, [.object(["text": .string(flow)])])
    #expect(whole["diagnostics"].items.count == 1)
  }

  @Test func changesThatComeTogetherAreToldOnce() {
    var client = Client()
    _ = client.open(flow)
    func frame(_ version: Int) -> [UInt8] {
      let document = JSONTree.object(["uri": .string(Client.uri), "version": .int(version)])
      return FrameReader.frame(
        .object([
          "jsonrpc": "2.0", "method": "textDocument/didChange",
          "params": .object(["textDocument": document, "contentChanges": .list([.object(["text": "a: 1\n"])])]),
        ]))
    }
    let told = client.send(raw: frame(5) + frame(6) + frame(7))
    #expect(told.count == 1 && told.first?["params"]["version"].number == 7)
  }

  @Test func aCancelledRequestIsAnsweredSo() {
    var client = Client()
    _ = client.open(flow)
    let ask = JSONTree.object([
      "jsonrpc": "2.0", "id": "x", "method": "textDocument/hover",
      "params": .object(["textDocument": .object(["uri": .string(Client.uri)]), "position": place(0, 1)]),
    ])
    let cancel = JSONTree.object(["jsonrpc": "2.0", "method": "$/cancelRequest", "params": .object(["id": "x"])])
    let answers = client.send(raw: FrameReader.frame(ask) + FrameReader.frame(cancel))
    #expect(answers.count == 1 && answers.first?["error"]["code"].number == -32_800 && answers.first?["id"] == "x")
    // One that comes too late changes nothing.
    #expect(client.send(raw: FrameReader.frame(cancel)).isEmpty)
    #expect(client.send(raw: FrameReader.frame(ask)).first?["result"]["contents"] != .null)
  }

  @Test func requestsWithoutAPlaceAreRefused() {
    var client = Client()
    _ = client.open(flow)
    let document = JSONTree.object(["uri": .string(Client.uri)])
    for position in [JSONTree.null, .object(["line": -1, "character": 0]), .object(["line": "a"]), 3] {
      let answer = client.request("textDocument/hover", .object(["textDocument": document, "position": position]))
      #expect(answer["error"]["code"].number == -32_602)
    }
    #expect(client.send(raw: FrameReader.frame(.object(["id": .list([]), "method": "shutdown"]))).first?["error"]["code"].number == -32_600)
  }

  @Test func filesThatAreNoFlowsAreLeftAlone() {
    var client = Client()
    _ = client.request("initialize")
    func diagnostics(_ uri: String, _ text: String) -> Int? {
      let document = JSONTree.object(["uri": .string(uri), "text": .string(text)])
      return client.notify("textDocument/didOpen", .object(["textDocument": document])).first?["params"]["diagnostics"].items.count
    }
    #expect(diagnostics("file:///work/a.test.yaml", "test: a\n") == 0)
    #expect(diagnostics("untitled:Untitled-1", "flowrun: 1\n") != 0)
  }
}
