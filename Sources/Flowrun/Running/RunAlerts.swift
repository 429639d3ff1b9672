import ConnectorKit
import FlowCheck
import FlowRuntime
import FlowSyntax

/// The alerts of a run: what `alert:` of its flows and of the project says, with the connectors that carry them.
struct RunAlerts {
  let policy: AlertPolicy
  let targets: [String: any CallTarget]
  let folder: String

  init(_ flows: [CheckedFlow], connections: Connections, transport: any HTTPTransport) throws(CommandFailure) {
    let project = connections.project.project.alert.map { CheckedAlert($0) }
    policy = AlertPolicy(flows.map { AlertPolicy.Part($0, connections: Set($0.connections), project: project) })
    targets = try connections.carriers(policy.carriers, transport: transport)
    folder = connections.project.folder
  }

  /// Begins to send; nil where nobody is to be told. `memory`: where it is kept what people were told.
  func desk(memory: String?) -> AlertDesk? {
    guard policy.parts.contains(where: { !$0.receivers.isEmpty }) else { return nil }
    let program = AlertProgram(folder: folder)
    return AlertDesk(
      policy, targets: targets, run: { await program.run($0, $1) }, memory: memory.map { AlertFile(path: $0) }, warn: { Console.error($0) })
  }
}
