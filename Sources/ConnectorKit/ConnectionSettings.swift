public import Schema

/// One entry of `connections:` in `flowrun.yaml`, its `${env.…}` and `${file.…}` filled in.
public struct ConnectionSettings: Sendable, Equatable {
  public var name: String
  /// `url`, without a slash at its end.
  public var url: String
  /// `auth`, by dotted path below it: `client_credentials.client_id`, `access_key`.
  public var auth: [String: Secret]
  /// Everything else, by dotted path: `version`, `token_url`, `stamp.Task`.
  public var options: [String: String]
  /// What `schema:` holds: the organisation's objects as they were pulled. Without it a connector asks the system where it must know a type.
  public var schema: ConnectionSchema?
  /// The connector's manifest, where it is described by one.
  public var manifest: ManifestText?

  /// A manifest's text and the name of its file.
  public struct ManifestText: Sendable, Equatable {
    public var file: String
    public var bytes: [UInt8]

    public init(file: String, bytes: [UInt8]) {
      self.file = file
      self.bytes = bytes
    }
  }

  public init(
    name: String, url: String, auth: [String: Secret] = [:], options: [String: String] = [:], schema: ConnectionSchema? = nil,
    manifest: ManifestText? = nil
  ) {
    self.manifest = manifest
    self.name = name
    self.url = url
    self.auth = auth
    self.options = options
    self.schema = schema
  }
}

/// A value that no log, error or journal row may show: printing it gives dots.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text itself, for the one place that sends it.
  public let revealed: String

  public init(_ text: String) { revealed = text }

  public var description: String { "•••" }
  public var debugDescription: String { "•••" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What is wrong with a connection's settings, and what to write instead.
public struct SettingsFailure: Error, Sendable, Equatable {
  /// The dotted path of the setting: `auth.client_credentials.client_id`.
  public var setting: String
  /// One sentence that says what to write.
  public var message: String

  public init(setting: String, message: String) {
    self.setting = setting
    self.message = message
  }
}
