public import ConnectorKit
import Glibc

/// HTTP over libcurl's multi interface: connections are kept and shared, HTTP/2 is used where it is offered, certificates are checked,
/// redirects are not followed.
///
/// libcurl is loaded at the first request. One thread owns all transfers; `send` may be called from any task, and cancelling the task
/// ends its transfer. A request that is not idempotent goes over a connection of its own, because libcurl resends a request by itself
/// when a connection that was used before dies without an answer.
public final class CurlTransport: HTTPTransport {
  private let loop: TransferLoop

  /// Makes no connection yet.
  public init(_ settings: TransportSettings = TransportSettings()) {
    if settings.certificates == .offAndInsecure {
      let warning = "flowrun: CERTIFICATES ARE NOT CHECKED: anyone on the way can read and change what is sent, secrets too.\n"
      _ = Array(warning.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
    loop = TransferLoop(settings)
  }

  deinit { loop.stop() }

  public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    if let failure = RequestCheck.failure(of: request) { throw failure }
    let transfer = Transfer(request)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.continuation = continuation
        loop.start(transfer)
      }
    } onCancel: {
      loop.cancel(transfer)
    }
    return try result.get()
  }
}
