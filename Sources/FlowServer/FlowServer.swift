import Hummingbird
public import Logging

/// The process's doors: webhooks on one port, health and metrics on another.
public actor FlowServer {
  private let configuration: ServerConfiguration
  private let hooks: [HookRoute]
  private let messages: [MessageRoute]
  private let view: AdminView
  private let logger: Logger
  private let counts = RequestCounts()
  private var listeners: [Listener] = []

  public init(
    _ configuration: ServerConfiguration, hooks: [HookRoute], messages: [MessageRoute] = [], admin view: AdminView, logger: Logger
  ) {
    self.configuration = configuration
    self.messages = messages
    self.hooks = hooks
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
    let hookResponder = HookResponder(hooks, messages, configuration, counts)
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

  /// Closes the doors: no new connection, requests under way are answered, within the drain time.
  public func stop() async {
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
