import CEL
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowSyntax
import HTTPClient
import JSON
import Journal
import OrderedCollections
import Schema

/// What a plan is made of and for: the flows, where their connections lead, and which journal they go on with.
struct PlanSession {
  /// How the command was given, kept in the plan's file so that `apply` does the same.
  struct Origin {
    var flows: [String]
    var sandbox: Bool
    var sandboxURL: String
    var profile: String?
    var journal: String?
  }

  let origin: Origin
  let flows: [CheckedFlow]
  let project: LoadedProject
  let planner: Planner
  private let connections: Connections
  private let peek: JournalPeek?

  /// With `journal`, that one is read; without, the project's own, beside the process that may own it.
  init(_ origin: Origin, at: Timestamp, journal: (any JournalStore)? = nil, backfill: BackfillChoice? = nil) async throws {
    self.origin = origin
    let (checked, found, _) = try FlowLoader(profile: origin.profile, backfill: backfill).loadToRun(origin.flows)
    guard let found else {
      throw CommandFailure(.usage, "\(origin.flows[0]) has no project: put a flowrun.yaml with its connections into its folder or one above.")
    }
    (flows, project) = (checked, found)
    var address = origin.sandbox ? SandboxAddress(url: origin.sandboxURL) : nil
    try await address?.check(CurlTransport())
    connections = Connections(project: found, sandbox: address)
    let source: any JournalSource
    let path = Self.journalPath(origin, found)
    if let journal {
      (source, peek) = (journal, nil)
    } else if Files.exists(path) {
      do throws(JournalFailure) { peek = try JournalPeek(path: path) } catch { throw CommandFailure(.fault, error.message) }
      source = peek ?? MemoryJournal()
    } else {
      // Nothing is made: a plan leaves no trace.
      (source, peek) = (MemoryJournal(name: "new"), nil)
    }
    let context = found.context(into: .init())
    var schemas: [String: ConnectionSchema] = [:]
    for (name, connection) in context.connections ?? [:] { schemas[name] = connection.schema }
    planner = Planner(
      flows: checked, readers: try connections.readers(for: checked, transport: CurlTransport()),
      schemas: schemas, journal: source, at: at)
  }

  func plan(_ input: FlowPlan.Input) async throws -> FlowPlan {
    defer { peek?.close() }
    do throws(JournalFailure) { return try await planner.plan(input) } catch { throw CommandFailure(.fault, error.message) }
  }

  /// Connections that write, for carrying a plan out.
  func running() throws(CommandFailure) -> [String: RunningConnection] { try connections.running(for: flows, transport: CurlTransport()) }

  static func journalPath(_ origin: Origin, _ project: LoadedProject) -> String {
    if let journal = origin.journal { return journal }
    if origin.sandbox { return Files.path(".flowrun/sandbox.db", in: project.folder) }
    return Files.path(project.project.state?.journal?.value ?? ".flowrun/journal.db", in: project.folder)
  }
}

extension PlanSession.Origin {
  var json: Value {
    .map([
      "flows": .list(flows.map(Value.string)), "sandbox": .bool(sandbox), "sandbox_url": .string(sandboxURL),
      "profile": profile.map { .string($0) } ?? .null, "journal": journal.map { .string($0) } ?? .null,
    ])
  }

  init?(json: Value) {
    guard let flows = json["flows"]?.asList?.compactMap(\.asString), !flows.isEmpty, let sandbox = json["sandbox"]?.asBool,
      let url = json["sandbox_url"]?.asString
    else { return nil }
    self.init(flows: flows, sandbox: sandbox, sandboxURL: url, profile: json["profile"]?.asString, journal: json["journal"]?.asString)
  }
}
