import ConnectorKit
import Foundation
import HTTPClient
import Testing

/// Against `openssl s_server` with a certificate of its own making; skipped where there is no `openssl`.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: TLSServer.openssl), "openssl is not installed")) struct CertificateTests {
  @Test func aCertificateMustBeTrusted() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let request = HTTPRequest(.get, "https://localhost:\(server.port)/", idempotent: true)
    do {
      _ = try await CurlTransport().send(request)
      Issue.record("an untrusted certificate was accepted")
    } catch {
      #expect(error.kind == .notSent)
      #expect(error.message.contains("certificate"))
    }
    let trusting = CurlTransport(TransportSettings(authorities: server.certificate))
    #expect(try await trusting.send(request).status == 200)
    let post = HTTPRequest(.get, "https://localhost:\(server.port)/", idempotent: false)
    #expect(try await trusting.send(post).status == 200)
  }

  @Test func theNameMustBeTheOneInTheCertificate() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/", idempotent: true)
    do {
      _ = try await CurlTransport(TransportSettings(authorities: server.certificate)).send(request)
      Issue.record("a certificate of another name was accepted")
    } catch {
      #expect(error.kind == .notSent)
    }
    #expect(try await CurlTransport(TransportSettings(certificates: .offAndInsecure)).send(request).status == 200)
  }
}

final class TLSServer {
  static let openssl = "/usr/bin/openssl"
  let port: Int
  let certificate: String
  private let process = Process()
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let made = Process()
    made.executableURL = URL(fileURLWithPath: Self.openssl)
    made.arguments =
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
      + ["-keyout", key, "-out", certificate]
    made.standardError = FileHandle.nullDevice
    try made.run()
    made.waitUntilExit()
    process.executableURL = made.executableURL
    process.arguments = ["s_server", "-www", "-accept", "localhost:0", "-naccept", "100", "-cert", certificate, "-key", key]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = Pipe()
    try process.run()
    var said = ""
    // "ACCEPT 127.0.0.1:40123"
    while !said.contains("ACCEPT") || !said.hasSuffix("\n") {
      let chunk = output.fileHandleForReading.availableData
      guard !chunk.isEmpty else { break }
      said += String(decoding: chunk, as: UTF8.self)
    }
    port = said.split(whereSeparator: { $0 == ":" || $0 == "\n" }).compactMap { Int($0) }.last ?? 0
  }

  func stop() {
    // A child inherits the test runner's blocked signals, so that SIGTERM may never reach it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
