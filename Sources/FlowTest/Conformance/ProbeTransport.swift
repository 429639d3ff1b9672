import CEL
import ConnectorKit
import Synchronization

/// What stands between the connector and its system: passes requests on, or plays what can go wrong with them.
final class ProbeTransport: HTTPTransport {
  enum Mode: Sendable {
    /// On to the system.
    case pass
    /// On to the system, whose answer is lost.
    case lose
    case fail(TransportFailure)
    case answer(@Sendable (HTTPRequest) -> HTTPResponse)
    /// Stays under way until it is cancelled or let go.
    case hold
  }

  private struct State {
    var mode = Mode.pass
    var seen: [HTTPRequest] = []
    var inFlight = 0
    var most = 0
    var held: [Task<Void, Never>] = []
    var total = 0
    /// Who waits until so many have come.
    var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    var secrets: Set<String> = []
  }

  private let inner: any HTTPTransport
  private let state: Mutex<State>

  init(_ inner: any HTTPTransport, secrets: [String]) {
    self.inner = inner
    state = Mutex(State())
    learn(secrets)
  }

  var isReplay: Bool { inner.isReplay }

  /// Begins a stretch: what follows is treated like this, and `seen` and `most` begin anew.
  func begin(_ mode: Mode) {
    state.withLock { ($0.mode, $0.seen, $0.most) = (mode, [], $0.inFlight) }
  }

  /// Waits until so many requests have come in this stretch, or the time is over, or `wake` is called. One may wait at a time.
  func arrivals(_ count: Int, within time: Duration) async {
    let timer = Task {
      do { try await Task.sleep(for: time) } catch { return }
      self.wake()
    }
    defer { timer.cancel() }
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.seen.count >= count { return true }
        state.waiter = (count, continuation)
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Ends the wait.
  func wake() { take { _ in true }?.resume() }

  private func take(_ isDue: (State) -> Bool) -> CheckedContinuation<Void, Never>? {
    state.withLock { state in
      guard let waiter = state.waiter, isDue(state) else { return nil }
      state.waiter = nil
      return waiter.continuation
    }
  }

  /// All requests of the run.
  var total: Int { state.withLock { $0.total } }

  /// True while requests go on to the system.
  var isPassing: Bool { state.withLock { if case .pass = $0.mode { true } else { false } } }

  /// Requests since the stretch began.
  var seen: [HTTPRequest] { state.withLock { $0.seen } }

  /// Most requests that were under way at once since the stretch began.
  var most: Int { state.withLock { $0.most } }

  /// What must not be seen: the settings' secrets, what logged in with them, tokens that came back.
  var secrets: Set<String> { state.withLock { $0.secrets } }

  /// The text with dots where a secret stands.
  func masked(_ text: String) -> String {
    secrets.sorted { $0.count > $1.count }.reduce(text) { text, secret in
      text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "•••")
    }
  }

  /// Lets go what is held, and holds nothing more.
  func release() {
    let held = state.withLock { state in
      state.mode = .fail(TransportFailure(.notSent, "let go"))
      defer { state.held = [] }
      return state.held
    }
    held.forEach { $0.cancel() }
  }

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    learn(request.headers.filter { $0.name.lowercased() == "authorization" }.map(\.value))
    let mode = state.withLock { state in
      state.seen.append(request)
      state.total += 1
      state.inFlight += 1
      state.most = max(state.most, state.inFlight)
      return state.mode
    }
    take { $0.seen.count >= $0.waiter?.count ?? .max }?.resume()
    defer { state.withLock { $0.inFlight -= 1 } }
    switch mode {
    case .pass: return try await passed(request)
    case .lose:
      _ = try await passed(request)
      throw TransportFailure(.noAnswer, "the connection was reset")
    case .fail(let failure): throw failure
    case .answer(let answer): return answer(request)
    case .hold:
      await hold()
      throw Task.isCancelled ? TransportFailure(.cancelled, "cancelled") : TransportFailure(.notSent, "let go")
    }
  }

  private func passed(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let response = try await inner.send(request)
    // RFC 6749, 5.1.
    if let token = (try? Value(json: response.body))?["access_token"]?.asString { learn([token]) }
    return response
  }

  private func hold() async {
    let sleeper = Task { _ = try? await Task.sleep(for: .seconds(86_400)) }
    let goesOn = state.withLock { state in
      guard case .hold = state.mode else { return false }
      state.held.append(sleeper)
      return true
    }
    if !goesOn { sleeper.cancel() }
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
  }

  /// Notes secrets with the forms that they take on the wire. What is short would be found in any text.
  private func learn(_ texts: [String]) {
    var forms: Set<String> = []
    for text in texts {
      for part in [text] + text.split(separator: " ").map(String.init) where part.count >= 6 {
        forms.formUnion([part, PercentEncoding.query(part), Base64.encode(Array(part.utf8))])
      }
    }
    state.withLock { $0.secrets.formUnion(forms.filter { !["Bearer", "Basic"].contains($0) }) }
  }
}
