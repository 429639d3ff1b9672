public import Diagnostics
public import FlowSyntax

/// Whether an alert can reach anybody: its connection carries messages, and what it is sent to may be a receiver there.
public struct AlertCheck {
  private let connection: ProjectContext.Connection

  /// `connection` is the one that carries it.
  public init(_ connection: ProjectContext.Connection) { self.connection = connection }

  public func run(_ alert: Alert, into findings: Findings) {
    guard let notify = alert.notify else { return }
    if connection.isMute {
      findings.add(ManifestFact.sendsNoMessages(notify.value), at: notify.span)
    } else if connection.connector == "mail" {
      for receiver in alert.to where !Self.mayBeAddress(receiver.value) {
        findings.add(RuleFact.noAddress(receiver.value), at: receiver.span)
      }
    }
  }

  /// What is left is for the mail connection, which sends nothing to it.
  private static func mayBeAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2C && $0 != 0x3C }
  }
}
