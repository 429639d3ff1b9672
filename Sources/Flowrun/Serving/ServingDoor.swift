import ConnectorKit
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowServer
import FlowSyntax
import Logging

/// Where webhooks come in while a run serves.
struct ServingDoor {
  /// What comes in, and to whom it goes.
  struct Routes: Sendable {
    var hooks: [HookRoute] = []
    var messages: [MessageRoute] = []

    init(_ prepared: PreparedRun, _ runtime: Runtime) throws(CommandFailure) {
      for flow in prepared.flows {
        for (index, source) in flow.sources.enumerated() {
          do throws(SettingsFailure) {
            try add(source, of: flow.name, SourceID(flow: flow.name, index: index), prepared.connections, runtime)
          } catch {
            throw CommandFailure(.usage, error.message)
          }
        }
      }
    }

    private mutating func add(
      _ source: CheckedSource, of flow: String, _ id: SourceID, _ connections: Connections, _ runtime: Runtime
    ) throws(SettingsFailure) {
      switch source.kind {
      case .webhook(let connection):
        let verification = try HookVerification(connection: connection, hook: try ServingDoor.hook(connection, connections))
        hooks.append(HookRoute(flow: flow, verification: verification, runtime: runtime, source: id))
      case .message(let connection, _):
        guard let knock = Knock(source) else { return }
        let settings = try MessageSettings(connection: connection, hook: try ServingDoor.hook(connection, connections))
        messages.append(MessageRoute(flow: flow, settings: settings, runtime: runtime, source: id, knock: knock))
      case .poll: return
      }
    }
  }

  private let server: FlowServer
  private let routes: Routes
  private let token: String?

  init(_ project: LoadedProject, _ routes: Routes, _ present: PresentRun, token: String?) throws(CommandFailure) {
    self.token = token
    self.routes = routes
    var configuration = ServerConfiguration()
    configuration.hooks = try Self.address(project.project.serve?.hooks?.value, or: "127.0.0.1:8080")
    configuration.admin = try Self.address(project.project.serve?.admin?.value, or: "127.0.0.1:9090")
    server = FlowServer(
      configuration, hooks: routes.hooks, messages: routes.messages, admin: present.view(token: token),
      logger: Logger(label: "flowrun") { _ in SwiftLogNoOpLogHandler() })
  }

  private static func hook(_ connection: String, _ connections: Connections) throws(SettingsFailure) -> [String: Secret] {
    do throws(CommandFailure) { return try connections.hook(connection) } catch {
      throw SettingsFailure(setting: "connections.\(connection).hook", message: error.message)
    }
  }

  /// Listens, and says where.
  func open(saying say: (String) -> Void) async throws {
    do throws(ServerFailure) {
      let addresses = try await server.start()
      for line in routes.lines(at: addresses.hooks) { say(line) }
      if let admin = addresses.admin {
        say("Health, readiness and metrics: http://\(admin)/health, /ready, /metrics")
        if let token { Console.error("Flows, runs and dead letters: http://\(admin)/#token=\(token)") }
      }
    } catch {
      throw CommandFailure(.fault, error.message)
    }
  }

  func close() async { await server.stop() }

  /// Lets requests wait until they are told where they go.
  func hold() async { await server.hold() }

  /// From now on requests go there.
  func replace(_ routes: Routes) async { await server.replace(hooks: routes.hooks, messages: routes.messages) }

  private static func address(_ text: String?, or standard: String) throws(CommandFailure) -> ListenAddress {
    guard let address = ListenAddress(text ?? standard) else {
      throw CommandFailure(.usage, "`\(text ?? standard)` under `serve:` is no address; write HOST:PORT.")
    }
    return address
  }
}

extension ServingDoor.Routes {
  /// Where things come in, for people.
  fileprivate func lines(at address: ListenAddress) -> [String] {
    hooks.map { "Webhooks of \($0.flow): POST http://\(address)/hooks/\($0.flow)" }
      // The end of the path is a secret.
      + messages.map { "Outbound messages of \($0.object) for \($0.flow): POST http://\(address)/hooks/\($0.flow)/PATH" }
  }
}
