import ConnectorKit

/// What libcurl would pass on to the target as it is, though it is no request: text that ends a header line, other schemes, a body that nobody reads.
enum RequestCheck {
  static func failure(of request: HTTPRequest) -> TransportFailure? {
    if let mail = request.mail { return failure(of: mail, in: request) }
    guard isWebAddress(request.url) else {
      return TransportFailure(.badRequest, "The URL must begin with http:// or https:// and be percent-encoded.")
    }
    if TransferResult.authority(request.url).contains("@") {
      return TransportFailure(.badRequest, "The URL holds a user name or password; those belong in a header.")
    }
    for header in request.headers where !isToken(header.name) || !isHeaderValue(header.value) {
      return TransportFailure(.badRequest, "The header `\(printable(header.name))` has a character that HTTP does not allow.")
    }
    if request.method == .get && !request.body.isEmpty { return TransportFailure(.badRequest, "A GET request has no body.") }
    if !(request.timeout > 0) { return TransportFailure(.badRequest, "The time-out must be above 0 seconds.") }
    return nil
  }

  private static func failure(of mail: MailEnvelope, in request: HTTPRequest) -> TransportFailure? {
    let start = request.url.prefix(8).lowercased()
    guard start.hasPrefix("smtp://") || start.hasPrefix("smtps://"), request.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !TransferResult.authority(request.url).contains("@")
    else { return TransportFailure(.badRequest, "The URL of a mail server must begin with smtp:// or smtps:// and hold no password.") }
    guard !mail.recipients.isEmpty, ([mail.sender] + mail.recipients).allSatisfy(MailEnvelope.isAddress) else {
      return TransportFailure(.badRequest, "A mail needs one sender and at least one recipient, each a plain address.")
    }
    // libcurl keeps a line with one dot from ending the message only where lines end with CRLF.
    for (index, byte) in request.body.enumerated() {
      let isEnd =
        byte == 0x0A
        ? index > 0 && request.body[index - 1] == 0x0D : byte == 0x0D && index + 1 < request.body.count && request.body[index + 1] == 0x0A
      if byte == 0 || (byte == 0x0A || byte == 0x0D) && !isEnd { return TransportFailure(.badRequest, "The lines of a mail end with CRLF.") }
    }
    return request.timeout > 0 ? nil : TransportFailure(.badRequest, "The time-out must be above 0 seconds.")
  }

  private static func isWebAddress(_ url: String) -> Bool {
    let start = url.prefix(8).lowercased()
    return (start.hasPrefix("http://") || start.hasPrefix("https://")) && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
  }

  private static func isHeaderValue(_ value: String) -> Bool {
    value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  private static func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value < 0x20 ? "?" : $0 }))
  }
}
