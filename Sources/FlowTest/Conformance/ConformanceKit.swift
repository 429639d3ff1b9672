public import ConnectorKit

/// Tries at a connector what the engine relies on. For connectors of one's own, in Swift or as a manifest:
///
/// ```swift
/// let kit = ConformanceKit(DeskConnector.self, settings, over: CurlTransport(), trial: trial)
/// let report = await kit.run()
/// #expect(report.passed, "\(report)")
/// ```
///
/// What is good is asked of the system behind `transport`: a sandbox, a fake or a recording. What goes wrong (lost answers, limits, refused logins)
/// is played by the kit and does not reach it. The connector is made once; it may be called from several tasks at once.
public struct ConformanceKit: Sendable {
  /// Makes the connector under test with these settings over this transport.
  public typealias Make = @Sendable (ConnectionSettings, any HTTPTransport) throws -> any Connector

  private let settings: ConnectionSettings
  private let transport: any HTTPTransport
  private let trial: ConformanceTrial
  private let deadline: Duration
  private let make: Make

  /// `deadline`: a call that has not ended by then has failed.
  public init(
    _ settings: ConnectionSettings, over transport: any HTTPTransport, trial: ConformanceTrial, deadline: Duration = .seconds(60),
    make: @escaping Make
  ) {
    self.settings = settings
    self.transport = transport
    self.trial = trial
    self.deadline = deadline
    self.make = make
  }

  /// A kind of connector.
  public init<Tested: Connector>(
    _ kind: Tested.Type, _ settings: ConnectionSettings, over transport: any HTTPTransport, trial: ConformanceTrial,
    deadline: Duration = .seconds(60)
  ) {
    self.init(settings, over: transport, trial: trial, deadline: deadline) { settings, transport in
      try Tested(settings, transport: transport)
    }
  }

  /// Who logs in is no secret, with what is.
  private static func secrets(_ settings: ConnectionSettings) -> [String] {
    settings.auth.filter { !["client_id", "user"].contains($0.key.split(separator: ".").last ?? "") }.values.map(\.revealed)
  }

  /// Tries everything that can be tried. Throws where the connector refuses its settings.
  public func run() async throws -> ConformanceReport {
    let probe = ProbeTransport(transport, secrets: Self.secrets(settings))
    let run = ConformanceRun(connector: try make(settings, probe), settings: settings, probe: probe, trial: trial, deadline: deadline)
    await run.describe()
    await run.write()
    await run.find()
    await run.writeAgain()
    await run.writeLost()
    await run.poll()
    await run.message()
    await run.operation()
    await run.countRequests()
    await run.failures()
    await run.cancel()
    await run.limit()
    await run.login()
    await run.secrets()
    return run.report
  }
}
