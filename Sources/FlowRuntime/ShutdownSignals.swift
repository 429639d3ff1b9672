import Dispatch
import Glibc

/// SIGTERM and SIGINT as values instead of deaths: the first asks for a drain, and whoever takes it in hand decides what the second means.
public final class ShutdownSignals: Sendable {
  /// One value a signal.
  public let received: AsyncStream<Int32>

  // Held so that the signals are watched; touched by nobody.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  public init() {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    received = stream
    sources = [SIGTERM, SIGINT].map { number in
      // The default action would come first.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
