import ConnectorKit
import FlowRuntime

/// A connector at work, and what it was made of: whoever reads the project again knows by that whether it is another.
struct LiveConnection: Sendable {
  struct Origin: Sendable, Equatable {
    var kind: String
    var manifest: ConnectionSettings.ManifestText?
    var settings: ConnectionSettings
    var calls: Int?
    var bounds: CallLimits?
  }

  var origin: Origin
  var connector: any Connector
  var limiter: RequestLimiter?

  var running: RunningConnection { RunningConnection(connector, concurrentCalls: origin.calls, limiter: limiter) }
}
