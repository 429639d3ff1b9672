private import Foundation
private import Synchronization

/// A local Salesforce, Gainsight and Slack over HTTP, and a mail server, on loopback, with all records in memory.
///
/// The three are served on one port, since no path of one is a path of another. Everything that they store is behind one lock; a request is
/// answered whole before the next one is looked at, except for faults that wait.
public final class Sandbox: Sendable {
  /// The set-up that the sandbox was made with.
  public let configuration: SandboxConfiguration

  private let world: Mutex<World>
  private let server = Mutex<SandboxServer?>(nil)
  private let mail = Mutex<MailServer?>(nil)
  private let mailCertificate: MailCertificate?

  /// A sandbox with its data set made; nothing is served yet.
  public init(_ configuration: SandboxConfiguration = SandboxConfiguration()) {
    self.configuration = configuration
    mailCertificate = configuration.mail.offersTLS ? MailCertificate(host: configuration.host) : nil
    world = Mutex(World(configuration))
  }

  /// The addresses at which a started sandbox is reached.
  public struct Addresses: Sendable {
    public var salesforce: String
    public var gainsight: String
    /// The base of Slack's web API and webhooks.
    public var slack: String
    /// `smtp://host:port`.
    public var mail: String
    /// The port of all but mail.
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
    let mail = MailServer(sandbox: self, certificate: mailCertificate)
    let mailPort: Int
    do { mailPort = try await mail.start() } catch {
      await stop()
      throw error
    }
    self.mail.withLock { $0 = mail }
    let mailAddress = "smtp://\(configuration.host):\(mailPort)"
    world.withLock { $0.mailAddress = mailAddress }
    return Addresses(salesforce: url, gainsight: url, slack: url, mail: mailAddress, port: port)
  }

  /// Stops serving and waits until the port is closed. The records stay.
  public func stop() async {
    let server = server.withLock { server in
      defer { server = nil }
      return server
    }
    let mail = mail.withLock { mail in
      defer { mail = nil }
      return mail
    }
    await mail?.stop()
    await server?.stop()
  }

  /// Every request since the start or the last reset, the control's own left out.
  public var calls: [SandboxCall] { world.withLock { $0.calls } }

  /// The records of an object as a list of fields by name, deleted ones left out. `object` is an sObject, or a Gainsight object such as
  /// `company`; where both have the name in some case, Salesforce's is meant.
  public func records(of object: String) -> [SandboxObject] { world.withLock { $0.records(of: object) } }

  /// What was posted to Slack since the start or the last reset.
  public var messages: [SlackMessage] { world.withLock { $0.slack.messages } }

  /// What was mailed since the start or the last reset.
  public var mails: [ReceivedMail] { world.withLock { $0.mails } }

  /// The certificate, in PEM, that the mail server shows after STARTTLS; nil where it offers none.
  public var mailAuthority: String? { mailCertificate?.text }

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

  /// Sets the current score of a company as its scorecard would: score, trend, history. False where there is no such company or score.
  @discardableResult
  public func setScore(company: String, _ score: Int) -> Bool { world.withLock { $0.setScore(company, score) } }

  /// Adds an answer to the NPS survey; gives its id, or nil where there is no such company or score.
  @discardableResult
  public func addResponse(company: String, score: Int, email: String, comment: String? = nil) -> String? {
    world.withLock { $0.addResponse(company, score: score, email: email, comment: comment) }
  }

  /// Adds an outbound message: from now on what is created or changed of its object is posted to its address. Gives the action's id.
  @discardableResult
  public func send(_ message: OutboundMessage) -> String { world.withLock { $0.outbound.add(message) } }

  /// Writes the records of both systems to a file.
  public func save(to path: String) throws {
    let bytes = world.withLock { Snapshot.take($0).jsonBytes }
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Puts the records of a file back that `save(to:)` wrote. Sessions end; where the file is wrong nothing changes.
  public func load(from path: String) throws {
    let value = try JSONReader.read(Array(Data(contentsOf: URL(fileURLWithPath: path))))
    try world.withLock { try Snapshot.restore(value, to: $0) }
  }

  /// The private key (PEM) with which JWT assertions are signed; nil where the configuration brought a public key of its own.
  public var privateKey: String? { world.withLock { $0.signingKey?.privatePEM } }

  func withWorld<Result: Sendable>(_ body: (World) -> Result) -> Result { world.withLock { body($0) } }
}
