import Diagnostics
import FlowCheck
import FlowSyntax
import Foundation
import LanguageServer
import OrderedCollections
import Schema

/// A scripted client: sends bytes, reads the answers' bytes.
struct Client {
  static let uri = "file:///work/flow.yaml"
  var server: LanguageServer
  var frames = FrameReader()
  var nextID = 1

  init() {
    let account = ObjectSchema(
      "Account",
      fields: [
        FieldSchema("Id", .id, nullable: false, createable: false, updateable: false), FieldSchema("Name", .string, length: 255),
        FieldSchema("Health_Score__c", .number),
        FieldSchema(
          "Health_Trend__c", .picklist, label: "Health trend", picklist: ["Improving", "Flat", "Declining"].map { PicklistValue($0) },
          restricted: true),
        FieldSchema("OwnerId", .reference, reference: Reference(to: ["User"], path: "Owner")),
      ], identity: "Id", watermark: "SystemModstamp")
    let user = ObjectSchema(
      "User", fields: [FieldSchema("Id", .id, nullable: false), FieldSchema("Email", .email, label: "E-mail")], identity: "Id")
    let context = ProjectContext(
      settings: ["renewal_days": .scalar(.int(90))],
      connections: [
        "salesforce": .init(connector: "salesforce", schema: ConnectionSchema([account, user])),
        "slack": .init(connector: "slack", hasRecords: false),
      ])
    let text = "flowrun: 1\nsettings: { renewal_days: 90 }\nconnections:\n  salesforce: { connector: salesforce }\n  slack: { connector: slack }\n"
    let project = ProjectParser.parse(SourceFile(name: "/work/flowrun.yaml", text: text), into: Findings())
    server = LanguageServer(version: "1") { _, _ in ProjectView(context: context, project: project, folder: "/work") }
  }

  /// Puts bytes on the wire and takes what comes back from it.
  mutating func send(raw bytes: [UInt8]) -> [JSONTree] {
    frames.add(bytes)
    var received: [FrameReader.Frame] = []
    while let frame = frames.next() { received.append(frame) }
    return server.receive(received).compactMap { answer in
      var back = FrameReader()
      back.add(FrameReader.frame(answer))
      return if case .message(let body)? = back.next() { JSONTree(body) } else { nil }
    }
  }

  mutating func request(_ method: String, _ params: JSONTree = .object([:])) -> JSONTree {
    let message = JSONTree.object(["jsonrpc": "2.0", "id": .int(nextID), "method": .string(method), "params": params])
    nextID += 1
    return send(raw: FrameReader.frame(message)).first ?? .null
  }

  mutating func notify(_ method: String, _ params: JSONTree = .object([:])) -> [JSONTree] {
    send(raw: FrameReader.frame(.object(["jsonrpc": "2.0", "method": .string(method), "params": params])))
  }

  /// Opens a file; `¦` in the text is the place that is asked about. Gives the diagnostics.
  mutating func open(_ marked: String) -> (diagnostics: [JSONTree], place: JSONTree) {
    if nextID == 1 { _ = request("initialize") }
    let before = marked.prefix { $0 != "¦" }
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let place = JSONTree.object(["line": .int(lines.count - 1), "character": .int(lines.last?.utf16.count ?? 0)])
    let text = marked.replacingOccurrences(of: "¦", with: "")
    let answers = notify("textDocument/didOpen", .object(["textDocument": .object(["uri": .string(Self.uri), "text": .string(text)])]))
    return (answers.first?["params"]["diagnostics"].items ?? [], place)
  }

  /// Asks about the marked place of a text.
  mutating func ask(_ method: String, _ marked: String) -> JSONTree {
    let place = open(marked).place
    return request(method, .object(["textDocument": .object(["uri": .string(Self.uri)]), "position": place]))["result"]
  }

  mutating func completions(_ marked: String) -> [String] { ask("textDocument/completion", marked).items.compactMap { $0["label"].text } }
}
