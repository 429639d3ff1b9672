public import FlowCheck

/// Somebody or something that alerts are sent to.
public enum AlertReceiver: Sendable, Hashable {
  /// A connection that sends messages, and its channels or addresses.
  case connection(String, to: [String])
  /// A program and its arguments; the alert is its standard input.
  case command([String])
}

/// Who hears what of some flows.
public struct AlertPolicy: Sendable {
  /// One flow's part.
  public struct Part: Sendable {
    public var flow: String
    public var connections: Set<String>
    public var receivers: [AlertReceiver]
    public var failed: Double?
    public var lag: Double?
    public var owner: String?

    /// What a flow's `alert:` says, and the project's where it says nothing.
    public init(_ flow: CheckedFlow, connections: Set<String>, project: CheckedAlert?) {
      self.flow = flow.name
      self.connections = connections
      let own = Self.receivers(flow.alert)
      receivers = own.isEmpty ? Self.receivers(project) : own
      failed = flow.alert?.failed ?? project?.failed
      lag = flow.alert?.lag ?? project?.lag
      owner = flow.owner
    }

    init(flow: String, connections: Set<String>, receivers: [AlertReceiver]) {
      self.flow = flow
      self.connections = connections
      self.receivers = receivers
    }

    private static func receivers(_ alert: CheckedAlert?) -> [AlertReceiver] {
      guard let alert else { return [] }
      var receivers: [AlertReceiver] = []
      if let name = alert.notify { receivers.append(.connection(name, to: alert.to)) }
      if !alert.command.isEmpty { receivers.append(.command(alert.command)) }
      return receivers
    }
  }

  public var parts: [Part]

  public init(_ parts: [Part]) { self.parts = parts }

  /// Connections that carry alerts.
  public var carriers: Set<String> {
    Set(parts.flatMap(\.receivers).compactMap { if case .connection(let name, _) = $0 { name } else { nil } })
  }

  /// Each once: of a flow its own, of a connection those of the flows that use it.
  func receivers(of subject: AlertNews.Subject) -> [AlertReceiver] {
    var receivers: [AlertReceiver] = []
    for part in parts {
      let concerns =
        switch subject {
        case .flow(let name): part.flow == name
        case .connection(let name): part.connections.contains(name)
        case .project: true
        }
      for receiver in part.receivers where concerns && !receivers.contains(receiver) { receivers.append(receiver) }
    }
    return receivers
  }

  var watches: [String: AlertBook.Watch] {
    Dictionary(
      parts.map { ($0.flow, AlertBook.Watch(failed: $0.failed, lag: $0.lag, owner: $0.owner)) }, uniquingKeysWith: { first, _ in first })
  }
}
