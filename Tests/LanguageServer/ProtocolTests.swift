import LanguageServer
import Testing

@Suite struct ProtocolTests {
  @Test func aSessionFromInitializeToExit() {
    var client = Client()
    #expect(client.request("textDocument/hover")["error"]["code"].number == -32_002)
    let capabilities = client.request("initialize")["result"]["capabilities"]
    #expect(capabilities["positionEncoding"] == "utf-16" && capabilities["hoverProvider"] == true)
    #expect(capabilities["documentFormattingProvider"] == .null)
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
