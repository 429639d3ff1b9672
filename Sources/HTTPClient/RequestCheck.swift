import ConnectorKit

/// What libcurl would pass on to the target as it is, though it is no request: text that ends a header line, other schemes, a body that nobody reads.
enum RequestCheck {
  static func failure(of request: HTTPRequest) -> TransportFailure? {
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
