/// Where a request was sent, as its `Host` header tells.
struct Origin {
  let host: String
  /// The sandbox's own address.
  let own: String
  /// The host that logins at the shared hosts are sent to.
  let myDomain: String

  private static let shared = ["login.salesforce.com", "test.salesforce.com"]

  /// True for the login hosts that all organisations share.
  var isSharedLogin: Bool { Self.shared.contains(host) }

  /// The API's base for whoever logged in here: a My Domain host stays (salesforce.md 1.1).
  var url: String {
    if host.isEmpty { return own }
    if isSharedLogin { return "https://\(myDomain)" }
    return host.hasSuffix(".salesforce.com") ? "https://\(host)" : "http://\(host)"
  }

  /// Login hosts, My Domain hosts and the sandbox's own addresses may be the audience of an assertion.
  func isAudience(_ text: String) -> Bool {
    let name = text.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    return Self.shared.contains(name) || name.hasSuffix(".salesforce.com") || name == host || text == own || own.hasSuffix("://\(name)")
  }
}
