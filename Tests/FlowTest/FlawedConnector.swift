import CEL
import Calls
import ConnectorKit
import DeskConnector
import OrderedCollections
import Schema

/// One mistake that a connector can make.
enum Flaw: String, CaseIterable, Sendable {
  case describesAnything, pollsTwice, pollsForEver, leavesOutTheMoment, findsTheFirst, leavesOutFields, failsOnNone
  case turnsResults, losesAResult, failsTogether, takesAnything, changesAnew, doublesTheLost, sendsNoMessage, operatesAnything, countsNothing
  case rejectsTheUnreached, triesTheLostAgain, rejectsWhenDown, forgetsTheWait, takesAnyPage, repeats, goesOn, knowsNoLimit
  case retriesRefusedLogins, tellsTheKey, tellsTheKeyInRecords, showsTheKey

  /// The check that must find it.
  var check: String {
    switch self {
    case .describesAnything: "describe"
    case .pollsTwice: "poll.records"
    case .pollsForEver: "poll.pages"
    case .leavesOutTheMoment: "poll.since"
    case .findsTheFirst, .leavesOutFields: "find.keys"
    case .failsOnNone: "find.none"
    case .turnsResults, .losesAResult: "write.order"
    case .failsTogether, .takesAnything: "write.refused"
    case .changesAnew: "write.again"
    case .doublesTheLost: "write.lost"
    case .sendsNoMessage: "message"
    case .operatesAnything: "operation"
    case .countsNothing: "requests"
    case .rejectsTheUnreached: "failure.not_reached"
    case .triesTheLostAgain: "failure.no_answer"
    case .rejectsWhenDown: "failure.down"
    case .forgetsTheWait: "failure.rate"
    case .takesAnyPage: "failure.garbage"
    case .repeats: "once"
    case .goesOn: "cancel"
    case .knowsNoLimit: "limit"
    case .retriesRefusedLogins: "failure.auth"
    case .tellsTheKey, .tellsTheKeyInRecords, .showsTheKey: "secrets"
    }
  }
}

/// The desk's connector with one mistake.
struct FlawedConnector: Connector {
  static let kind = "flawed"
  static let standardSchema = DeskConnector.standardSchema
  static let traits = DeskConnector.traits

  private let desk: DeskConnector
  private let flaw: Flaw
  private let key: String
  /// What a connector must not hold.
  private let shown: String?

  init(_ settings: ConnectionSettings, transport: any HTTPTransport) throws(SettingsFailure) {
    try self.init(settings, transport: transport, flaw: .describesAnything)
  }

  init(_ settings: ConnectionSettings, transport: any HTTPTransport, flaw: Flaw) throws(SettingsFailure) {
    var settings = settings
    if flaw == .knowsNoLimit { settings.options["limits.calls"] = "50" }
    desk = try DeskConnector(settings, transport: transport)
    self.flaw = flaw
    // Kept as bytes it would be dumped as numbers.
    key = String(settings.auth["key"]?.revealed.reversed() ?? [])
    shown = flaw == .showsTheKey ? settings.auth["key"]?.revealed : nil
  }

  /// Runs a call with what this mistake makes of its failures.
  private func flawed<Answer: Sendable>(
    writes: Bool, _ body: @escaping @Sendable () async throws(CallFailure) -> Answer
  ) async throws(CallFailure) -> Answer {
    do throws(CallFailure) {
      guard flaw == .goesOn else { return try await body() }
      return try await Task.detached { () -> Result<Answer, CallFailure> in
        do throws(CallFailure) { return .success(try await body()) } catch { return .failure(error) }
      }.value.get()
    } catch {
      var failure = error
      switch flaw {
      case .rejectsTheUnreached where failure.code == "not_reached": failure.kind = .rejected
      case .triesTheLostAgain, .doublesTheLost: if failure.kind == .unknown { failure.kind = .retry }
      case .rejectsWhenDown where failure.code == "http_503": failure.kind = .rejected
      case .forgetsTheWait: failure.retryAfter = nil
      case .tellsTheKey where failure.kind == .auth: failure.message += " The key is \(String(key.reversed()))."
      case .repeats where failure.kind == .retry && !writes: return try await body()
      case .retriesRefusedLogins where failure.kind == .auth:
        _ = try? await body()
        return try await body()
      default: break
      }
      throw failure
    }
  }

  func describe(_ objects: [String]) async throws(CallFailure) -> [ObjectSchema] {
    flaw == .describesAnything ? Array(Self.standardSchema.objects.values) : try await desk.describe(objects)
  }

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    let desk = desk
    var answer: FindAnswer
    do throws(CallFailure) {
      answer = try await flawed(writes: false) { () async throws(CallFailure) in try await desk.find(call) }
    } catch {
      if flaw == .takesAnyPage, error.code == "no_answer" { return FindAnswer(records: []) }
      throw error
    }
    switch flaw {
    case .findsTheFirst: answer.records = Array(answer.records.prefix(1))
    case .leavesOutFields: for index in answer.records.indices { answer.records[index]["subject"] = nil }
    case .failsOnNone where answer.records.isEmpty: throw CallFailure(.rejected, code: "http_404", message: "Nothing was found.")
    case .countsNothing: answer.info.requests = 0
    case .tellsTheKeyInRecords:
      for index in answer.records.indices { answer.records[index]["subject"] = .string(String(key.reversed())) }
    default: break
    }
    return answer
  }

  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    let desk = desk
    var answer = try await flawed(writes: false) { () async throws(CallFailure) in try await desk.poll(call) }
    switch flaw {
    case .pollsTwice: answer.records += answer.records.prefix(1)
    case .pollsForEver: answer.next = "1"
    case .leavesOutTheMoment: answer.records.removeAll { $0["changed"]?.asTimestamp == call.since && call.since != nil }
    default: break
    }
    return answer
  }

  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    let desk = desk
    var sent = call
    if flaw == .changesAnew, call.verb == .update {
      sent.verb = .create
      sent.records = call.records.map { WriteRecord(fields: $0.fields.merging(["number": .string("again \(call.records.count)")]) { old, _ in old }) }
    }
    let now = sent
    var answer = try await flawed(writes: true) { () async throws(CallFailure) in try await desk.write(now) }
    switch flaw {
    case .turnsResults: answer.results.reverse()
    case .losesAResult: answer.results.removeLast()
    case .failsTogether:
      for result in answer.results { if case .failed(let failure) = result { throw failure } }
    case .takesAnything: answer.results = answer.results.map { if case .failed = $0 { .written(id: "T0") } else { $0 } }
    default: break
    }
    return answer
  }

  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    let desk = desk
    if flaw == .sendsNoMessage { throw CallFailure(.rejected, code: "not_supported", message: "No.") }
    return try await flawed(writes: true) { () async throws(CallFailure) in try await desk.notify(call) }
  }

  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer {
    let desk = desk
    if flaw == .operatesAnything, call.operation != "close" { return OperationAnswer(value: .null) }
    return try await flawed(writes: true) { () async throws(CallFailure) in try await desk.operate(call) }
  }
}
