import CCurl
import ConnectorKit

/// A request in libcurl's options.
enum EasyOptions {
  /// False when this libcurl does not know one of them.
  static func set(on handle: UnsafeMutableRawPointer, for transfer: Transfer, _ settings: TransportSettings) -> Bool {
    let request = transfer.request
    var options = OptionSetter(handle)
    options.text(CURLOPT_URL, request.url)
    options.text(CURLOPT_PROTOCOLS_STR, request.mail == nil ? "http,https" : "smtp,smtps")
    options.long(CURLOPT_FOLLOWLOCATION, 0)
    options.long(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    options.long(CURLOPT_NOSIGNAL, 1)
    options.long(CURLOPT_NOPROGRESS, 1)
    options.long(CURLOPT_TIMEOUT_MS, milliseconds(request.timeout))
    options.long(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(min(settings.connectTimeout, request.timeout)))
    options.long(CURLOPT_MAXAGE_CONN, Int(settings.idleConnection))
    options.text(CURLOPT_ACCEPT_ENCODING, "")
    options.text(CURLOPT_USERAGENT, settings.agent)
    options.pointer(CURLOPT_ERRORBUFFER, transfer.words)
    // A proxy of the environment cannot reach this machine's loopback.
    if isLoopback(request.url) { options.text(CURLOPT_PROXY, "") }
    setConnection(&options, request, settings)
    if let mail = request.mail {
      MailOptions.set(mail, transfer, &options)
    } else {
      setBody(&options, transfer)
      setHeaders(&options, transfer)
    }
    setCallbacks(&options, transfer)
    return options.accepted
  }

  private static func setConnection(_ options: inout OptionSetter, _ request: HTTPRequest, _ settings: TransportSettings) {
    // libcurl resends a request of any method when the connection that it reused dies before the first byte of an answer. An HTTP/2
    // connection counts as reused as soon as a second request joins it, so a request that must not be resent is alone on an HTTP/1.1 one.
    options.long(CURLOPT_FRESH_CONNECT, request.idempotent ? 0 : 1)
    options.long(CURLOPT_HTTP_VERSION, request.idempotent ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
    let checked = settings.certificates == .on
    options.long(CURLOPT_SSL_VERIFYPEER, checked ? 1 : 0)
    options.long(CURLOPT_SSL_VERIFYHOST, checked ? 2 : 0)
    if let file = settings.authorities { options.text(CURLOPT_CAINFO, file) }
  }

  private static func setBody(_ options: inout OptionSetter, _ transfer: Transfer) {
    let request = transfer.request
    guard request.method != .get else { return options.long(CURLOPT_HTTPGET, 1) }
    if !request.body.isEmpty || request.method != .delete {
      options.long(CURLOPT_POST, 1)
      options.size(CURLOPT_POSTFIELDSIZE_LARGE, request.body.count)
      if let start = transfer.sent.baseAddress, !request.body.isEmpty {
        options.pointer(CURLOPT_POSTFIELDS, start)
      } else {
        options.text(CURLOPT_COPYPOSTFIELDS, "")
      }
    }
    options.text(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  private static func setHeaders(_ options: inout OptionSetter, _ transfer: Transfer) {
    // `Expect: 100-continue` makes libcurl wait a second, and send the request again on a 417.
    var lines = ["Expect:"]
    if !transfer.request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
    // libcurl reads "Name:" as "leave this header out" and "Name;" as an empty one.
    for header in transfer.request.headers { lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)") }
    for line in lines {
      guard let list = ccurl_list_append(transfer.headerList, line) else { return options.refuse() }
      transfer.headerList = list
    }
    options.list(CURLOPT_HTTPHEADER, transfer.headerList)
  }

  private static func setCallbacks(_ options: inout OptionSetter, _ transfer: Transfer) {
    // The loop holds the transfer for as long as libcurl has its handle.
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    options.body(takeBody, context)
    options.header(takeHeader, context)
  }

  private static func milliseconds(_ seconds: Double) -> Int {
    Int(max(1, min(seconds * 1000, 86_400_000)))
  }

  private static func isLoopback(_ url: String) -> Bool {
    let rest = url.lowercased().drop { $0 != ":" }.dropFirst(3)
    return ["127.", "localhost", "[::1]"].contains { rest.hasPrefix($0) }
  }
}

private func takeBody(_ bytes: UnsafeMutablePointer<CChar>, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let context else { return 0 }
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(body: chunk(bytes, one * count)) ? one * count : 0
}

private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let context else { return 0 }
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(header: chunk(bytes, one * count)) ? one * count : 0
}

private func chunk(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: count)
}
