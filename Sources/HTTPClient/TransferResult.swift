import CCurl
import ConnectorKit

/// What a transfer that libcurl has ended comes to.
enum TransferResult {
  static func of(_ transfer: Transfer, _ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> Result<HTTPResponse, TransportFailure> {
    if transfer.request.mail != nil { return mail(transfer, code, handle) }
    if transfer.tooLarge {
      return .failure(
        TransportFailure(.tooLarge, "The answer is larger than \(transfer.request.responseLimit) bytes, which is the most that is read."))
    }
    if code == CURLE_OK {
      return .success(HTTPResponse(status: ccurl_response_code(handle), headers: transfer.headers, body: transfer.body))
    }
    return .failure(TransportFailure(kind(code, handle), message(transfer, code)))
  }

  /// Whatever the server replied is an answer. Without a reply the message may have arrived only if all of it was sent.
  private static func mail(_ transfer: Transfer, _ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> Result<HTTPResponse, TransportFailure> {
    let status = ccurl_response_code(handle)
    if code == CURLE_OK || status >= 400 {
      // Behind a refusal comes the answer to QUIT.
      let line = status >= 400 ? transfer.refusal : transfer.reply
      let reply = line.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
      return .success(HTTPResponse(status: status, body: Array(reply.utf8)))
    }
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_USE_SSL_FAILED, CURLE_LOGIN_DENIED, CURLE_BAD_FUNCTION_ARGUMENT:
      return .failure(TransportFailure(.badRequest, message(transfer, code)))
    default: return .failure(TransportFailure(transfer.taken >= transfer.sent.count ? .noAnswer : .notSent, message(transfer, code)))
    }
  }

  private static func kind(_ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> TransportFailure.Kind {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: return .badRequest
    default: return ccurl_may_have_sent(handle) ? .noAnswer : .notSent
    }
  }

  private static func message(_ transfer: Transfer, _ code: CURLcode) -> String {
    let own = String(cString: transfer.words)
    let words = own.isEmpty ? String(cString: ccurl_easy_strerror(code)) : own
    return "\(place(transfer.request.url)): \(words.split(separator: "\n").first.map(String.init) ?? words)."
  }

  /// Scheme and authority: a path or query may hold what no log should.
  private static func place(_ url: String) -> String {
    "\(url.prefix { $0 != "/" })//\(authority(url))"
  }

  /// What stands between `//` and the path.
  static func authority(_ url: String) -> Substring {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? parts[2].prefix { $0 != "/" && $0 != "?" && $0 != "#" } : ""
  }
}
