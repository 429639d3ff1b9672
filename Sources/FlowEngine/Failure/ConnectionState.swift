import CEL
import Calls

/// What the engine knows of a connection's health.
struct ConnectionState: Sendable {
  enum Status: Sendable, Equatable {
    case open
    /// The target told us to wait; a fact, not a fault.
    case limited(until: Timestamp)
    /// Calls keep failing: the circuit is open until the next probe.
    case broken(until: Timestamp)
    /// One event at a time may try; the wave that does.
    case probing(wave: Int?)
    /// The login was refused; a person must act.
    case paused(String)
  }

  let facts: ConnectionFacts
  var status = Status.open
  /// Calls in a row that failed because of the connection.
  var failures = 0
  /// Probes in a row that failed.
  var probes = 0
  var lastFailure = ""

  /// Calls in a row that open the circuit.
  static let tolerated = 5
  static let firstProbe = 5.0
  static let longestProbe = 300.0

  init(facts: ConnectionFacts) { self.facts = facts }
}

extension Engine {
  /// Why nothing may be sent over a connection now; nil when it may.
  func refusal(of connection: String, wave: Int? = nil) -> String? {
    guard let state = connections[connection] else { return nil }
    if let reason = holds.connections[connection] { return "`\(connection)` is paused: \(reason)" }
    switch state.status {
    case .open: return nil
    case .limited(let until): return until <= now ? nil : "`\(connection)` asked to wait until \(until)."
    case .broken(let until): return until <= now ? nil : "`\(connection)` keeps failing: \(state.lastFailure)"
    case .probing(let prober): return prober == nil || prober == wave ? nil : "`\(connection)` keeps failing: \(state.lastFailure)"
    case .paused(let reason): return "`\(connection)` refused the login: \(reason)"
    }
  }

  /// When a refused connection is tried again; nil when only a person can tell.
  func reopening(of connection: String) -> Timestamp? {
    if holds.connections[connection] != nil { return nil }
    switch connections[connection]?.status {
    case .limited(let until), .broken(let until): return until
    default: return nil
    }
  }

  /// A call came through.
  mutating func noteSuccess(_ connection: String) {
    guard var state = connections[connection] else { return }
    let wasBroken: Bool
    switch state.status {
    case .broken, .probing: wasBroken = true
    default: wasBroken = false
    }
    guard wasBroken || state.failures > 0 else { return }
    (state.failures, state.probes) = (0, 0)
    if wasBroken { state.status = .open }
    connections[connection] = state
    if wasBroken {
      out.append(.alert(Alert(subject: .connection(connection), change: .recovered, reason: "`\(connection)` answers again.")))
      makeDue(connection)
    }
  }

  /// A call failed as a whole, or a record did for a reason that lies with the connection.
  mutating func noteFailure(_ failure: CallFailure, _ connection: String) {
    guard var state = connections[connection] else { return }
    state.lastFailure = Messages.call(failure.code, failure.message)
    switch failure.kind {
    case .rate:
      guard failure.affectsConnection || failure.retryAfter != nil && failure.code != CallFailure.allowanceCode else { break }
      // Who asks us to slow down is there: a limit ends a probe.
      noteSuccess(connection)
      guard var state = connections[connection], state.status == .open else { return }
      state.lastFailure = Messages.call(failure.code, failure.message)
      state.status = .limited(until: now.after(failure.retryAfter ?? 60))
      connections[connection] = state
      return
    case .auth:
      if case .paused = state.status { break }
      state.status = .paused(state.lastFailure)
      out.append(.alert(Alert(subject: .connection(connection), change: .paused, reason: state.lastFailure)))
      commit([.pause(connection: connection, reason: state.lastFailure)], for: .nothing)
    case .retry, .unknown:
      guard failure.affectsConnection else { break }
      state.failures += 1
      breakCircuit(connection, &state, failure)
    case .rejected, .conflict, .collateral: break
    }
    connections[connection] = state
  }

  private mutating func breakCircuit(_ connection: String, _ state: inout ConnectionState, _ failure: CallFailure) {
    switch state.status {
    case .open:
      guard state.failures >= ConnectionState.tolerated else { return }
      out.append(.alert(Alert(subject: .connection(connection), change: .circuitOpened, reason: state.lastFailure)))
    case .probing: break
    case .limited, .broken, .paused: return
    }
    var wait = ConnectionState.firstProbe
    for _ in 0..<min(state.probes, 10) { wait *= 2 }
    state.probes += 1
    wait = max(min(wait, ConnectionState.longestProbe), failure.retryAfter ?? 0)
    state.status = .broken(until: now.after(wait))
  }

  /// Time has come: limits end, broken circuits are probed.
  mutating func reopenConnections() {
    for name in connections.keys.sorted() {
      switch connections[name]?.status {
      case .limited(let until) where until <= now:
        connections[name]?.status = .open
        if refusal(of: name) == nil { makeDue(name) }
      case .broken(let until) where until <= now:
        connections[name]?.status = .probing(wave: nil)
        if refusal(of: name) == nil { makeDue(name) }
      default: break
      }
    }
  }

  mutating func resume(_ connection: String) {
    guard case .paused = connections[connection]?.status else { return }
    connections[connection]?.status = .open
    connections[connection]?.failures = 0
    commit([.pause(connection: connection, reason: nil)], for: .nothing)
    out.append(.alert(Alert(subject: .connection(connection), change: .recovered, reason: "`\(connection)` was resumed.")))
    makeDue(connection)
  }

  /// Events that waited for the connection may go on.
  mutating func makeDue(_ connection: String) {
    for flow in lines.indices { lines[flow].makeDue(connection: connection, now: now) }
  }
}
