import Foundation
import Testing

/// `flowrun lsp` as editors run it: the program itself, over its standard input and output.
@Suite struct LSPProgramTests {
  private static let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized

  @Test func aSessionOfAnEditor() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun lsp ü \(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.flows, to: folder)
    let flow = folder.appendingPathComponent("sync-health-scores.yaml")
    let text = try String(contentsOf: flow, encoding: .utf8)
    let client = try ProgramClient()
    defer { client.stop() }

    let capabilities = try client.ask("initialize", ["processId": NSNull(), "rootUri": folder.absoluteString, "capabilities": [:]])
    #expect((capabilities["capabilities"] as? [String: Any])?["positionEncoding"] as? String == "utf-16")
    try client.tell("initialized", [:])

    // The file as it is has no findings, with its project's snapshots.
    try client.tell("textDocument/didOpen", ["textDocument": ["uri": flow.absoluteString, "languageId": "yaml", "version": 1, "text": text]])
    var told = try client.diagnostics(flow)
    #expect(told.version == 1 && told.findings.isEmpty)

    // A step is typed whose text has an emoji, a combining accent and a wrong field behind them.
    // The steps are the last of the file.
    let end = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    let step = "  - id: tell\n    when: =account != null\n    skip: \"👩🏽‍🚀 e\u{301} ${account.Nme}\"\n"
    try client.change(flow, version: 2, line: end, character: 0, to: (end, 0), step)
    told = try client.diagnostics(flow)
    #expect(told.version == 2 && told.findings.count == 1)
    // `    skip: "` is 11 units, the astronaut 7, blank, e and accent 2, blank, `${account.` 10.
    #expect(told.findings.first?.place == [end + 2, 32, end + 2, 35])

    // Completion and hover at that place.
    let items = try client.ask("textDocument/completion", flow, line: end + 2, character: 35) as? [[String: Any]] ?? []
    #expect(items.contains { $0["label"] as? String == "Name" })
    try client.change(flow, version: 3, line: end + 2, character: 32, to: (end + 2, 35), "Name")
    #expect(try client.diagnostics(flow).findings.isEmpty)
    let hover = try client.ask("textDocument/hover", flow, line: end + 2, character: 34) as? [String: Any]
    #expect(((hover?["contents"] as? [String: Any])?["value"] as? String)?.hasPrefix("`account.Name`: text") == true)
    let place = try client.ask("textDocument/definition", flow, line: end + 2, character: 26) as? [String: Any]
    #expect(place?["uri"] as? String == flow.absoluteString)

    // The project is open too, and its change reaches the flow before it is saved.
    let project = folder.appendingPathComponent("flowrun.yaml")
    let other = try String(contentsOf: project, encoding: .utf8).replacingOccurrences(of: "  gainsight:\n", with: "  gainsite:\n")
    try client.tell("textDocument/didOpen", ["textDocument": ["uri": project.absoluteString, "version": 1, "text": other]])
    #expect(try client.diagnostics(flow).findings.contains { $0.message.contains("gainsight") })

    // A test file beside it, without cases.
    let test = folder.appendingPathComponent("sync.test.yaml")
    try client.tell(
      "textDocument/didOpen", ["textDocument": ["uri": test.absoluteString, "version": 1, "text": "test: sync-helth-scores\ncases: []\n"]])
    #expect(try !client.diagnostics(test).findings.isEmpty)

    try client.tell("textDocument/didClose", ["textDocument": ["uri": flow.absoluteString]])
    while try !client.diagnostics(flow).findings.isEmpty {}
    _ = try client.ask("shutdown", [:])
    try client.tell("exit", [:])
    #expect(try client.end() == 0)
  }

  @Test func aClientThatGoesAwayEndsTheProgram() throws {
    let client = try ProgramClient()
    defer { client.stop() }
    try client.write(Data("Content-Length: 99999999999\r\n\r\n{".utf8))
    let answer = try client.message()
    #expect(((answer["error"] as? [String: Any])?["code"] as? Int) == -32_700)
    client.hangUp()
    #expect(try client.end() == 1)
  }
}

