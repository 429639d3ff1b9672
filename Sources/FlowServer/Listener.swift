import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// One listening socket and what it answers.
final class Listener: Sendable {
  private let group: ServiceGroup
  private let run: Task<Void, Never>
  /// Where it listens, the port that was taken included.
  let address: ListenAddress

  init(
    _ address: ListenAddress, receiveTime: Double, drainTime: Double, logger: Logger,
    respond: @escaping @Sendable (Request) async -> Response
  ) async throws(ServerFailure) {
    let (started, start) = AsyncStream<Result<Int, ServerFailure>>.makeStream()
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(request) },
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [UnreadBodyHandler()], idleTimeout: .milliseconds(Int64(receiveTime * 1000)),
          httpDecoderConfiguration: .init(maxHeaderListSize: 32 << 10))),
      configuration: .init(address: .hostname(address.host, port: address.port), serverName: "flowrun"),
      onServerRunning: { channel in
        start.yield(.success(channel.localAddress?.port ?? address.port))
        start.finish()
      },
      logger: logger)
    var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(drainTime)
    let group = ServiceGroup(configuration: configuration)
    self.group = group
    run = Task {
      do { try await group.run() } catch { start.yield(.failure(ServerFailure(error, address))) }
      start.finish()
    }
    var first: Result<Int, ServerFailure>?
    for await result in started {
      first = result
      break
    }
    let port = try (first ?? .failure(.cannotListen(address, reason: "it stopped at once"))).get()
    self.address = ListenAddress(host: address.host, port: port)
  }

  /// Takes no more connections, lets requests under way end, and returns when they have.
  func stop() async {
    await group.triggerGracefulShutdown()
    await run.value
  }
}

extension ServerFailure {
  init(_ error: any Error, _ address: ListenAddress) {
    if let error = error as? IOError {
      switch error.errnoCode {
      case EADDRINUSE: self = .portTaken(address)
      case EACCES, EPERM: self = .notPermitted(address)
      case EADDRNOTAVAIL: self = .noSuchAddress(address)
      default: self = .cannotListen(address, reason: error.description)
      }
    } else if error is SocketAddressError {
      self = .noSuchAddress(address)
    } else {
      self = .cannotListen(address, reason: "\(error)")
    }
  }
}
