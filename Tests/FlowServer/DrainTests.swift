import FlowServer
import Foundation
import Testing

@Suite struct DrainTests {
  @Test func stoppingAnswersWhatIsUnderWayAndTakesNoMore() async throws {
    let gate = Gate()
    let accepted = Accepted()
    let (server, addresses) = try await started { body in
      await gate.pass()
      accepted.add(body)
    }
    let port = addresses.hooks.port
    async let status = blocking { try RawClient.status(hookPath, port: port, headers: [token], body: "{}") }
    await gate.reached()
    async let stopped: Void = server.stop()
    // The door is shut when a connection is refused; until then the attempt is repeated.
    while (try? await blocking { _ = try RawClient(port: port) }) != nil { await Task.yield() }
    #expect(accepted.bodies.isEmpty)
    await gate.lift()
    #expect(try await status == 202)
    await stopped
    #expect(accepted.bodies == ["{}"])
  }

  @Test func aTakenPortIsNamed() async throws {
    let (first, addresses) = try await started { _ in }
    let failure = await #expect(throws: ServerFailure.self) {
      _ = try await started(.init(hooks: addresses.hooks)) { _ in }
    }
    #expect(failure == .portTaken(addresses.hooks))
    #expect(failure?.message.contains("Port \(addresses.hooks.port) on 127.0.0.1 is taken") == true)
    await first.stop()
  }

  @Test func whenTheAdminPortIsTakenTheHooksAreNotLeftOpen() async throws {
    let (first, addresses) = try await started { _ in }
    let free = try await freePort()
    let failure = await #expect(throws: ServerFailure.self) {
      _ = try await started(.init(hooks: .init(host: "127.0.0.1", port: free), admin: addresses.hooks)) { _ in }
    }
    #expect(failure == .portTaken(addresses.hooks))
    await #expect(throws: ConnectionFailure.self) { _ = try await blocking { try RawClient.status(hookPath, port: free) } }
    await first.stop()
  }

  @Test func anAddressThatIsNotOursIsNamed() async throws {
    let elsewhere = ListenAddress(host: "192.0.2.1", port: 0)
    let failure = await #expect(throws: ServerFailure.self) { _ = try await started(.init(hooks: elsewhere)) { _ in } }
    #expect(failure == .noSuchAddress(elsewhere))
  }

  private func freePort() async throws -> Int {
    let (server, addresses) = try await started { _ in }
    await server.stop()
    return addresses.hooks.port
  }
}
