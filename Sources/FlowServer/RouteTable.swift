import Synchronization

/// What stands behind the hooks now. It is replaced while requests come in: those that arrive meanwhile wait.
final class RouteTable: Sendable {
  /// Seconds that a request waits for a change of flows; senders have patience for about as long.
  private static let patience = 10.0

  struct Routes: Sendable {
    var hooks: [String: HookRoute]
    var messages: [String: [MessageRoute]]
    /// Counts the changes.
    var number: Int
  }

  private struct State {
    var routes: Routes
    var isHeld = false
  }

  private let state: Mutex<State>

  init(_ hooks: [HookRoute], _ messages: [MessageRoute]) { state = Mutex(State(routes: Self.routes(hooks, messages, number: 0))) }

  /// The routes; nil when they were being changed for longer than a request waits.
  func routes() async -> Routes? {
    let deadline = ContinuousClock.now.advanced(by: .seconds(Self.patience))
    while true {
      if let routes = state.withLock({ $0.isHeld ? nil : $0.routes }) { return routes }
      guard ContinuousClock.now < deadline else { return nil }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { return nil }
    }
  }

  /// True when they are others by now, or will be soon.
  func hasChanged(since number: Int) -> Bool { state.withLock { $0.isHeld || $0.routes.number != number } }

  func hold() { state.withLock { $0.isHeld = true } }

  func letGo() { state.withLock { $0.isHeld = false } }

  func replace(_ hooks: [HookRoute], _ messages: [MessageRoute]) {
    state.withLock { $0 = State(routes: Self.routes(hooks, messages, number: $0.routes.number + 1)) }
  }

  private static func routes(_ hooks: [HookRoute], _ messages: [MessageRoute], number: Int) -> Routes {
    Routes(
      hooks: Dictionary(hooks.map { ($0.flow, $0) }, uniquingKeysWith: { first, _ in first }), messages: Dictionary(grouping: messages, by: \.flow),
      number: number)
  }
}
