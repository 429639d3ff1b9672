import CEL
import Calls
import ConnectorKit
import FlowCheck
import Foundation
import Gainsight
import HTTPClient
import OrderedCollections
import Salesforce
import Sandbox
import Schema
import Synchronization

@testable import FlowEngine

/// A Salesforce and a Gainsight on loopback, each with a clock of its own that moves when the test says so.
///
/// Calls wait for their answer, so it is used from a thread of its own.
final class SandboxPair {
  /// How far Gainsight's clock is ahead of Salesforce's.
  static let apart = 300.0

  private let time: Time
  private let sandboxes: [Sandbox]
  let salesforce: SalesforceConnector
  let gainsight: GainsightConnector

  /// Milliseconds since 1970.
  private final class Time: Sendable {
    let now: Mutex<Int>
    init(_ now: Timestamp) { self.now = Mutex(Int(now.seconds) * 1000) }
  }

  init(accounts: Int, seed: UInt64, start: Timestamp) throws {
    let time = Time(start)
    self.time = time
    sandboxes = (0...1).map { index in
      var configuration = SandboxConfiguration()
      configuration.accounts = accounts
      configuration.seed = seed
      configuration.gainsight.callsPerMinute = 0
      configuration.clock = { time.now.withLock { $0 } + (index == 1 ? Int(SandboxPair.apart) * 1000 : 0) }
      return Sandbox(configuration)
    }
    let (first, second) = (sandboxes[0], sandboxes[1])
    let addresses = try Self.wait { (try await first.start(), try await second.start()) }
    let transport = CurlTransport()
    let configuration = SandboxConfiguration()
    salesforce = try SalesforceConnector(
      ConnectionSettings(
        name: "salesforce", url: addresses.0.salesforce,
        auth: [
          "client_credentials.client_id": Secret(configuration.salesforce.clientID),
          "client_credentials.client_secret": Secret(configuration.salesforce.clientSecret),
        ]), transport: transport)
    gainsight = try GainsightConnector(
      ConnectionSettings(name: "gainsight", url: addresses.1.gainsight, auth: ["access_key": Secret(configuration.gainsight.accessKey)]),
      transport: transport)
  }

  func stop() throws {
    let (first, second) = (sandboxes[0], sandboxes[1])
    try Self.wait {
      await first.stop()
      await second.stop()
    }
  }

  func advance(to now: Timestamp) { time.now.withLock { $0 = max($0, Int(now.seconds) * 1000 + Int(now.nanos) / 1_000_000) } }

  func inject(_ fault: SandboxFault) { for sandbox in sandboxes { sandbox.inject(fault) } }
  func clearFaults() { for sandbox in sandboxes { sandbox.clearFaults() } }
  func records(of object: String) -> [SandboxObject] { sandboxes[object == "Account" ? 0 : 1].records(of: object) }
  func setScore(_ company: String, _ score: Int) { sandboxes[1].setScore(company: company, score) }

  /// The objects as the two systems describe them.
  func context() throws -> ProjectContext {
    let (salesforce, gainsight) = (salesforce, gainsight)
    let schemas = try Self.wait { (try await salesforce.describe(["Account"]), try await gainsight.describe(["company"])) }
    return ProjectContext(
      timeZone: "UTC", settings: [:],
      connections: [
        "salesforce": .init(connector: "salesforce", schema: ConnectionSchema(schemas.0)),
        "gainsight": .init(connector: "gainsight", schema: ConnectionSchema(schemas.1)),
      ], readFile: { _ in nil })
  }

  func answer(_ call: Call, now: Timestamp) -> CallResult {
    let connector: any Connector = call.connection == "salesforce" ? salesforce : gainsight
    let result = Result { () throws -> CallResult in
      try Self.wait {
        do throws(CallFailure) {
          switch call {
          case .find(let call): return CallResult.found(try await connector.find(call))
          case .write(let call): return CallResult.written(try await connector.write(call))
          case .poll(let call): return CallResult.polled(try await connector.poll(call))
          case .notify(let call): return CallResult.notified(try await connector.notify(call))
          case .operation(let call): return CallResult.operated(try await connector.operate(call))
          }
        } catch {
          return CallResult.failed(error)
        }
      }
    }
    switch result {
    case .success(let answer): return dated(answer, now.after(call.connection == "gainsight" ? Self.apart : 0))
    case .failure(let error): return .failed(CallFailure(.retry, code: "test", message: "\(error)"))
    }
  }

  /// The `Date` header is that of the machine; here it is that of the system, in whole seconds as there.
  private func dated(_ result: CallResult, _ now: Timestamp) -> CallResult {
    let time = Timestamp(seconds: now.seconds)
    switch result {
    case .found(var answer):
      answer.info.serverTime = time
      return .found(answer)
    case .polled(var answer):
      answer.info.serverTime = time
      return .polled(answer)
    case .written(var answer):
      answer.info.serverTime = time
      return .written(answer)
    default: return result
    }
  }

  private final class Box<Content: Sendable>: Sendable {
    let content = Mutex<Result<Content, any Error>?>(nil)
  }

  private static func wait<Content: Sendable>(_ body: @escaping @Sendable () async throws -> Content) throws -> Content {
    let (box, done) = (Box<Content>(), DispatchSemaphore(value: 0))
    Task.detached {
      let result: Result<Content, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      box.content.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    guard let result = box.content.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }
}
