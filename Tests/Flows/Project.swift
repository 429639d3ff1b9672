import ArgumentParser
import Flowrun
import Foundation
import Sandbox
import Testing

/// The project of `flows/` in a folder of its own, where one flow has one of its sources, on a sandbox of its own.
struct Project {
  /// What a flow is told by.
  enum Source: String, Sendable { case webhook, poll, message }

  let flow: String
  let sandbox: Sandbox
  let url: String
  let client: Client
  private let folder: URL

  /// `source` counts the flow's triggers from 1; nil keeps all.
  init(_ flow: String, source: Int?) async throws {
    self.flow = flow
    var configuration = SandboxConfiguration()
    configuration.accounts = 60
    configuration.gainsight.callsPerMinute = 10_000
    configuration.slack.limitsChannels = false
    sandbox = Sandbox(configuration)
    url = try await sandbox.start().salesforce
    client = try await Client(sandbox, url: url)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.copyItem(atPath: FlowFilesTests.folder, toPath: folder.path)
    try keep(source)
    // Tests serve beside each other.
    let project = folder.appendingPathComponent("flowrun.yaml")
    let text = try String(contentsOf: project, encoding: .utf8).replacing(/127\.0\.0\.1:[0-9]+/, with: "127.0.0.1:0")
    try text.write(to: project, atomically: true, encoding: .utf8)
  }

  private var file: URL { folder.appendingPathComponent("\(flow).yaml") }

  /// Leaves the flow one of its sources; nil: all.
  private func keep(_ source: Int?) throws {
    let text = try String(contentsOfFile: "\(FlowFilesTests.folder)/\(flow).yaml", encoding: .utf8)
    try (source.map { Self.keeping($0, in: text) } ?? text).write(to: file, atomically: true, encoding: .utf8)
  }

  /// Serves the flow's messages alone, tells it twice of each change that `body` makes, and goes on when `isDone`.
  func messaged(_ object: String, by source: Int, _ body: () async throws -> Void, until isDone: () -> Bool) async throws {
    try keep(source)
    let serving = try Serving([file.path, "--sandbox", "--sandbox-url", url])
    var message = OutboundMessage(object: object, url: try await serving.messages().replacing("/PATH", with: "/sandbox-hook"), fields: ["Id"])
    message.repeats = true
    _ = sandbox.send(message)
    try await body()
    for _ in 0..<3000 where !isDone() { try await Task.sleep(for: .milliseconds(100)) }
    await serving.end()
    try keep(nil)
  }

  func end() async {
    await sandbox.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The Salesforce object of a message source.
  static func object(of flow: String, source: Int) throws -> String {
    let text = try String(contentsOfFile: "\(FlowFilesTests.folder)/\(flow).yaml", encoding: .utf8)
    return items(of: text)[source - 1][0].firstMatch(of: /message: salesforce\.(\w+)/).map { String($0.1) } ?? ""
  }

  /// The sources of a flow in their order.
  static func sources(of flow: String) throws -> [Source] {
    let text = try String(contentsOfFile: "\(FlowFilesTests.folder)/\(flow).yaml", encoding: .utf8)
    return items(of: text).map { item in
      item[0].contains("webhook:") ? .webhook : item[0].contains("message:") ? .message : .poll
    }
  }

  private static func items(of text: String) -> [[String]] {
    var items: [[String]] = []
    for line in text.components(separatedBy: "\n").drop(while: { $0 != "trigger:" }).dropFirst().prefix(while: { $0.hasPrefix(" ") }) {
      if line.hasPrefix("  - ") { items.append([]) }
      items[items.count - 1].append(line)
    }
    return items
  }

  private static func keeping(_ source: Int, in text: String) -> String {
    let items = items(of: text)
    let all = (["trigger:"] + items.joined()).joined(separator: "\n")
    return text.replacingOccurrences(of: all, with: (["trigger:"] + items[source - 1]).joined(separator: "\n"))
  }

  /// Reads all polls once.
  func poll() async throws { try await run(["--once"]) }

  /// Takes rows as the first source's.
  func take(_ rows: [[String: Any]]) async throws {
    let file = folder.appendingPathComponent("rows.ndjson")
    let lines = try rows.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    try await run(["--rows", file.path])
  }

  private func run(_ arguments: [String]) async throws {
    let all = ["run", file.path, "--sandbox", "--sandbox-url", url] + arguments
    var command = try #require(try Flowrun.parseAsRoot(all) as? any AsyncParsableCommand)
    do { try await command.run() } catch  where "\(error)" == "findings" {
      // Companies that no account has are dead letters, as they should be.
    }
  }

  /// The records of the objects that a flow writes, by the fields that tell.
  func records(_ objects: [String: [String]]) -> Set<String> {
    Set(
      objects.flatMap { object, fields in
        sandbox.records(of: object).map { record in
          "\(object): " + fields.map { "\($0)=\(Self.shown(record[$0]))" }.joined(separator: ", ")
        }
      })
  }

  private static func shown(_ value: SandboxValue?) -> String {
    guard let value, !value.isNull else { return "" }
    return value.string ?? value.double.map { "\($0)" } ?? value.bool.map { "\($0)" } ?? "\(value)"
  }
}
