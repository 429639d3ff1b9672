private import NIOCore
private import NIOPosix
private import Synchronization

/// The sandbox's mail server: takes what is sent and delivers nothing.
final class MailServer: Sendable {
  private let sandbox: Sandbox
  private let certificate: MailCertificate?
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(sandbox: Sandbox, certificate: MailCertificate?) {
    self.sandbox = sandbox
    self.certificate = certificate
  }

  func start() async throws -> Int {
    let configuration = sandbox.configuration
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: configuration.host, port: configuration.mail.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let port = server.channel.localAddress?.port ?? configuration.mail.port
    let running = Task { [sandbox, certificate] in
      // A connection that breaks ends itself and nobody else.
      _ = try? await server.executeThenClose { clients in
        try await withThrowingDiscardingTaskGroup { group in
          for try await client in clients {
            group.addTask { _ = try? await Self.serve(client, sandbox, certificate) }
          }
        }
      }
    }
    task.withLock { $0 = running }
    return port
  }

  func stop() async {
    let running = task.withLock { task in
      defer { task = nil }
      return task
    }
    running?.cancel()
    await running?.value
  }

  private static func serve(
    _ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ sandbox: Sandbox, _ certificate: MailCertificate?
  ) async throws {
    try await client.executeThenClose { inbound, outbound in
      var exchange = MailExchange(sandbox, offersTLS: certificate != nil)
      var tls: TLSSession?
      var rest: [UInt8] = []
      func write(_ text: String) async throws {
        guard let tls else { return try await outbound.write(ByteBuffer(string: text + "\r\n")) }
        tls.say(Array("\(text)\r\n".utf8))
        try await outbound.write(ByteBuffer(bytes: tls.send()))
      }
      let greeting = try await exchange.greet()
      guard case .say(let greeting) = greeting else { return }
      try await write(greeting.text)
      if greeting.closes { return }
      for try await buffer in inbound {
        if let tls {
          guard let said = tls.receive(Array(buffer.readableBytesView)) else { return }
          rest += said
          let handshake = tls.send()
          if !handshake.isEmpty { try await outbound.write(ByteBuffer(bytes: handshake)) }
        } else {
          rest += buffer.readableBytesView
        }
        while let end = rest.firstIndex(of: 0x0A) {
          let line = String(decoding: rest[..<end].last == 0x0D ? rest[..<end].dropLast() : rest[..<end], as: UTF8.self)
          rest.removeSubrange(...end)
          switch try await exchange.take(line) {
          case .nothing: continue
          case .hangUp: return
          case .say(let answer):
            try await write(answer.text)
            if answer.closes { return }
            guard answer.startsTLS else { continue }
            // What was sent before TLS may have been said by anybody.
            rest = []
            tls = certificate?.session()
          }
        }
      }
    }
  }
}
