import ConnectorKit
import Foundation
import HTTPClient
import Testing

/// The page of the admin port, asked as a browser asks it, and drawn by one.
@Suite(.serialized) struct PageTests {
  /// A sandbox, a project whose flow has run over rows of no known account, and the process that serves it.
  final class Served {
    let folder: URL
    private(set) var admin = ""
    private(set) var token = ""
    private var processes: [Process] = []
    private var pipes: [Pipe] = []

    init() async throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
      let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized
      try FileManager.default.copyItem(at: flows, to: folder)
      let project = folder.appendingPathComponent("flowrun.yaml")
      let kept = try String(contentsOf: project, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("serve:") }
      try (kept + ["serve: { hooks: 127.0.0.1:0, admin: 127.0.0.1:0 }", ""]).joined(separator: "\n").write(
        to: project, atomically: true, encoding: .utf8)
      let rows = (1...3).map { #"{"companyGsid":"<b>g\#($0)</b>","score":\#($0),"changedAt":"2026-03-14T08:59:00Z"}"# }.joined(separator: "\n")
      try rows.write(to: folder.appendingPathComponent("rows"), atomically: true, encoding: .utf8)

      let line = try #require(try start(["sandbox", "--port", "0", "--accounts", "5", "--format", "json"], output: true, until: "\n"))
      let url = try #require((try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["url"] as? String)
      let run = ["run", "sync-health-scores.yaml", "--sandbox", "--sandbox-url", url]
      _ = try start(run + ["--rows", "rows"], output: true, until: nil)
      let said = try start(run, output: false, until: "#token=") ?? ""
      let address = try #require(said.split(separator: "\n").first { $0.contains("/#token=") }?.split(separator: " ").last)
      let place = try #require(address.range(of: "/#token="))
      (admin, token) = (String(address[..<place.lowerBound]), String(address[place.upperBound...]))
      try #require(token.count == 64)
    }

    /// Starts the program, and gives what it said up to the end of the line with this text, or to its end.
    private func start(_ arguments: [String], output: Bool, until text: String?) throws -> String? {
      let process = Process()
      process.executableURL = try Program.url()
      process.arguments = arguments
      process.currentDirectoryURL = folder
      var environment = ProcessInfo.processInfo.environment
      for name in ["SF_URL", "SF_CLIENT_ID", "SF_CLIENT_SECRET", "GS_URL", "GS_ACCESS_KEY", "SLACK_TOKEN", "GS_HOOK_TOKEN"] {
        environment[name] = "sandbox"
      }
      process.environment = environment
      let pipe = Pipe()
      pipes.append(pipe)
      (process.standardOutput, process.standardError) = output ? (pipe, FileHandle.nullDevice) : (FileHandle.nullDevice, pipe)
      try process.run()
      processes.append(process)
      var said = ""
      while true {
        let data = pipe.fileHandleForReading.availableData
        if data.isEmpty { return said }
        said += String(decoding: data, as: UTF8.self)
        if let text, let place = said.range(of: text), text == "\n" || said[place.upperBound...].contains("\n") { return said }
      }
    }

    func ask(_ path: String, _ headers: [String: String] = [:], body: String? = nil) async throws -> (
      status: Int, text: String, answer: HTTPResponse
    ) {
      let sent = headers.map { (name: $0.key, value: $0.value) }
      let answer = try await CurlTransport().send(
        HTTPRequest(body == nil ? .get : .post, admin + path, headers: sent, body: Array((body ?? "").utf8), idempotent: body == nil))
      return (answer.status, String(decoding: answer.body, as: UTF8.self), answer)
    }

    func list(_ path: String) async throws -> [[String: Any]] {
      try #require(try JSONSerialization.jsonObject(with: Data(try await ask(path).text.utf8)) as? [[String: Any]])
    }

    deinit {
      for process in processes where process.isRunning { process.terminate() }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  @Test func readsAreOpenAndChangesNeedTheToken() async throws {
    let served = try await Served()
    #expect(try await served.ask("/").answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
    #expect(try await served.ask("/api/flows").text.contains(#""letters":3"#))
    let letters = try await served.list("/api/letters")
    let ids = letters.compactMap { $0["id"] as? Int }
    #expect(ids.count == 3)
    #expect(try await served.list("/api/runs?ending=dead").compactMap { $0["id"] as? Int } == ids.reversed())
    #expect(try await served.ask("/api/runs?ending=lost").status == 400)
    #expect(try await served.ask("/api/runs/999").status == 404)

    let drop = #"{"ids":[\#(ids[0])],"reason":"left us"}"#
    #expect(try await served.ask("/api/letters/drop", body: drop).status == 403)
    #expect(try await served.ask("/api/letters/drop", ["X-Flowrun-Token": String(served.token.reversed())], body: drop).status == 403)
    #expect(try await served.list("/api/letters").count == 3)
    // A name that was pointed here from elsewhere.
    #expect(try await served.ask("/api/flows", ["Host": "evil.example"]).status == 403)

    let token = ["X-Flowrun-Token": served.token]
    #expect(try await served.ask("/api/letters/drop", token, body: #"{"ids":[\#(ids[0])],"reason":" "}"#).status == 400)
    #expect(try await served.ask("/api/letters/drop", token, body: drop).status == 200)
    #expect(try await served.list("/api/letters").compactMap { $0["id"] as? Int } == Array(ids.dropFirst()))
    #expect(try await served.ask("/api/letters/replay", token, body: #"{"ids":[\#(ids[1])]}"#).text.contains("Replayed 1 of 1."))
    // The process goes on with it by itself: it fails anew, later than before.
    let before = letters[1]["failed_at"] as? String
    var again: String?
    for _ in 0..<600 where again == nil || again == before {
      try await Task.sleep(for: .milliseconds(100))
      again = try await served.list("/api/letters").first { $0["id"] as? Int == ids[1] }?["failed_at"] as? String
    }
    #expect(again != nil && again != before)
  }

  @Test func aBrowserDrawsIt() async throws {
    guard
      let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first(where: FileManager.default.isExecutableFile)
    else {
      print("skipped: the page in a browser, since there is no chromium (apt-get install chromium)")
      return
    }
    let served = try await Served()
    let id = try #require(try await served.list("/api/runs").first?["id"] as? Int)
    func drawn(_ view: String) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: browser)
      process.arguments = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=\(served.folder.path)/browser",
        "--virtual-time-budget=20000", "--dump-dom", "\(served.admin)/\(view)",
      ]
      let pipe = Pipe()
      (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
    let flows = try drawn("#/flows")
    #expect(flows.contains("sync-health-scores") && flows.contains("<svg") && flows.contains("lookup salesforce.Account"))
    let letters = try drawn("#token=\(served.token)")
    #expect(letters.contains("dead letters"))
    // What came from outside is text, never markup.
    let list = try drawn("#/letters")
    #expect(list.contains("&lt;b&gt;g1&lt;/b&gt;") && !list.contains("<b>g1</b>") && list.contains("Replay"))
    let story = try drawn("#/run/\(id)")
    #expect(story.contains("event.score != null") && story.contains("No Account was found"))
    #expect(try drawn("#/runs?ending=done").contains("No event matches."))
  }
}
