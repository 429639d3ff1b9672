public import ConnectorKit

extension HookVerification {
  /// Reads `hook:` of a connection: dotted paths below it and their values (`token`, `basic.user`).
  ///
  /// A webhook without any of the three forms is refused: there is no open hook.
  public init(connection: String, hook: [String: Secret]) throws(SettingsFailure) {
    let place = "connections.\(connection).hook"
    func text(_ key: String) throws(SettingsFailure) -> Secret {
      guard let value = hook[key], !value.revealed.isEmpty else {
        throw SettingsFailure(
          setting: "\(place).\(key)", message: "`\(place).\(key)` is missing or empty. Give it a value, as in `${env.HOOK_SECRET}`.")
      }
      return value
    }
    func name(_ key: String) throws(SettingsFailure) -> String {
      let value = try text(key).revealed
      guard value.utf8.allSatisfy(Self.isHeaderByte) else {
        throw SettingsFailure(
          setting: "\(place).\(key)", message: "`\(place).\(key)` is no name of a header. Write one like `X-Flowrun-Token`.")
      }
      return value
    }
    let forms = [hook.keys.contains("token"), hook.keys.contains { $0.hasPrefix("basic.") }, hook.keys.contains { $0.hasPrefix("hmac.") }]
    switch (forms, forms.count { $0 }) {
    case (let forms, 1) where forms[0]:
      self = .token(header: hook["header"] == nil ? "X-Flowrun-Token" : try name("header"), secret: try text("token"))
    case (let forms, 1) where forms[1]:
      self = .basic(user: try text("basic.user"), password: try text("basic.password"))
    case (_, 1):
      let encoding = hook["hmac.encoding"]?.revealed ?? "hex"
      guard let known = SignatureEncoding(rawValue: encoding) else {
        throw SettingsFailure(setting: "\(place).hmac.encoding", message: "`\(place).hmac.encoding` is `hex` or `base64`.")
      }
      self = .hmac(
        header: try name("hmac.header"), secret: try text("hmac.secret"), encoding: known, prefix: hook["hmac.prefix"]?.revealed ?? "")
    case (_, 0):
      throw SettingsFailure(
        setting: place,
        message: """
          The webhook of `\(connection)` needs a secret, so that only that system can send. Write `hook: { header: X-Flowrun-Token, token: \
          "${env.NAME}" }`, `hook: { basic: { user: …, password: … } }` or `hook: { hmac: { header: …, secret: … } }` in its connection.
          """)
    default:
      throw SettingsFailure(
        setting: place, message: "`\(place)` has more than one of `token`, `basic` and `hmac`. Keep the one that the sender uses.")
    }
  }

  private static func isHeaderByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "-_.!#$%&'*+^`|~".utf8.contains(byte)
    }
  }
}
