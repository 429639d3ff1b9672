import ConnectorKit
import FlowServer
import Testing

@Suite struct HookSettingsTests {
  @Test func eachFormIsRead() throws {
    #expect(try hook(["header": "X-Key", "token": "t"]) == .token(header: "X-Key", secret: Secret("t")))
    #expect(try hook(["token": "t"]) == .token(header: "X-Flowrun-Token", secret: Secret("t")))
    #expect(try hook(["basic.user": "u", "basic.password": "p"]) == .basic(user: Secret("u"), password: Secret("p")))
    #expect(
      try hook(["hmac.header": "X-Sig", "hmac.secret": "s", "hmac.encoding": "base64", "hmac.prefix": "v1="])
        == .hmac(header: "X-Sig", secret: Secret("s"), encoding: .base64, prefix: "v1="))
  }

  @Test(arguments: [
    ([:], "connections.gainsight.hook"),
    (["token": ""], "connections.gainsight.hook.token"),
    (["token": "t", "header": "X Key"], "connections.gainsight.hook.header"),
    (["basic.user": "u"], "connections.gainsight.hook.basic.password"),
    (["hmac.header": "X-Sig"], "connections.gainsight.hook.hmac.secret"),
    (["hmac.header": "X-Sig", "hmac.secret": "s", "hmac.encoding": "hax"], "connections.gainsight.hook.hmac.encoding"),
    (["token": "t", "basic.user": "u", "basic.password": "p"], "connections.gainsight.hook"),
  ])
  func whatIsMissingIsNamed(settings: [String: String], setting: String) {
    let failure = #expect(throws: SettingsFailure.self) { try hook(settings) }
    #expect(failure?.setting == setting)
  }

  @Test(arguments: [
    ("127.0.0.1:8080", ListenAddress(host: "127.0.0.1", port: 8080)), ("[::1]:0", ListenAddress(host: "::1", port: 0)), ("localhost", nil),
    (":80", nil), ("::1:80", nil), ("a:65536", nil), ("http://a:80", nil),
  ])
  func addressesAreRead(text: String, address: ListenAddress?) {
    #expect(ListenAddress(text) == address)
  }

  private func hook(_ settings: [String: String]) throws(SettingsFailure) -> HookVerification {
    try HookVerification(connection: "gainsight", hook: settings.mapValues { Secret($0) })
  }
}
