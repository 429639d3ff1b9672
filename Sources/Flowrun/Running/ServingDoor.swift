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
  private let server: FlowServer
  private let names: [String]
  private let messages: [MessageRoute]
  private let token: String?

  init(project: LoadedProject, connections: Connections, flows: [CheckedFlow], runtime: Runtime, page: PageData?) throws {
    token = page?.token
    var configuration = ServerConfiguration()
    configuration.hooks = try Self.address(project.project.serve?.hooks?.value, or: "127.0.0.1:8080")
    configuration.admin = try Self.address(project.project.serve?.admin?.value, or: "127.0.0.1:9090")
    var routes: [HookRoute] = []
    var messages: [MessageRoute] = []
    for flow in flows {
      for (index, source) in flow.sources.enumerated() {
        let id = SourceID(flow: flow.name, index: index)
        do throws(SettingsFailure) {
          switch source.kind {
          case .webhook(let connection):
            let verification = try HookVerification(connection: connection, hook: try Self.hook(connection, connections))
            routes.append(HookRoute(flow: flow.name, verification: verification, runtime: runtime, source: id))
          case .message(let connection, _):
            guard let knock = Knock(source) else { continue }
            let settings = try MessageSettings(connection: connection, hook: try Self.hook(connection, connections))
            messages.append(MessageRoute(flow: flow.name, settings: settings, runtime: runtime, source: id, knock: knock))
          case .poll: continue
          }
        } catch {
          throw CommandFailure(.usage, error.message)
        }
      }
    }
    names = routes.map(\.flow)
    self.messages = messages
    var view = AdminView(runtime)
    view.page = page?.page
    server = FlowServer(
      configuration, hooks: routes, messages: messages, admin: view, logger: Logger(label: "flowrun") { _ in SwiftLogNoOpLogHandler() })
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
      for name in names { say("Webhooks of \(name): POST http://\(addresses.hooks)/hooks/\(name)") }
      for message in messages {
        // The end of the path is a secret.
        say("Outbound messages of \(message.object) for \(message.flow): POST http://\(addresses.hooks)/hooks/\(message.flow)/PATH")
      }
      if let admin = addresses.admin {
        say("Health, readiness and metrics: http://\(admin)/health, /ready, /metrics")
        if let token { Console.error("Flows, runs and dead letters: http://\(admin)/#token=\(token)") }
      }
    } catch {
      throw CommandFailure(.fault, error.message)
    }
  }

  func close() async { await server.stop() }

  private static func address(_ text: String?, or standard: String) throws -> ListenAddress {
    guard let address = ListenAddress(text ?? standard) else {
      throw CommandFailure(.usage, "`\(text ?? standard)` under `serve:` is no address; write HOST:PORT.")
    }
    return address
  }
}
