import CEL
import Diagnostics
import Dispatch
import FlowEngine
import FlowRuntime
import FlowServer
import FlowSyntax
import JSON
import Journal
import OrderedCollections

/// What the page of the admin port shows and changes, from the journal and the flows' files.
struct PageData: Sendable {
  /// The flows' files, in the order in which they were named.
  let flows: [String]
  let project: String
  let profile: String?
  let journal: String
  let token: String

  /// `journal` must exist. The token lies beside it, for the owner of the file only, and stays the same over restarts.
  init(flows: [String], project: String, profile: String?, journal: String) throws(CommandFailure) {
    self.flows = flows
    self.project = project
    self.profile = profile
    self.journal = journal
    let path = "\(journal).token"
    if Files.exists(path) {
      token = String(decoding: try Files.read(path).prefix { $0 > 0x20 }, as: UTF8.self)
    } else {
      token = (0..<4).map { _ in Self.hex(UInt64.random(in: 0 ... .max)) }.joined()
      try Files.write(Array("\(token)\n".utf8), to: path)
    }
  }

  var page: AdminPage {
    AdminPage(token: token) { request in
      // SQLite and files block: not in a thread that others wait for.
      await withCheckedContinuation { answer in
        DispatchQueue.global().async { answer.resume(returning: self.answer(request)) }
      }
    }
  }

  private func answer(_ request: AdminPage.Request) -> AdminPage.Answer {
    do {
      switch (request.path, request.body) {
      case (["flows"], nil): return .json(try overview().jsonText)
      case (["runs"], nil): return .json(try runs(request.query).jsonText)
      case (let path, nil) where path.count == 2 && path[0] == "runs":
        guard let id = EventID(path[1]), let story = try peek({ journal throws(JournalFailure) in try journal.story(of: id) }) else {
          return .notFound
        }
        return .json(StorySource(project: project, profile: profile).story(story).json.jsonText)
      case (["letters"], nil): return .json(try letters(request.query["flow"]).jsonText)
      case (["letters", "replay"], let body?): return try change(body) { try replay($0, $1) }
      case (["letters", "drop"], let body?): return try change(body) { try drop($0, $1) }
      default: return .notFound
      }
    } catch let failure as CommandFailure {
      return failure.exit == .usage ? .refused(failure.message) : .failed(failure.message)
    } catch let failure as JournalFailure {
      return .failed(failure.message)
    } catch {
      return .failed("\(error)")
    }
  }

  private func peek<Rows>(_ body: (JournalPeek) throws(JournalFailure) -> Rows) throws(JournalFailure) -> Rows {
    let journal = try JournalPeek(path: journal)
    defer { journal.close() }
    return try body(journal)
  }

  private func overview() throws -> Value {
    let (outcomes, open) = try peek { journal throws(JournalFailure) in (try journal.outcomes(), try journal.open()) }
    let desk = try DeadLetterDesk(path: journal)
    defer { desk.close() }
    let letters = Dictionary(try desk.letters(DeadLetterQuery()).map { ($0.letter.flow, 1) }, uniquingKeysWith: +)
    let flows = try flows.map { path -> Value in
      let flow = FlowParser.parse(SourceFile(name: path, bytes: try Files.read(path)), into: Findings())
      func count(_ ending: String) -> Value { .int(Int64(outcomes.reduce(0) { $1.flow == flow.name && $1.ending == ending ? $0 + $1.count : $0 })) }
      return .map([
        "name": .string(flow.name), "description": .word(flow.description?.value), "done": count("done"), "skipped": count("skipped"),
        "dead": count("dead"), "letters": .int(Int64(letters[flow.name] ?? 0)), "open": .int(Int64(open[flow.name]?.count ?? 0)),
        "oldest_open_at": .word(open[flow.name]?.since.description), "graph": FlowGraph([flow]).json,
      ])
    }
    return .map(["now": .string(SystemClock().now.description), "flows": .list(flows)])
  }

  private func runs(_ query: [String: String]) throws -> Value {
    var wanted = RunQuery(flow: query["flow"], about: query["about"], reason: query["reason"], withWarning: query["warnings"] == "true")
    if let word = query["ending"] {
      guard let ending = RunQuery.Ending(rawValue: word) else { throw CommandFailure(.usage, "`\(word)` is no outcome: done, skipped, dead, open.") }
      wanted.ending = ending
    }
    if let word = query["before"] {
      guard let before = EventID(word) else { throw CommandFailure(.usage, "`\(word)` is no event's number.") }
      wanted.before = before
    }
    let found = try peek { journal throws(JournalFailure) in try journal.runs(wanted, limit: 50) }
    return .list(found.map(\.json))
  }

  private func letters(_ flow: String?) throws -> Value {
    let desk = try DeadLetterDesk(path: journal)
    defer { desk.close() }
    return .list(try desk.letters(DeadLetterQuery(flow: flow), limit: 500).map { LetterReport.json($0) })
  }

  private func change(_ body: [UInt8], _ run: ([EventID], Value) throws -> String) throws -> AdminPage.Answer {
    guard let value = try? Value(json: body), let ids = value["ids"]?.asList?.compactMap(\.asInt), !ids.isEmpty else {
      return .refused("Say which letters: {\"ids\": [42]}.")
    }
    return .json(Value.map(["message": .string(try run(ids, value))]).jsonText)
  }

  private func replay(_ ids: [EventID], _ body: Value) throws -> String {
    let desk = try DeadLetterDesk(path: journal)
    defer { desk.close() }
    let force = body["force"]?.asBool ?? false
    let letters = try desk.letters(DeadLetterQuery(ids: ids))
    let taken = letters.filter { LetterReport.refusal($0, force: force) == nil }.map(\.letter.event)
    let refused = letters.compactMap { entry in LetterReport.refusal(entry, force: force).map { "\(entry.letter.event): \($0)" } }
    try desk.replay(taken, at: SystemClock().now)
    return (["Replayed \(taken.count) of \(ids.count)."] + refused).joined(separator: " ")
  }

  private func drop(_ ids: [EventID], _ body: Value) throws -> String {
    guard let reason = body["reason"]?.asString, !reason.allSatisfy(\.isWhitespace) else {
      throw CommandFailure(.usage, "Say why nothing needs to be done any more: {\"ids\": [42], \"reason\": \"…\"}.")
    }
    let desk = try DeadLetterDesk(path: journal)
    defer { desk.close() }
    try desk.drop(ids, reason: reason)
    return "Dropped \(ids.count)."
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension FlowGraph {
  /// Nodes from the top, those of blocks after their block, and edges between them.
  fileprivate var json: Value {
    func nodes(_ frame: Frame) -> [Node] { frame.nodes + frame.frames.flatMap(nodes) }
    let all = flows.flatMap(nodes) + records
    return .map([
      "nodes": .list(all.map { .map(["id": .string($0.id), "label": .string($0.label), "shape": .string("\($0.shape)")]) }),
      "edges": .list(edges.map { .map(["from": .string($0.from), "to": .string($0.to), "label": .string($0.label), "data": .bool($0.isData)]) }),
    ])
  }
}
