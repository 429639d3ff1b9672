import Foundation
import Glibc
import Synchronization

/// A system that repeats whatever it was sent, logins and bodies, in each of its refusals. It speaks HTTP and, at `mailPort`, SMTP.
final class HostileTarget: Sendable {
  /// In the second half every login succeeds and reads find nothing, so that writes and tokens come as well.
  enum Half: Sendable { case first, second }
  private struct State {
    var half = Half.first
    var received = Data()
    var count = 0
    var tokens: [(trace: [String], token: String)] = []
  }

  let port: Int
  let mailPort: Int
  private let listeners: [Int32]
  private let state = Mutex(State())

  init?() {
    guard let web = Self.listen(), let mail = Self.listen() else { return nil }
    (port, mailPort, listeners) = (web.port, mail.port, [web.descriptor, mail.descriptor])
    serve(web.descriptor) { [self] in answerWeb($0) }
    serve(mail.descriptor) { [self] in answerMail($0) }
  }

  /// Everything that came.
  var received: Data { state.withLock { $0.received } }

  /// A login with a text of these gets the token.
  func give(_ token: String, to traces: [String]) { state.withLock { $0.tokens.append((traces, token)) } }

  func turn(to half: Half) { state.withLock { $0.half = half } }

  func stop() { for listener in listeners { shutdown(listener, Int32(SHUT_RDWR)) } }

  private static func listen() -> (descriptor: Int32, port: Int)? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 256) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    return bound ? (descriptor, Int(in_port_t(bigEndian: address.sin_port))) : nil
  }

  private func serve(_ listener: Int32, _ answer: @escaping @Sendable (Int32) -> Void) {
    Thread.detachNewThread {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { break }
        Thread.detachNewThread {
          answer(client)
          close(client)
        }
      }
      // Nobody else closes it: the number may be another's the next moment.
      close(listener)
    }
  }

  // MARK: HTTP

  private func answerWeb(_ client: Int32) {
    guard let request = Self.request(client) else { return }
    let (half, count, token) = state.withLock { state in
      state.received += Data(request.utf8)
      state.count += 1
      let data = Data(request.utf8)
      return (state.half, state.count, state.tokens.firstIndex { $0.trace.contains { data.holds($0) } }.map { ($0, state.tokens[$0].token) })
    }
    let line = request.prefix { $0 != "\r\n" }
    if line.contains("oauth"), let (place, token) = token, half == .second || place.isMultiple(of: 2) {
      return Self.send(client, "200 OK", "application/json", Self.json(["access_token": token, "token_type": "Bearer", "expires_in": 7200]))
    }
    if half == .second, line.contains("/query?") {
      return Self.send(client, "200 OK", "application/json", Self.json(["totalSize": 0, "done": true, "records": [Any]()]))
    }
    let echo = Self.echo(request, count)
    if half == .second, line.contains("/composite/") {
      let error: [String: Any] = ["statusCode": echo, "message": echo, "fields": [echo]]
      return Self.send(client, "200 OK", "application/json", Self.json([["success": false, "errors": [error]]]))
    }
    let error: [String: Any] = [
      "error": echo, "error_description": echo, "errorCode": echo, "code": echo, "message": echo, "errorDesc": echo, "fields": [echo],
      "result": false, "data": ["errors": [["fieldName": echo, "errorMessage": echo]]],
    ]
    let page = "<html><head><title>No</title></head><body class=\"\(echo.prefix(900))\"><p>\(echo)</p></body></html>"
    switch count % 8 {
    case 0: Self.send(client, "400 Bad Request", "application/json", Self.json(error))
    case 1: Self.send(client, "400 Bad Request", "application/json", Self.json([error]))
    case 2: Self.send(client, "403 Forbidden", "text/html", page)
    case 3: Self.send(client, "500 Internal Server Error", "application/json", String(Self.json(error).dropLast(3)))
    case 4: Self.send(client, "401 Unauthorized", "application/json", Self.json([error]), ["Set-Cookie: session=\(echo.prefix(400)); Path=/"])
    case 5: Self.send(client, "422 Unprocessable Content", "text/plain", echo)
    case 6: Self.send(client, "404 Not Found", "text/html", page)
    default: Self.send(client, line.contains("/v1/") ? "200 OK" : "409 Conflict", "application/json", Self.json(error))
    }
  }

  /// The login first, then all of the request, in one spelling or another; so much before it that what cuts messages cuts secrets.
  private static func echo(_ request: String, _ count: Int) -> String {
    let parts = request.split(separator: "\r\n").map(String.init)
    let logins = parts.filter { line in ["authorization:", "accesskey:", "x-api-key:"].contains { line.lowercased().hasPrefix($0) } }
    let text = (logins + [parts.last ?? ""] + parts).joined(separator: " ")
    let padding = String(repeating: "no ", count: count % 50)
    switch count / 8 % 5 {
    case 0: return padding + (text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text)
    case 1: return padding + Data(text.utf8).base64EncodedString()
    case 2: return padding + text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    case 3: return padding + json([text])
    default: return padding + text
    }
  }

  private static func request(_ client: Int32) -> String? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      if let end = text.firstRange(of: "\r\n\r\n") {
        let length = text.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  private static func json(_ value: Any) -> String {
    (try? JSONSerialization.data(withJSONObject: value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func send(_ client: Int32, _ status: String, _ type: String, _ body: String, _ headers: [String] = []) {
    let head = ["HTTP/1.1 \(status)", "Content-Type: \(type)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
    write(client, head.map { $0.filter { !$0.isNewline } }.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  private static func write(_ client: Int32, _ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  // MARK: SMTP

  private func answerMail(_ client: Int32) {
    var login = ""
    var buffer = [UInt8](repeating: 0, count: 65536)
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    Self.write(client, "220 hostile.example\r\n")
    while true {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      let line = String(decoding: buffer[..<count], as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      state.withLock { $0.received += Data((line + "\n").utf8) }
      let word = line.prefix { $0 != " " }.uppercased()
      switch word {
      case "EHLO": Self.write(client, "250-hostile.example\r\n250 AUTH \(number.isMultiple(of: 2) ? "PLAIN" : "LOGIN")\r\n")
      case "MAIL", "RCPT": Self.write(client, "550 5.7.1 \(login) \(Self.decoded(login)) \(line)\r\n")
      case "QUIT", "RSET", "NOOP":
        Self.write(client, "221 bye\r\n")
        if word == "QUIT" { return }
      default:
        login += " " + line
        // PLAIN is one text, LOGIN two, each perhaps with the command.
        let texts = login.split(separator: " ").count { !["AUTH", "PLAIN", "LOGIN"].contains($0) }
        if texts < (number.isMultiple(of: 2) ? 1 : 2) {
          Self.write(client, "334 VXNlcm5hbWU6\r\n")
        } else if number % 4 < 2 {
          Self.write(client, "235 2.7.0 welcome\r\n")
        } else {
          Self.write(client, "535 5.7.8 \(login) \(Self.decoded(login))\r\n")
        }
      }
    }
  }

  private static func decoded(_ login: String) -> String {
    login.split(separator: " ").compactMap { Data(base64Encoded: String($0)) }.map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ").filter { $0 != "\0" }
  }
}
