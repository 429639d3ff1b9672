public import ConnectorKit
import Synchronization

/// Sends through another transport and remembers every exchange, failures included. Nothing is written until it is asked for.
public final class RecordingTransport: HTTPTransport {
  private let inner: any HTTPTransport
  /// Places are taken when requests leave, so that a slow answer does not change the order.
  private let exchanges = Mutex<[Recording.Exchange?]>([])

  public init(_ inner: any HTTPTransport) { self.inner = inner }

  public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let place = exchanges.withLock { exchanges in
      exchanges.append(nil)
      return exchanges.count - 1
    }
    do throws(TransportFailure) {
      let response = try await inner.send(request)
      keep(Recording.Exchange(request, .answer(response)), at: place)
      return response
    } catch {
      keep(Recording.Exchange(request, .failure(error)), at: place)
      throw error
    }
  }

  /// What has come to its end so far, in the order in which the requests left.
  public var recorded: [Recording.Exchange] { exchanges.withLock { $0.compactMap { $0 } } }

  private func keep(_ exchange: Recording.Exchange, at place: Int) {
    exchanges.withLock { $0[place] = exchange }
  }
}
