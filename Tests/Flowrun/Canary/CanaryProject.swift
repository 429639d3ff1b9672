import CCrypto
import Foundation

/// A project with connections of every kind and way to log in, each secret a canary from the environment or a file, and one flow for each.
struct CanaryProject {
  /// A webhook and what proves that its sender may send.
  struct Hook {
    enum Proof {
      case token(String)
      case basic(user: String, password: String)
      case hmac(String)
    }

    let flow: String
    let proof: Proof

    func headers(_ body: String) -> [(name: String, value: String)] {
      switch proof {
      case .token(let secret): [("X-Flowrun-Token", secret)]
      case .basic(let user, let password): [("Authorization", "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())")]
      case .hmac(let secret): [("X-Signature", Self.digest(body, secret))]
      }
    }

    private static func digest(_ text: String, _ secret: String) -> String {
      let (key, message) = (Array(secret.utf8), Array(text.utf8))
      var digest = [UInt8](repeating: 0, count: 32)
      var length: UInt32 = 32
      _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &length)
      return digest.map { String(format: "%02x", $0) }.joined()
    }
  }

  let folder: URL
  private(set) var canaries = Canaries()
  private(set) var environment = ProcessInfo.processInfo.environment
  private(set) var hooks: [Hook] = []
  /// Those that logins give: what shows who asks, and the token.
  private(set) var tokens: [(traces: [String], token: String)] = []
  private var connections: [String] = []

  static let manifest = """
    flowrun: 1
    connector: hostile
    auth:
      bearer: true
      basic: true
      header: X-Api-Key
      client_credentials: { token_url: /oauth/token }
      hmac: { header: X-Signature, over: =request.body }
    errors: { code: =response.body.code, message: =response.body.message, fields: =response.body.fields }
    operations:
      send:
        input: { name: { type: text, required: true }, email: { type: text, required: true } }
        post: /people
        body: { name: =input.name, email: =input.email }
    """

  init(_ target: HostileTarget) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("secrets"), withIntermediateDirectories: true)
    try write("hostile.yaml", Self.manifest)
    try write("alert.sh", "#!/bin/sh\ncat >> \"$1\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.appendingPathComponent("alert.sh").path)
    for number in 0..<8 { try add(number, "http://127.0.0.1:\(target.port)", "smtp://127.0.0.1:\(target.mailPort)") }
    for (traces, token) in tokens { target.give(token, to: traces) }
    try write(
      "flowrun.yaml",
      """
      flowrun: 1
      connections:
      \(connections.map { "  \($0)" }.joined(separator: "\n"))
      retry: { for: 5s, first: 1s, most: 1s }
      alert: { command: [./alert.sh, told.json], failed: 5%, lag: 10m }
      state: { journal: journal.db }
      serve: { hooks: 127.0.0.1:0, admin: 127.0.0.1:0 }

      """)
  }

  private mutating func add(_ number: Int, _ url: String, _ mail: String) throws {
    let send: (String) -> String = { "call: \($0).send, with: { name: =event.name, email: =event.email }" }
    func header(_ secret: (String, String)) -> (String, Hook.Proof) {
      ("{ header: X-Flowrun-Token, token: \"\(secret.1)\" }", .token(secret.0))
    }
    let bearer = try secret(), shared = header(try secret())
    try add("bearer\(number)", "hostile.yaml", url, "bearer: \"\(bearer.1)\"", shared, send)

    let (user, password, key) = (try secret(), try secret(), try secret())
    try add(
      "basic\(number)", "hostile.yaml", url, "basic: { user: \"\(user.1)\", password: \"\(password.1)\" }",
      ("{ hmac: { header: X-Signature, secret: \"\(key.1)\" } }", .hmac(key.0)), send)

    let (named, guest, word) = (try secret(), try secret(), try secret())
    try add(
      "header\(number)", "hostile.yaml", url, "header: \"\(named.1)\"",
      ("{ basic: { user: \"\(guest.1)\", password: \"\(word.1)\" } }", .basic(user: guest.0, password: word.0)), send)

    let signing = try secret()
    try add("hmac\(number)", "hostile.yaml", url, "hmac: \"\(signing.1)\"", header(try secret()), send)

    let login = try credentials("client_credentials", "client_id", "client_secret")
    try add("oauth\(number)", "hostile.yaml", url, login, header(try secret()), send)

    let salesforce = try credentials("client_credentials", "client_id", "client_secret")
    try add("salesforce\(number)", "salesforce", url, salesforce, (nil, shared.1)) {
      "create: \($0).Contact, match: { Email: =event.email }, set: { LastName: =event.name, Email: =event.email }"
    }

    let company: (String) -> String = { "lookup: \($0).company, match: { Name: =event.name }" }
    let access = try secret()
    try add("gainsight\(number)", "gainsight", url, "access_key: \"\(access.1)\"", header(try secret()), company)

    let machine = try credentials("m2m", "key", "secret")
    try add("machine\(number)", "gainsight", url, machine, header(try secret()), company)

    let (sender, pass) = (try secret(), try secret())
    try add("mail\(number)", "mail", mail, "basic: { user: \"\(sender.1)\", password: \"\(pass.1)\" }", (nil, shared.1)) {
      "notify: \($0), to: [=event.email], subject: \"Hello ${event.name}\", text: Welcome."
    }
  }

  private mutating func add(
    _ name: String, _ connector: String, _ url: String, _ auth: String, _ hook: (text: String?, proof: Hook.Proof), _ step: (String) -> String
  ) throws {
    let sender = hook.text == nil ? "bearer\(name.filter(\.isNumber))" : name
    let more = (hook.text.map { ", hook: \($0)" } ?? "") + (connector == "mail" ? ", from: flows@acme.example" : "")
    connections.append("\(name): { connector: \(connector), url: \"\(url)\", auth: { \(auth) }\(more) }")
    hooks.append(Hook(flow: name, proof: hook.proof))
    try write(
      "\(name).yaml",
      """
      flowrun: 1
      owner: ops@acme.example
      trigger:
        - webhook: \(sender)
          event: { id: =text(row.id), name: =text(row.name), email: =text(row.email) }
          delivery: =row.id
      about: =event.email
      steps:
        - { id: act, \(step(name)) }

      """)
  }

  /// A client's id and secret, and the token that it gets.
  private mutating func credentials(_ way: String, _ id: String, _ secret: String) throws -> String {
    let client = try self.secret()
    let traces = canaries.all.last?.traces ?? []
    let password = try self.secret()
    tokens.append((traces, canaries.next()))
    return "\(way): { \(id): \"\(client.1)\", \(secret): \"\(password.1)\" }"
  }

  /// A new canary, and how the project refers to it.
  private mutating func secret() throws -> (String, String) {
    let name = "C\(canaries.all.count)"
    let value = canaries.next()
    if canaries.all.count.isMultiple(of: 3) {
      try write("secrets/\(name)", value + "\n")
      return (value, "${file.secrets/\(name)}")
    }
    environment[name] = value
    return (value, "${env.\(name)}")
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
}
