import Calls
import ConnectorKit
import Foundation
import Salesforce
import Testing

/// Checked with `openssl`, which is not what made the signature's code; skipped where there is none.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is not installed")) struct JWTTests {
  private func openssl(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }

  private func bytes(_ part: Substring) -> Data {
    let text = part.replacing("-", with: "+").replacing("_", with: "/")
    return Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)) ?? Data()
  }

  /// Reference 1.2.
  @Test func theAssertionIsSignedWithTheKey() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jwt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let key = folder.appendingPathComponent("key.pem").path
    let publicKey = folder.appendingPathComponent("public.pem").path
    _ = try openssl(["genrsa", "-out", key, "2048"])
    _ = try openssl(["rsa", "-in", key, "-pubout", "-out", publicKey])
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    let auth = ["jwt.client_id": "3MVG9", "jwt.user": "sync@acme.example", "jwt.key": try String(contentsOfFile: key, encoding: .utf8)]
    let connector = try SalesforceConnector(
      ConnectionSettings(
        name: "s", url: "https://acme--uat.sandbox.my.salesforce.com", auth: auth.mapValues { Secret($0) }, schema: accountSchema),
      transport: transport)
    _ = try await connector.find(findAccounts())
    let form = try #require(transport.logins.first?.text)
    #expect(form.hasPrefix("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="))
    let parts = try #require(form.split(separator: "=").last).split(separator: ".")
    try #require(parts.count == 3)
    #expect(String(decoding: bytes(parts[0]), as: UTF8.self) == #"{"alg":"RS256","typ":"JWT"}"#)
    let claims = try #require(try JSONSerialization.jsonObject(with: bytes(parts[1])) as? [String: Any])
    #expect(claims["iss"] as? String == "3MVG9" && claims["sub"] as? String == "sync@acme.example")
    #expect(claims["aud"] as? String == "https://test.salesforce.com")
    let lifetime = try #require(claims["exp"] as? Double) - Date().timeIntervalSince1970
    #expect(lifetime > 0 && lifetime <= 181)
    let signature = folder.appendingPathComponent("signature")
    let signed = folder.appendingPathComponent("signed")
    try bytes(parts[2]).write(to: signature)
    try Data("\(parts[0]).\(parts[1])".utf8).write(to: signed)
    #expect(try openssl(["dgst", "-sha256", "-verify", publicKey, "-signature", signature.path, signed.path]) == "Verified OK\n")
  }

  @Test(arguments: ["no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", ""]) func whatIsNoKeyIsToldWithoutShowingIt(
    _ key: String
  ) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    let auth = ["jwt.client_id": "3MVG9", "jwt.user": "sync@acme.example", "jwt.key": key].mapValues { Secret($0) }
    if key.isEmpty {
      #expect(throws: SettingsFailure.self) {
        try SalesforceConnector(ConnectionSettings(name: "s", url: "https://a.example", auth: auth), transport: transport)
      }
      return
    }
    let connector = try SalesforceConnector(
      ConnectionSettings(name: "s", url: "https://a.example", auth: auth, schema: accountSchema), transport: transport)
    let failure = await failure { try await connector.find(findAccounts()) }
    #expect(failure?.kind == .auth && failure?.code == "bad_key" && failure?.message.contains(key) == false)
    #expect(transport.requests.isEmpty)
  }
}
