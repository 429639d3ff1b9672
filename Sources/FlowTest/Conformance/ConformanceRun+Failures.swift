import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension ConformanceRun {
  static let noHTTP = "It sends nothing over HTTP."

  /// A call for which something goes wrong before it reaches the system.
  struct Attempt: Sendable {
    var name: String
    var writes: Bool
    var run: @Sendable () async throws(CallFailure) -> String
  }

  /// One of each kind that the trial allows.
  var attempts: [Attempt] {
    let connector = connector
    let connection = settings.name
    var attempts: [Attempt] = []
    if let object = schema {
      if let key {
        let find = FindCall(
          connection: connection, object: object.name, fields: [], match: [key], keys: [[Self.absent(object.field(key), like: known?[key])]])
        attempts.append(Attempt(name: "a find", writes: false) { () async throws(CallFailure) in "\(try await connector.find(find).records)" })
      }
      if object.watermark != nil {
        let poll = PollCall(connection: connection, object: object.name, fields: [])
        attempts.append(Attempt(name: "a poll", writes: false) { () async throws(CallFailure) in "\(try await connector.poll(poll).records)" })
      }
      if let (id, _) = created.first {
        if object.updateable, !trial.change.isEmpty {
          attempts.append(write(.update, WriteRecord(id: id, fields: trial.change), object.name, "a change"))
        }
        if let record = trial.records.first { attempts.append(write(.create, WriteRecord(fields: record), object.name, "a new record")) }
      }
    }
    if let message = trial.message {
      let call = notification(message, 1)
      attempts.append(Attempt(name: "a message", writes: true) { () async throws(CallFailure) in "\(try await connector.notify(call))" })
    }
    if let operation = trial.operation {
      let call = OperationCall(connection: connection, operation: operation.name, arguments: operation.arguments, key: "conformance-1")
      attempts.append(
        Attempt(name: "an operation", writes: true) { () async throws(CallFailure) in "\(try await connector.operate(call).value)" })
    }
    return attempts
  }

  private func write(_ verb: WriteCall.Verb, _ record: WriteRecord, _ object: String, _ name: String) -> Attempt {
    let connector = connector
    let call = WriteCall(connection: settings.name, object: object, verb: verb, records: [record])
    return Attempt(name: name, writes: true) { () async throws(CallFailure) in
      let answer = try await connector.write(call)
      if case .failed(let failure)? = answer.results.first { throw failure }
      return "\(answer.results)"
    }
  }

  func failures() async {
    let attempts = attempts
    guard probe.total > 0, !attempts.isEmpty else {
      return skip(
        .notReached, .noAnswer, .down, .rate, .garbage, .once, .cancel, .limit, .auth,
        because: probe.total == 0 ? Self.noHTTP : "Nothing of the trial can go wrong: give it an object, a message or an operation.")
    }
    for attempt in attempts {
      await expect(.notReached, attempt, .fail(TransportFailure(.notSent, "the connection was refused"))) { failure, _ in
        failure.kind == .retry && failure.affectsConnection
      }
      await expect(.noAnswer, attempt, .fail(TransportFailure(.noAnswer, "the connection was reset")), Self.isOpen)
      await expect(.down, attempt, .answer { _ in HTTPResponse(status: 503) }) { failure, _ in
        failure.affectsConnection && (failure.kind == .retry || attempt.writes && failure.kind == .unknown)
      }
      let limited = HTTPResponse(status: 429, headers: [("Retry-After", "7")])
      await expect(.rate, attempt, .answer { _ in limited }) { failure, _ in failure.kind == .rate && failure.retryAfter == 7 }
      let page = HTTPResponse(
        status: 200, headers: [("Content-Type", "text/html; charset=utf-8")], body: Array("<!doctype html><html><body>Sign in</body></html>".utf8))
      await expect(.garbage, attempt, .answer { _ in page }) { failure, isOpen in attempt.writes ? isOpen : failure.kind != .collateral }
    }
  }

  /// What is unknown must be told so, unless sending it again does no harm.
  private static func isOpen(_ failure: CallFailure, _ isOpen: Bool) -> Bool { isOpen }

  /// `holds` gets the failure, and whether its class is right for a request that may have been carried out.
  private func expect(
    _ check: ConformanceCheck, _ attempt: Attempt, _ mode: ProbeTransport.Mode, _ holds: (CallFailure, Bool) -> Bool
  ) async {
    probe.begin(mode)
    let ended = await call(attempt.run)
    noteOnce()
    let isOpen = isRightForOpen(ended.failure?.kind, attempt)
    note(check, ended.failure.map { holds($0, isOpen) } ?? false ? nil : "For \(attempt.name), \(ended.seen).")
  }

  /// Whether the class is right where nobody knows what was done.
  func isRightForOpen(_ kind: FailureClass?, _ attempt: Attempt) -> Bool {
    guard attempt.writes else { return kind == .retry }
    return kind == .unknown || kind == .retry && probe.seen.allSatisfy(\.idempotent)
  }

  /// No request of this stretch was sent twice.
  func noteOnce(most: Int = 1, _ check: ConformanceCheck = .once) {
    let seen = probe.seen
    let repeated = seen.filter { one in seen.count { $0.method == one.method && $0.url == one.url && $0.body == one.body } > most }
    note(check, repeated.first.map { "`\($0.method.rawValue) \(path(of: $0))` was sent \(repeated.count) times in one call." })
  }

  private func path(of request: HTTPRequest) -> String {
    let rest = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
    return String(rest.drop { $0 != "/" }.prefix { $0 != "?" })
  }

  /// The login is refused, and a new one too.
  func login() async {
    guard probe.total > 0 else { return }
    for attempt in attempts {
      await expectRefused(attempt)
      noteOnce(most: 2, .auth)
    }
  }

  private func expectRefused(_ attempt: Attempt) async {
    probe.begin(.answer { _ in HTTPResponse(status: 401) })
    let ended = await call(attempt.run)
    let failure = ended.failure
    note(.auth, failure?.kind == .auth && failure?.affectsConnection == true ? nil : "For \(attempt.name), \(ended.seen).")
  }
}
