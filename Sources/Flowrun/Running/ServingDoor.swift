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

  init(project: LoadedProject, connections: Connections, flows: [CheckedFlow], runtime: Runtime) throws {
    var configuration = ServerConfiguration()
    configuration.hooks = try Self.address(project.project.serve?.hooks?.value, or: "127.0.0.1:8080")
    configuration.admin = try Self.address(project.project.serve?.admin?.value, or: "127.0.0.1:9090")
    var routes: [HookRoute] = []
    for flow in flows {
      for (index, source) in flow.sources.enumerated() {
        guard case .webhook(let connection) = source.kind else { continue }
        let hook = try connections.hook(connection)
        let verification: HookVerification
        do throws(SettingsFailure) {
          verification = try HookVerification(connection: connection, hook: hook)
        } catch {
          throw CommandFailure(.usage, error.message)
        }
        routes.append(
          HookRoute(flow: flow.name, verification: verification, runtime: runtime, source: SourceID(flow: flow.name, index: index)))
      }
    }
    names = routes.map(\.flow)
    server = FlowServer(configuration, hooks: routes, admin: AdminView(runtime), logger: Logger(label: "flowrun") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Listens, and says where.
  func open() async throws {
    do throws(ServerFailure) {
      let addresses = try await server.start()
      for name in names { Console.error("Webhooks of \(name): POST http://\(addresses.hooks)/hooks/\(name)") }
      if let admin = addresses.admin { Console.error("Health, readiness and metrics: http://\(admin)/") }
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
