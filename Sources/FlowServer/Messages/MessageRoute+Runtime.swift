public import ConnectorKit
public import FlowEngine
public import FlowRuntime
import Schema

extension MessageRoute {
  /// Messages that go to a source of a running flow: the records are read anew, and what was read is accepted like what a poll brings.
  public init(flow: String, settings: MessageSettings, runtime: Runtime, source: SourceID, knock: Knock) {
    self.init(
      flow: flow, path: settings.path, organization: settings.organization, object: knock.object
    ) { ids throws(HookRefusal) in
      switch await runtime.knock(ids, knock, for: source) {
      case .accepted: return
      case .unread: throw .notRead
      case .refused(.draining), .refused(.unknownSource): throw .draining
      case .refused(.notKept): throw .notKept
      }
    }
  }
}

/// `hook: { organization: …, path: … }` of a connection.
public struct MessageSettings: Sendable, Equatable {
  public var organization: String
  public var path: Secret

  public init(connection: String, hook: [String: Secret]) throws(SettingsFailure) {
    let place = "connections.\(connection).hook"
    guard let text = hook["organization"]?.revealed, let organization = SalesforceID.eighteen(text), organization.hasPrefix("00D") else {
      throw SettingsFailure(
        setting: "\(place).organization",
        message: """
          Outbound messages need the organisation that may send them. Write its id (00D…, Set-up, Company Information) as \
          `hook: { organization: "${env.SF_ORG}", path: "${env.SF_HOOK_PATH}" }` in the connection `\(connection)`.
          """)
    }
    // A path that can be guessed is none; and it must stand in an address as it is.
    guard let path = hook["path"], path.revealed.utf8.count >= 12, path.revealed.utf8.allSatisfy(Self.isPathByte) else {
      throw SettingsFailure(
        setting: "\(place).path",
        message: "`\(place).path` is the secret end of the address that Salesforce sends to: 12 letters, digits, `-` or `_` at least.")
    }
    (self.organization, self.path) = (organization, path)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 0x2D || byte == 0x5F
  }
}
