private import NIOCore
private import NIOPosix
private import Synchronization

/// The sandbox's mail server: takes what is sent and delivers nothing.
final class MailServer: Sendable {
  private let sandbox: Sandbox
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(sandbox: Sandbox) { self.sandbox = sandbox }

  func start() async throws -> Int {
    let configuration = sandbox.configuration
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: configuration.host, port: configuration.mail.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let port = server.channel.localAddress?.port ?? configuration.mail.port
    let running = Task { [sandbox] in
      // A connection that breaks ends itself and nobody else.
      _ = try? await server.executeThenClose { clients in
        try await withThrowingDiscardingTaskGroup { group in
          for try await client in clients {
            group.addTask { _ = try? await Self.serve(client, sandbox) }
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

  private static func serve(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ sandbox: Sandbox) async throws {
    try await client.executeThenClose { inbound, outbound in
      var session = SMTPSession(sandbox.configuration.mail)
      var rest: [UInt8] = []
      try await outbound.write(ByteBuffer(string: SMTPSession.greeting + "\r\n"))
      for try await buffer in inbound {
        rest += buffer.readableBytesView
        while let end = rest.firstIndex(of: 0x0A) {
          let line = String(decoding: rest[..<end].last == 0x0D ? rest[..<end].dropLast() : rest[..<end], as: UTF8.self)
          rest.removeSubrange(...end)
          let answer = session.line(line)
          if !session.taken.isEmpty {
            let mails = session.taken
            session.taken = []
            sandbox.withWorld { $0.mails += mails }
          }
          guard let answer else { continue }
          try await outbound.write(ByteBuffer(string: answer.text + "\r\n"))
          if answer.closes { return }
        }
      }
    }
  }
}