/// Starts the program and speaks with it; every wait has an end.
private final class ProgramClient {
  struct Silence: Error {}
  struct Finding {
    var place: [Int]
    var message: String
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var bytes = Data()
  private var waiting: [[String: Any]] = []
  private var requests = 0

  /// The longest wait for a byte, in milliseconds: only what is broken takes so long.
  private static let patience: Int32 = 60_000

  init() throws {
    process.executableURL = try Program.url()
    process.arguments = ["lsp", "--stdio"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func write(_ data: Data) throws { try input.fileHandleForWriting.write(contentsOf: data) }

  func hangUp() { try? input.fileHandleForWriting.close() }

  func stop() {
    if process.isRunning { process.terminate() }
  }

  /// The program's exit code.
  func end() throws -> Int32 {
    // Its output ends when it does.
    while try more() {}
    process.waitUntilExit()
    return process.terminationStatus
  }

  func tell(_ method: String, _ params: [String: Any], id: Int? = nil) throws {
    var message: [String: Any] = ["jsonrpc": "2.0", "method": method, "params": params]
    if let id { message["id"] = id }
    let body = try JSONSerialization.data(withJSONObject: message)
    try write(Data("Content-Length: \(body.count)\r\n\r\n".utf8) + body)
  }

  func change(_ file: URL, version: Int, line: Int, character: Int, to end: (line: Int, character: Int), _ text: String) throws {
    let range = ["start": ["line": line, "character": character], "end": ["line": end.line, "character": end.character]]
    try tell(
      "textDocument/didChange",
      ["textDocument": ["uri": file.absoluteString, "version": version], "contentChanges": [["range": range, "text": text]]])
  }

  func ask(_ method: String, _ file: URL, line: Int, character: Int) throws -> Any? {
    try request(method, ["textDocument": ["uri": file.absoluteString], "position": ["line": line, "character": character]])
  }

  func ask(_ method: String, _ params: [String: Any]) throws -> [String: Any] { try request(method, params) as? [String: Any] ?? [:] }

  private func request(_ method: String, _ params: [String: Any]) throws -> Any? {
    requests += 1
    try tell(method, params, id: requests)
    while true {
      let message = try message()
      if message["id"] as? Int == requests { return message["result"] }
      waiting.append(message)
    }
  }

  /// The next findings of a file.
  func diagnostics(_ file: URL) throws -> (version: Int?, findings: [Finding]) {
    while true {
      let message = waiting.isEmpty ? try message() : waiting.removeFirst()
      guard let params = message["params"] as? [String: Any], params["uri"] as? String == file.absoluteString else { continue }
      let findings = (params["diagnostics"] as? [[String: Any]] ?? []).map { finding in
        let range = finding["range"] as? [String: [String: Int]] ?? [:]
        let place = ["start", "end"].flatMap { [range[$0]?["line"] ?? -1, range[$0]?["character"] ?? -1] }
        return Finding(place: place, message: finding["message"] as? String ?? "")
      }
      return (params["version"] as? Int, findings)
    }
  }

  /// The next message.
  func message() throws -> [String: Any] {
    while true {
      if let head = bytes.range(of: Data("\r\n\r\n".utf8)) {
        let header = String(decoding: bytes[bytes.startIndex..<head.lowerBound], as: UTF8.self)
        let length = Int(header.dropFirst("Content-Length: ".count)) ?? 0
        if bytes.distance(from: head.upperBound, to: bytes.endIndex) >= length {
          let end = bytes.index(head.upperBound, offsetBy: length)
          let body = Data(bytes[head.upperBound..<end])
          bytes = Data(bytes[end...])
          return try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
        }
      }
      guard try more() else { throw Silence() }
    }
  }

  /// Reads what has come; false at the end.
  private func more() throws -> Bool {
    let handle = output.fileHandleForReading
    var wanted = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, Self.patience) > 0 else { throw Silence() }
    let data = handle.availableData
    bytes += data
    return !data.isEmpty
  }
}
