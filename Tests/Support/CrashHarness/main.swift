import CEL
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowSyntax
import Foundation
import Gainsight
import HTTPClient
import Journal
import OrderedCollections
import Salesforce
import Schema
import Synchronization

// Runs a flow over rows against a sandbox with a real journal, and dies where it is told to.
//
//   crash-harness FLOW SCHEMAS ROWS JOURNAL URL [POINT [BULK]]
//
// With POINT other than 0 the process kills itself at that crash point, counted from 1. With BULK, writes of so many records go by jobs, and each
// request to the target has a crash point before and after it. Otherwise it runs to its end and prints how many points it passed
// and how each event ended. Like a sender of webhooks, it sends its rows again unless an earlier run has acknowledged them. A run that finds a
// journal begins two minutes later than it is, when whatever was on its way has arrived.

/// The machine's clock, some seconds on.
struct LaterClock: RuntimeClock {
  let shift: Timespan
  private let clock = SystemClock()

  init(seconds: Int64) { shift = Timespan(nanoseconds: seconds * 1_000_000_000) }

  var now: Timestamp { clock.now.adding(shift) ?? clock.now }

  func sleep(until time: Timestamp) async throws {
    while let left = time.since(now)?.inSeconds, left > 0 { try await Task.sleep(for: .seconds(left)) }
  }
}

final class CrashCounter: Sendable {
  private let passed = Mutex(0)
  private let fatal: Int

  init(fatal: Int) { self.fatal = fatal }

  var count: Int { passed.withLock { $0 } }

  func pass() {
    let number = passed.withLock { passed in
      passed += 1
      return passed
    }
    if number == fatal { kill(getpid(), SIGKILL) }
  }
}

struct Failure: Error, CustomStringConvertible { var description: String }

struct Arguments {
  var flow, schemas, rows, journal, url: String
  var point: Int
  var bulk: Int?

  init() throws {
    let given = CommandLine.arguments
    guard given.count >= 6 else { throw Failure(description: "usage: crash-harness FLOW SCHEMAS ROWS JOURNAL URL [POINT [BULK]]") }
    (flow, schemas, rows, journal, url) = (given[1], given[2], given[3], given[4], given[5])
    point = given.count > 6 ? Int(given[6]) ?? 0 : 0
    bulk = given.count > 7 ? Int(given[7]) : nil
  }
}

func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

func checked(_ arguments: Arguments) throws -> CheckedFlow {
  let findings = Findings()
  let context = ProjectContext(connections: [
    "salesforce": .init(
      connector: "salesforce", schema: try SchemaSnapshot.read(bytes("\(arguments.schemas)/salesforce.json")), stamp: ["Task": "Flow_Key__c"]),
    "gainsight": .init(connector: "gainsight", schema: try SchemaSnapshot.read(bytes("\(arguments.schemas)/gainsight.json"))),
    "slack": .init(connector: "slack", hasRecords: false),
  ])
  let flow = FlowChecker.load(SourceFile(name: arguments.flow, bytes: try bytes(arguments.flow)), in: context, into: findings)
  guard let flow, !findings.hasErrors else { throw Failure(description: TextReport().render(findings.sorted)) }
  return flow
}

/// Dies before or after a request to the target, logins aside: those may be shared by calls in any order.
struct FatalTransport: HTTPTransport {
  let inner: any HTTPTransport
  let counter: CrashCounter

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    if request.url.hasSuffix("/token") { return try await inner.send(request) }
    counter.pass()
    let response = try await inner.send(request)
    counter.pass()
    return response
  }
}

func connections(_ arguments: Arguments, _ counter: CrashCounter) throws -> [String: RunningConnection] {
  let transport: any HTTPTransport = arguments.bulk == nil ? CurlTransport() : FatalTransport(inner: CurlTransport(), counter: counter)
  var salesforce = ConnectionSettings(
    name: "salesforce", url: arguments.url,
    auth: ["client_credentials.client_id": Secret("sandbox-client"), "client_credentials.client_secret": Secret("sandbox-secret")],
    options: ["stamp.Task": "Flow_Key__c"])
  if let bulk = arguments.bulk { salesforce.options.merge(["bulk.from": "\(bulk)", "bulk.poll": "0.01"]) { $1 } }
  salesforce.schema = try SchemaSnapshot.read(bytes("\(arguments.schemas)/salesforce.json"))
  return ["salesforce": RunningConnection(try SalesforceConnector(salesforce, transport: transport), concurrentCalls: 1)]
}

func run(_ arguments: Arguments) async throws {
  let flow = try checked(arguments)
  let counter = CrashCounter(fatal: arguments.point)
  let running = try connections(arguments, counter)
  // With jobs of any size, calls of one record stand for those of 200.
  let facts = ConnectionFacts(
    writeBatch: arguments.bulk == nil ? SalesforceConnector.traits.writeBatch : 1, allOrNothing: SalesforceConnector.traits.allOrNothing,
    bulk: arguments.bulk == nil ? nil : running["salesforce"]?.bulk)
  let isRestart = FileManager.default.fileExists(atPath: arguments.journal)
  let journal = try SQLiteJournal(path: arguments.journal)
  let runtime = Runtime(
    Engine(flows: [flow], connections: ["salesforce": facts], seed: 1), journal: journal, connections: running,
    clock: LaterClock(seconds: isRestart ? 120 : 0), crash: { _ in counter.pass() })
  try await runtime.start()
  let receipt = arguments.journal + ".acknowledged"
  if !FileManager.default.fileExists(atPath: receipt) {
    try await runtime.run(RowReader(path: arguments.rows), for: SourceID(flow: flow.name, index: 0))
    try Data().write(to: URL(fileURLWithPath: receipt))
  }
  let idle = await runtime.finish(patience: 60)
  guard idle.waiting == 0 else { throw Failure(description: "\(idle.waiting) events still wait: \(idle.blocked)") }
  let ends = try await journal.ended(after: 0, limit: 100_000)
  await runtime.drain(limit: 10)
  print("points \(counter.count)")
  for end in ends { print("\(end.about ?? "-") \(end.ending.name) \(end.ending.reason ?? "")") }
}

do {
  try await run(Arguments())
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
