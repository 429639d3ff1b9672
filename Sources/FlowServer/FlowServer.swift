import Hummingbird
public import Logging

/// The process's doors: webhooks on one port, health and metrics on another.
public actor FlowServer {
  private let configuration: ServerConfiguration
  private let routes: RouteTable
  private let view: AdminView
  private let logger: Logger
  private let counts = RequestCounts()
  private var listeners: [Listener] = []

  public init(
    _ configuration: ServerConfiguration, hooks: [HookRoute], messages: [MessageRoute] = [], admin view: AdminView, logger: Logger
  ) {
    self.configuration = configuration
    routes = RouteTable(hooks, messages)
    self.view = view
    self.logger = logger
  }

  /// Where the server listens.
  public struct Addresses: Sendable, Equatable {
    public var hooks: ListenAddress
    public var admin: ListenAddress?
  }

  /// Opens the doors; when one is taken, none stays open.
  public func start() async throws(ServerFailure) -> Addresses {
    let hookResponder = HookResponder(routes, configuration, counts)
    let page = view.page.map {
      AdminPageResponder(page: $0, isLoopback: AdminPageResponder.isLoopbackName(configuration.admin?.description ?? ""))
    }
    let adminResponder = AdminResponder(view: view, counts: counts, page: page)
    do {
      let hooks = try await listen(configuration.hooks) { await hookResponder.respond(to: $0) }
      guard let admin = configuration.admin else { return Addresses(hooks: hooks, admin: nil) }
      return Addresses(hooks: hooks, admin: try await listen(admin) { await adminResponder.respond(to: $0) })
    } catch {
      await stop()
      throw error
    }
  }

  /// Lets requests to hooks wait, some seconds at most, until `replace` or `stop`.
  public func hold() { routes.hold() }

  /// From now on these are the hooks. Requests that wait go on with them, also those that a runtime which came to its end has sent away.
  public func replace(hooks: [HookRoute], messages: [MessageRoute]) { routes.replace(hooks, messages) }

  /// Closes the doors: no new connection, requests under way are answered, within the drain time.
  public func stop() async {
    routes.letGo()
    let open = listeners
    listeners = []
    await withTaskGroup { group in
      for listener in open { group.addTask { await listener.stop() } }
    }
  }

  private func listen(
    _ address: ListenAddress, _ respond: @escaping @Sendable (Request) async -> Response
  ) async throws(ServerFailure) -> ListenAddress {
    let listener = try await Listener(
      address, receiveTime: configuration.receiveTime, drainTime: configuration.drainTime, logger: logger, respond: respond)
    listeners.append(listener)
    return listener.address
  }
}
