import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowSyntax
import JSON
import OrderedCollections

/// Sends the requests of a manifest with the connection's login, and says what went wrong in the engine's terms.
struct RESTClient: Sendable {
  let manifest: CheckedManifest
  let settings: RESTSettings
  let transport: any HTTPTransport
  private let login: Login<Secret>
  private let gate: RequestGate
  private let paces: Paces
  private let reader: FailureReader
  private let now: @Sendable () -> Int64

  init(
    _ manifest: CheckedManifest, _ settings: RESTSettings, _ transport: any HTTPTransport, now: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.manifest = manifest
    self.settings = settings
    self.transport = transport
    self.now = now
    gate = RequestGate(settings.calls)
    paces = Paces(perSecond: manifest.limits.perSecond, perMinute: manifest.limits.perMinute, sleep: sleep)
    reader = FailureReader(name: manifest.name, errors: manifest.errors, redaction: settings.redaction)
    let token = TokenRequest(name: manifest.name, settings: settings, transport: transport)
    login = Login { await token.attempt() }
  }

  var bindings: ManifestBindings { ManifestBindings(manifest.environment) }

  /// The address to go to instead of the request's own, for a next page.
  struct Continuation: Sendable {
    var url: String
  }

  /// A successful answer. `place` names the request among the manifest's, `key` is its effect key, `missing` are statuses that are no failure.
  func send(
    _ request: CheckedManifest.Request, _ bindings: ManifestBindings, place: String, key: String?, missing: [Int] = [],
    continuation: Continuation? = nil, _ tally: CallTally
  ) async throws(CallFailure) -> Answer {
    let bindings = bindings.with(["effect_key": .string(key ?? "")])
    var built = try RequestBuilder(base: settings.url, headers: manifest.headers).build(request, bindings)
    var mayRepeat = request.isRepeatable
    if request.changes, let header = manifest.idempotencyHeader, let key {
      built.headers.append((header, key))
      mayRepeat = true
    }
    let per = request.limit?.per.map { Lenient.printed(bindings.value($0)) } ?? ""
    try await paces.enter(place, perSecond: request.limit?.perSecond, perMinute: request.limit?.perMinute, key: per)
    do {
      return try await answer(built, bindings, request.changes, mayRepeat, missing, continuation, tally)
    } catch {
      guard error.kind == .unknown, case .request(let look, let found)? = request.readBack else { throw error }
      return try await readBack(look, found, bindings, after: error, place, tally)
    }
  }

  /// Whether a request whose answer was lost had been carried out: its answer then, or a failure that lets it be sent again.
  private func readBack(
    _ look: CheckedManifest.Request, _ found: Expression, _ bindings: ManifestBindings, after lost: CallFailure, _ place: String, _ tally: CallTally
  ) async throws(CallFailure) -> Answer {
    let built = try RequestBuilder(base: settings.url, headers: manifest.headers).build(look, bindings)
    let answer: Answer
    do {
      answer = try await self.answer(built, bindings, false, true, [404], nil, tally)
    } catch {
      throw lost
    }
    if bindings.with(["response": answer.value]).found(found).asBool == true { return answer }
    var again = lost
    again.kind = .retry
    throw again
  }

  private func answer(
    _ built: RequestBuilder.Built, _ bindings: ManifestBindings, _ changes: Bool, _ mayRepeat: Bool, _ missing: [Int],
    _ continuation: Continuation?, _ tally: CallTally
  ) async throws(CallFailure) -> Answer {
    guard case .oauth = settings.access else {
      return try await exchange(built, bindings, changes, mayRepeat, missing, continuation, token: nil, tally)
    }
    let session = try await login.session()
    do {
      return try await exchange(built, bindings, changes, mayRepeat, missing, continuation, token: session.session, tally)
    } catch {
      // The request was refused for its login, so it did nothing: one new login, one repetition.
      guard error.kind == .auth else { throw error }
      let renewed = try await login.session(after: session)
      return try await exchange(built, bindings, changes, mayRepeat, missing, continuation, token: renewed.session, tally)
    }
  }

  private func exchange(
    _ built: RequestBuilder.Built, _ bindings: ManifestBindings, _ changes: Bool, _ mayRepeat: Bool, _ missing: [Int],
    _ continuation: Continuation?, token: Secret?, _ tally: CallTally
  ) async throws(CallFailure) -> Answer {
    var request = HTTPRequest(
      built.method, continuation?.url ?? settings.url + built.path, headers: built.headers, body: built.body, idempotent: mayRepeat,
      timeout: settings.timeout)
    try logIn(&request, built, token)
    let transport = self.transport
    let prepared = request
    tally.count()
    let result: Result<HTTPResponse, TransportFailure> = await gate.pass {
      do throws(TransportFailure) { return .success(try await transport.send(prepared)) } catch { return .failure(error) }
    }
    switch result {
    case .success(let response):
      tally.note(response)
      let answer = Answer(response)
      if missing.contains(response.status) { return answer }
      if let failure = reader.failure(of: answer, bindings.with(["response": answer.value]), changes: changes, mayRepeat: mayRepeat) {
        throw failure
      }
      return answer
    case .failure(let failure): throw failure.callFailure(changes && !mayRepeat ? .write : .read, of: manifest.name)
    }
  }

  private func logIn(_ request: inout HTTPRequest, _ built: RequestBuilder.Built, _ token: Secret?) throws(CallFailure) {
    switch settings.access {
    case .none: break
    case .header(let name, let value): request.headers.append((name, value.revealed))
    case .oauth: request.headers.append(("Authorization", "Bearer \(token?.revealed ?? "")"))
    case .signature(let signature, let secret):
      let time = String(now())
      let signed: Value = .map([
        "method": .string(built.method.rawValue), "path": .string(built.path), "body": .string(String(decoding: built.body, as: UTF8.self)),
        "time": .string(time),
      ])
      guard let text = Lenient.text(bindings.with(["request": signed]).value(signature.over)).asString else {
        throw CallFailure(.rejected, code: "formula", message: "What is signed cannot be computed: `over` gives no text.")
      }
      let digest = Credentials.hmac(text, key: secret)
      let written = signature.encoding == .hex ? Credentials.hex(digest) : Base64.encode(digest)
      request.headers.append((signature.header, signature.prefix + written))
      if let header = signature.timeHeader { request.headers.append((header, time)) }
    }
  }
}
