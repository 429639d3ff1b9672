private import HTTPTypes
private import Hummingbird
private import Logging
private import NIOCore
private import Synchronization

#if canImport(Glibc)
private import Glibc
#else
private import Darwin
#endif

/// The sandbox's port.
final class SandboxServer: Sendable {
  private let sandbox: Sandbox
  private let sender: OutboundSender
  private let task = Mutex<Task<Void, any Error>?>(nil)

  init(sandbox: Sandbox) {
    self.sandbox = sandbox
    sender = OutboundSender(sandbox: sandbox)
  }

  /// Why a sandbox could not start.
  struct StartFailure: Error, CustomStringConvertible {
    var description: String
  }

  func start() async throws -> Int {
    let (ports, port) = AsyncThrowingStream<Int, any Error>.makeStream()
    var quiet = Logger(label: "sandbox")
    quiet.logLevel = .critical
    let configuration = sandbox.configuration
    let application = Application(
      responder: SandboxResponder(sandbox: sandbox, sender: sender),
      configuration: ApplicationConfiguration(address: .hostname(configuration.host, port: configuration.port), serverName: "sandbox"),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? configuration.port) }, logger: quiet)
    let running = Task {
      do {
        try await application.run()
        port.finish()
      } catch {
        port.finish(throwing: error)
        throw error
      }
    }
    task.withLock { $0 = running }
    for try await number in ports {
      sender.start()
      return number
    }
    throw StartFailure(description: "The sandbox ended before its port was open.")
  }

  func stop() async {
    let running = task.withLock { task in
      defer { task = nil }
      return task
    }
    await sender.stop()
    running?.cancel()
    _ = await running?.result
  }
}

private struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

private struct SandboxResponder: HTTPResponder {
  let sandbox: Sandbox
  let sender: OutboundSender

  func respond(to request: Request, context: SandboxContext) async throws -> Response {
    // salesforce.md 6.2: a request may have 50 MB; a bulk upload 150.
    let body = try await request.body.collect(upTo: 160 * 1024 * 1024)
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    headers["host"] = request.head.authority ?? headers["host"]
    let received = SandboxRequest(
      method: request.method.rawValue, target: request.head.path ?? "/", headers: headers, body: Array(body.readableBytesView))
    let (reply, delay) = sandbox.withWorld { world in Exchange(world: world, request: received, sender: sender).run() }
    if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
    if reply.delivery == .reset { try await reset(context.channel) }
    return response(reply)
  }

  /// Ends the connection with a reset and not with an orderly close.
  private func reset(_ channel: any Channel) async throws {
    try? await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try? await channel.close(mode: .all)
    throw CancellationError()
  }

  private func response(_ reply: Reply) -> Response {
    var headers = HTTPFields()
    for (name, value) in reply.headers { if let name = HTTPField.Name(name) { headers[name] = value } }
    let bytes: [UInt8]
    switch reply.body {
    case .none: bytes = []
    case .json(let value):
      bytes = value.jsonBytes
      headers[.contentType] = "application/json;charset=UTF-8"
    case .text(let text, let type):
      bytes = Array(text.utf8)
      headers[.contentType] = type
    }
    let status = HTTPResponse.Status(code: reply.status)
    return Response(status: status, headers: headers, body: bytes.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
