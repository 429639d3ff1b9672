import CCurl
import ConnectorKit
import Synchronization

/// One request on its way, its answer so far and who waits for it.
///
/// Only the thread of the `TransferLoop` touches it once it is handed over, `cancelled` aside; before, only the task that made it.
final class Transfer: @unchecked Sendable {
  let request: HTTPRequest
  let cancelled = Atomic(false)
  var continuation: CheckedContinuation<Result<HTTPResponse, TransportFailure>, Never>?
  var headers: [(name: String, value: String)] = []
  var headerBytes = 0
  var body: [UInt8] = []
  var tooLarge = false
  /// libcurl writes its own words on a failure here.
  let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  /// What libcurl reads while the transfer runs: the body and the list of headers.
  let sent: UnsafeMutableBufferPointer<UInt8>
  var headerList: UnsafeMutablePointer<curl_slist>?
  /// Of a mail: the recipients, how much of the message libcurl has taken, the server's last line, and the last that refused something.
  var recipientList: UnsafeMutablePointer<curl_slist>?
  var taken = 0
  var reply = ""
  var refusal = ""

  static let headerLimit = 256 << 10

  init(_ request: HTTPRequest) {
    self.request = request
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    let body = request.mail == nil ? request.body : MailDate.header() + request.body
    sent = .allocate(capacity: body.count)
    _ = sent.initialize(from: body)
  }

  deinit {
    words.deallocate()
    sent.deallocate()
    if headerList != nil { ccurl_list_free(headerList) }
    if recipientList != nil { ccurl_list_free(recipientList) }
  }

  /// False ends the transfer.
  func take(body chunk: UnsafeBufferPointer<UInt8>) -> Bool {
    guard body.count + chunk.count <= request.responseLimit else {
      tooLarge = true
      return false
    }
    body.append(contentsOf: chunk)
    return true
  }

  /// Takes one header line; a status line begins anew, since interim answers (100, 103) come first.
  func take(header line: UnsafeBufferPointer<UInt8>) -> Bool {
    headerBytes += line.count
    guard headerBytes <= Self.headerLimit else {
      tooLarge = true
      return false
    }
    let text = String(decoding: line, as: UTF8.self)
    if request.mail != nil {
      reply = text
      if text.hasPrefix("4") || text.hasPrefix("5") { refusal = text }
      return true
    }
    if text.hasPrefix("HTTP/") {
      headers = []
    } else if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].drop(while: Self.isSpace)
      let end = value.lastIndex { !Self.isSpace($0) }.map { value.index(after: $0) } ?? value.startIndex
      headers.append((String(text[..<colon]), String(value[..<end])))
    }
    return true
  }

  private static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\t" || character == "\r" || character == "\n" || character == "\r\n"
  }

  func finish(_ result: Result<HTTPResponse, TransportFailure>) {
    continuation?.resume(returning: result)
    continuation = nil
  }
}
