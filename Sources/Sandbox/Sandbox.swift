private import Synchronization

/// A local Salesforce and Gainsight over HTTP on loopback, with the records of both in memory.
///
/// Both are served on one port, since no path of one is a path of the other. Everything that they store is behind one lock; a request is
/// answered whole before the next one is looked at, except for faults that wait.
public final class Sandbox: Sendable {
  /// The set-up that the sandbox was made with.
  public let configuration: SandboxConfiguration

  private let world: Mutex<World>
  private let server = Mutex<SandboxServer?>(nil)

  /// A sandbox with its data set made; nothing is served yet.
  public init(_ configuration: SandboxConfiguration = SandboxConfiguration()) {
    self.configuration = configuration
    world = Mutex(World(configuration))
  }

  /// The addresses at which a started sandbox is reached.
  public struct Addresses: Sendable {
    public var salesforce: String
    public var gainsight: String
    public var port: Int
  }

  /// Starts to serve; gives the addresses once the port is open.
  @discardableResult
  public func start() async throws -> Addresses {
    let server = SandboxServer(sandbox: self)
    let port = try await server.start()
    self.server.withLock { $0 = server }
    let url = "http://\(configuration.host):\(port)"
    world.withLock { $0.address = url }
    return Addresses(salesforce: url, gainsight: url, port: port)
  }

  /// Stops serving and waits until the port is closed. The records stay.
  public func stop() async {
    let server = server.withLock { server in
      defer { server = nil }
      return server
    }
    await server?.stop()
  }

  /// Every request since the start or the last reset, the control's own left out.
  public var calls: [SandboxCall] { world.withLock { $0.calls } }

  /// The records of an object as a list of fields by name, deleted ones left out. `object` is an sObject, or a Gainsight object such as
  /// `company`; where both have the name in some case, Salesforce's is meant.
  public func records(of object: String) -> [SandboxObject] { world.withLock { $0.records(of: object) } }

  /// Goes back to the seeded data set: records, sessions, faults and calls.
  public func reset() { world.withLock { $0.reset() } }

  /// Adds a fault.
  public func inject(_ fault: SandboxFault) { world.withLock { $0.faults.add(fault) } }

  /// Takes all faults away.
  public func clearFaults() { world.withLock { $0.faults.clear() } }

  /// Ends all sessions and tokens of both systems.
  public func expireSessions() { world.withLock { $0.expireSessions() } }

  /// Moves the sandbox's clock forward.
  public func advance(seconds: Int) { world.withLock { $0.clockShift += seconds * 1000 } }

  /// The private key (PEM) with which JWT assertions are signed; nil where the configuration brought a public key of its own.
  public var privateKey: String? { world.withLock { $0.signingKey?.privatePEM } }

  func withWorld<Result: Sendable>(_ body: (World) -> Result) -> Result { world.withLock { body($0) } }
}
